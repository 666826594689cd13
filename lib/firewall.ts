import { CfnWebACL, CfnWebACLAssociation } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import type { Api } from "./api.ts";

/**
 * Requests of one class from one address in five minutes; a whole council office, or a referral hub, may share one.
 * What a class does not name counts towards everything alone. The paths are looked for anywhere, because the stage
 * comes before them where there is no domain.
 */
const limits: readonly RouteClass[] = [
  // 40 people who ask for a code and try it. Guessing is stopped earlier, by the tries that each code has.
  { name: "SignInCodes", perAddress: 100, method: "POST", paths: ["/sign-in", "/code", "/unlock"] },
  // A hub that sends one each second; somebody who fills the form in sends eight.
  { name: "Intake", perAddress: 300, method: "POST", paths: ["/referrals", "/refer/"] },
  // Each folds all the cases of an area.
  { name: "Figures", perAddress: 300, paths: ["/exports", "/management", "/forecast"] },
  { name: "Everything", perAddress: 2000 },
];

/** The time that requests are counted over; whoever used it up waits as long. */
const windowSeconds = 300;

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

interface RouteClass {
  readonly name: string;
  readonly perAddress: number;
  readonly method?: "POST";
  /** One of these is part of the path. */
  readonly paths?: readonly [string, string, ...string[]];
}

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
        // Addresses that Amazon sees attack others. Not its list of anonymous ones: people in danger use those.
        managed(0, "AWSManagedRulesAmazonIpReputationList"),
        ...limits.map((limit, index) => floods(1 + index, limit)),
        managed(5, "AWSManagedRulesCommonRuleSet", countedOnly),
        managed(6, "AWSManagedRulesKnownBadInputsRuleSet"),
      ],
    });
    new CfnWebACLAssociation(this, "Association", {
      webAclArn: webAcl.attrArn,
      resourceArn: props.api.restApi.deploymentStage.stageArn,
    });
  }
}

function floods(priority: number, { name, perAddress, ...which }: RouteClass): CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    statement: {
      rateBasedStatement: {
        aggregateKeyType: "IP",
        limit: perAddress,
        evaluationWindowSec: windowSeconds,
        scopeDownStatement: ofClass(which),
      },
    },
    action: {
      block: {
        customResponse: {
          responseCode: 429,
          responseHeaders: [{ name: "Retry-After", value: String(windowSeconds) }],
        },
      },
    },
    visibilityConfig: metricsOnly(name),
  };
}

/** Undefined for every request. */
function ofClass({ method, paths }: Pick<RouteClass, "method" | "paths">) {
  const onPath = paths && {
    orStatement: { statements: paths.map((path) => matches({ uriPath: {} }, "CONTAINS", path)) },
  };
  if (!method || !onPath) return onPath;
  return { andStatement: { statements: [matches({ method: {} }, "EXACTLY", method), onPath] } };
}

function matches(
  fieldToMatch: CfnWebACL.FieldToMatchProperty,
  positionalConstraint: "CONTAINS" | "EXACTLY",
  searchString: string,
): CfnWebACL.StatementProperty {
  // A path that is written otherwise, such as /Sign-In or /%73ign-in, is no route, or the same one.
  const textTransformations = ["URL_DECODE", "LOWERCASE"].map((type, priority) => ({ priority, type }));
  return {
    byteMatchStatement: {
      fieldToMatch,
      positionalConstraint,
      searchString,
      textTransformations:
        positionalConstraint === "EXACTLY" ? [{ priority: 0, type: "NONE" }] : textTransformations,
    },
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
