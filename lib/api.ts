import { Size, Stack, Validations } from "aws-cdk-lib";
import {
  AccessLogField,
  AccessLogFormat,
  ApiDefinition,
  EndpointType,
  LogGroupLogDestination,
  MethodLoggingLevel,
  SpecRestApi,
} from "aws-cdk-lib/aws-apigateway";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { apiDocument, type RouteFunctions } from "./api-document.ts";
import { EncryptedLogGroup } from "./encrypted-log-group.ts";
import { apiRequestsPerSecond } from "./quotas.ts";
import type { Stage } from "./stages.ts";

/** Requests at one moment beyond the steady rate. */
const burst = 200;

/**
 * Requests a second to what costs most or is abused first; each counts towards everyone together as well. Codes are
 * emails, of which Amazon SES sends 14 a second to begin with; figures fold all the cases of an area.
 */
const tighter = {
  codes: { throttlingRateLimit: 10, throttlingBurstLimit: 20 },
  figures: { throttlingRateLimit: 5, throttlingBurstLimit: 10 },
};

const stageName = "live";

/** Answers that are shorter do not get shorter by being compressed; pages and the style sheet get four times so. */
const compressedFrom = Size.kibibytes(1);

/** Execution logs with data would hold what people wrote. What a method sets for itself replaces all of this. */
const logging = { loggingLevel: MethodLoggingLevel.ERROR, dataTraceEnabled: false };

interface ApiProps {
  readonly functions: RouteFunctions;
  readonly stage: Stage;
  readonly key: IKey;
}

/** The front door: every route of functions/routes.ts, and a plain answer to everything else. */
export class Api extends Construct {
  readonly restApi: SpecRestApi;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    // Its metrics go by its name, and an import names it after the document.
    const restApiName = Stack.of(this).stackName;
    this.restApi = new SpecRestApi(this, "RestApi", {
      restApiName,
      apiDefinition: ApiDefinition.fromInline(apiDocument(restApiName, props.functions)),
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: true,
      minCompressionSize: compressedFrom,
      // Where there is a domain, it is the only way in.
      disableExecuteApiEndpoint: props.stage.domain !== undefined,
      deployOptions: {
        stageName,
        throttlingRateLimit: apiRequestsPerSecond,
        throttlingBurstLimit: burst,
        // A trace of the front door has the whole address, which can hold a person's token, and the client's IP
        // address: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-understanding-xray-traces.html
        // Functions and the workflow are traced: their traces know of neither.
        tracingEnabled: false,
        ...logging,
        methodOptions: {
          "/sign-in/POST": { ...logging, ...tighter.codes },
          "/my/{token}/code/POST": { ...logging, ...tighter.codes },
          "/exports/POST": { ...logging, ...tighter.figures },
          // A HEAD is worked out like a GET.
          ...Object.fromEntries(
            ["/exports/preview", "/management", "/forecast"].flatMap((path) =>
              ["GET", "HEAD"].map((method) => [`${path}/${method}`, { ...logging, ...tighter.figures }]),
            ),
          ),
        },
        accessLogDestination: new LogGroupLogDestination(
          new EncryptedLogGroup(this, "AccessLogs", { stage: props.stage, key: props.key }),
        ),
        accessLogFormat: withoutPersonalData(),
      },
    });
    this.keepExecutionLogs(props);
    this.letItInvoke(props.functions);
    this.acknowledgeFindings();
  }

  /**
   * API Gateway writes what goes wrong inside it where this name says, and makes the log group itself if it is not
   * there: without our key, and kept for ever.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-execution-logging.html
   */
  private keepExecutionLogs({ stage, key }: ApiProps) {
    const logGroupName = `API-Gateway-Execution-Logs_${this.restApi.restApiId}/${stageName}`;
    const logs = new EncryptedLogGroup(this, "ExecutionLogs", { stage, key, logGroupName });
    this.restApi.deploymentStage.node.addDependency(logs);
  }

  /** One permission per function; one per method would outgrow the policy of refuse-unknown. */
  private letItInvoke(functions: RouteFunctions) {
    for (const target of Object.values(functions)) {
      target.live.addPermission("FromApi", {
        principal: new ServicePrincipal("apigateway.amazonaws.com"),
        sourceArn: this.restApi.arnForExecuteApi(),
      });
    }
  }

  private acknowledgeFindings() {
    Validations.of(this.restApi.deploymentStage).acknowledge({
      id: "Serverless-APIGWXrayEnabled",
      reason:
        "A trace of the front door has the whole address, which can hold a person's token; functions and workflow are traced.",
    });
    Validations.of(this.restApi).acknowledge(
      {
        id: "AwsSolutions-APIG2",
        reason:
          "Handlers check every request with the schemas that openapi.json is made from, and report all mistakes at once.",
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
