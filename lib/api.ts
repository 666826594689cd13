import { Size, Validations } from "aws-cdk-lib";
import {
  AccessLogField,
  AccessLogFormat,
  EndpointType,
  type IResource,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
} from "aws-cdk-lib/aws-apigateway";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { routes, unknownRouteFunction } from "../functions/routes.ts";
import { addProblemResponses } from "./api-problems.ts";
import { EncryptedLogGroup } from "./encrypted-log-group.ts";
import type { RouteFunction } from "./public-functions.ts";
import type { ServiceFunction } from "./service-function.ts";

/** Requests a second for everyone together: well above the busiest hour, below what a runaway client sends. */
const steadyRate = 100;
const burst = 200;

/** Answers that are shorter do not get shorter by being compressed; pages and the style sheet get four times so. */
const compressedFrom = Size.kibibytes(1);

interface ApiProps {
  readonly functions: { readonly [Name in RouteFunction]: ServiceFunction<Name> };
  readonly key: IKey;
}

/** The front door: every route of functions/routes.ts, and a plain answer to everything else. */
export class Api extends Construct {
  readonly restApi: RestApi;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    this.restApi = new RestApi(this, "RestApi", {
      description: "WorkWell: referrals to a Work and Health Coach",
      endpointConfiguration: { types: [EndpointType.REGIONAL] },
      cloudWatchRole: true,
      minCompressionSize: compressedFrom,
      deployOptions: {
        stageName: "live",
        throttlingRateLimit: steadyRate,
        throttlingBurstLimit: burst,
        // A trace of the front door has the whole address, which can hold a person's token, and the client's IP
        // address: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-understanding-xray-traces.html
        // Functions and the workflow are traced: their traces know of neither.
        tracingEnabled: false,
        loggingLevel: MethodLoggingLevel.ERROR,
        // Execution logs with data would hold what people wrote.
        dataTraceEnabled: false,
        accessLogDestination: new LogGroupLogDestination(
          new EncryptedLogGroup(this, "AccessLogs", { key: props.key }),
        ),
        accessLogFormat: withoutPersonalData(),
      },
    });
    this.addRoutes(props.functions);
    addProblemResponses(this.restApi);
    this.acknowledgeFindings();
  }

  private addRoutes(functions: ApiProps["functions"]) {
    const answerFrom = memoised(
      (name: RouteFunction) =>
        // One permission per function; one per method would outgrow the policy of refuse-unknown.
        new LambdaIntegration(functions[name], { scopePermissionToMethod: false }),
    );
    const { root } = this.restApi;
    for (const route of routes) {
      const resource = root.resourceForPath(route.path);
      resource.addMethod(route.method, answerFrom(route.function));
      if (route.method === "GET") resource.addMethod("HEAD", answerFrom(route.function));
    }
    // Without these, API Gateway answers unknown paths and methods with 403.
    root.addResource("{proxy+}");
    for (const resource of withAllBelow(root)) resource.addMethod("ANY", answerFrom(unknownRouteFunction));
  }

  private acknowledgeFindings() {
    Validations.of(this.restApi).acknowledge(
      {
        id: "AwsSolutions-APIG2",
        reason:
          "Handlers check every request with the schemas that openapi.json is made from, and report all mistakes at once.",
      },
      {
        id: "AwsSolutions-APIG4",
        reason:
          "Referrals are open to anyone; staff pages check an emailed code's session in their handlers.",
      },
      {
        id: "AwsSolutions-COG4",
        reason: "Staff of small charities have no directory account; they sign in with an emailed code.",
      },
      {
        id: "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]",
        reason: "API Gateway has one log role per account, and this is the policy that AWS asks it to have.",
      },
    );
  }
}

/** Paths only as patterns: a real path can hold the token of a person's own page. No addresses either. */
function withoutPersonalData() {
  return AccessLogFormat.custom(
    JSON.stringify({
      requestId: AccessLogField.contextRequestId(),
      time: AccessLogField.contextRequestTime(),
      method: AccessLogField.contextHttpMethod(),
      resourcePath: AccessLogField.contextResourcePath(),
      status: AccessLogField.contextStatus(),
      latency: AccessLogField.contextResponseLatency(),
    }),
  );
}

function withAllBelow(resource: IResource): IResource[] {
  const below = resource.node.children.filter(
    (child): child is IResource & typeof child => "resourceId" in child,
  );
  return [resource, ...below.flatMap(withAllBelow)];
}

function memoised<Key, Value>(make: (key: Key) => Value) {
  const made = new Map<Key, Value>();
  return (key: Key): Value => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
