import { CfnWebACL, CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import type { Api } from "./api.ts";

/** Requests from one address in five minutes; a whole council office may share one. */
const requestsPerAddress = 2000;

/** Seconds, as long as the window that was used up. */
const retryAfter = 300;

/**
 * Rules of the common set that look into bodies. They only count: people describe their lives in their own
 * words, a full referral is larger than the 8 KB that these rules allow, and the handlers check and escape
 * every value and answer 413 themselves.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const countedOnly = [
  "SizeRestrictions_BODY",
  "CrossSiteScripting_BODY",
  "EC2MetaDataSSRF_BODY",
  "GenericLFI_BODY",
  "GenericRFI_BODY",
];

interface FirewallProps {
  readonly api: Api;
}

/** Stops floods and known attacks before they reach a function. */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    const webAcl = new CfnWebACL(this, "WebAcl", {
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: metricsOnly("Firewall"),
      associationConfig: { requestBody: { API_GATEWAY: { defaultSizeInspectionLimit: "KB_64" } } },
      rules: [
        floods(0),
        managed(1, "AWSManagedRulesCommonRuleSet", countedOnly),
        managed(2, "AWSManagedRulesKnownBadInputsRuleSet"),
      ],
    });
    new CfnWebACLAssociation(this, "Association", {
      webAclArn: webAcl.attrArn,
      resourceArn: props.api.restApi.deploymentStage.stageArn,
    });
  }
}

function floods(priority: number): CfnWebACL.RuleProperty {
  return {
    name: "Floods",
    priority,
    statement: { rateBasedStatement: { aggregateKeyType: "IP", limit: requestsPerAddress } },
    action: {
      block: {
        customResponse: {
          responseCode: 429,
          responseHeaders: [{ name: "Retry-After", value: String(retryAfter) }],
        },
      },
    },
    visibilityConfig: metricsOnly("Floods"),
  };
}

function managed(priority: number, name: string, counted: string[] = []): CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    statement: {
      managedRuleGroupStatement: {
        vendorName: "AWS",
        name,
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    overrideAction: { none: {} },
    visibilityConfig: metricsOnly(name),
  };
}

/** No samples and no request log: both would keep the addresses and the links of the people behind requests. */
function metricsOnly(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false };
}
