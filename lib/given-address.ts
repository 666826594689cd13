import { Names, Stack, Validations } from "aws-cdk-lib";
import { CfnApi, CfnIntegration, CfnRoute, CfnStage } from "aws-cdk-lib/aws-apigatewayv2";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import type { Address } from "./address.ts";
import type { Api } from "./api.ts";
import { EncryptedLogGroup } from "./encrypted-log-group.ts";
import type { Stage } from "./stages.ts";

/** As the API itself, which it leads to: lib/api.ts. */
const throttle = { throttlingRateLimit: 100, throttlingBurstLimit: 200 };

interface GivenAddressProps {
  readonly stage: Stage;
  readonly key: IKey;
}

/**
 * An address for a stage without a domain: that of an HTTP API, which has no path and is known before the functions.
 * It hands every request on to the REST API. The firewall then sees one sender for all requests, so its limits hold
 * for everybody together; a stage that real people use has a domain.
 */
export class GivenAddress extends Construct implements Address {
  readonly url: string;
  private readonly front: CfnApi;

  constructor(scope: Construct, id: string, { stage, key }: GivenAddressProps) {
    super(scope, id);
    this.front = new CfnApi(this, "Front", {
      name: Names.uniqueResourceName(this, {}),
      protocolType: "HTTP",
      description: "WorkWell: an address without a domain",
    });
    const logs = new EncryptedLogGroup(this, "AccessLogs", { stage, key });
    new CfnStage(this, "Stage", {
      apiId: this.front.ref,
      stageName: "$default",
      autoDeploy: true,
      defaultRouteSettings: throttle,
      // No path and no address: a path can hold the token of a person's own page.
      accessLogSettings: {
        destinationArn: logs.logGroupArn,
        format: JSON.stringify({
          requestId: "$context.requestId",
          time: "$context.requestTime",
          status: "$context.status",
        }),
      },
    });
    const { region, urlSuffix } = Stack.of(this);
    this.url = `https://${this.front.ref}.execute-api.${region}.${urlSuffix}`;
  }

  leadTo(api: Api): void {
    const target = api.restApi.urlForPath("/");
    this.route("Root", "ANY /", target);
    this.route("Paths", "ANY /{proxy+}", `${target}{proxy}`);
  }

  private route(id: string, routeKey: string, integrationUri: string) {
    const { ref: apiId } = this.front;
    const integration = new CfnIntegration(this, `${id}Integration`, {
      apiId,
      integrationType: "HTTP_PROXY",
      integrationMethod: "ANY",
      integrationUri,
      payloadFormatVersion: "1.0",
    });
    const route = new CfnRoute(this, `${id}Route`, {
      apiId,
      routeKey,
      authorizationType: "NONE",
      target: `integrations/${integration.ref}`,
    });
    Validations.of(route).acknowledge({
      id: "AwsSolutions-APIG4",
      reason:
        "Referrals are open to anyone; staff pages check an emailed code's session in their handlers, behind this.",
    });
  }
}
