import { describe, expect, it } from "vitest";
import { routes } from "../../functions/routes.ts";
import { only, text } from "./synthesised.ts";

interface Rule {
  readonly Name: string;
  readonly Priority: number;
  readonly Action?: { Block: { CustomResponse: { ResponseCode: number } } };
  readonly OverrideAction?: unknown;
  readonly Statement: {
    RateBasedStatement?: {
      Limit: number;
      AggregateKeyType: string;
      EvaluationWindowSec: number;
      ScopeDownStatement?: unknown;
    };
    ManagedRuleGroupStatement?: { RuleActionOverrides?: { Name: string; ActionToUse: unknown }[] };
  };
  readonly VisibilityConfig: { SampledRequestsEnabled: boolean };
}

const [id, { Properties }] = only("AWS::WAFv2::WebACL");
const rules = new Map((Properties.Rules as Rule[]).map((rule) => [rule.Name, rule]));

describe("the firewall", () => {
  it("stands before the API", () => {
    const [, association] = only("AWS::WAFv2::WebACLAssociation");
    const [stage] = only("AWS::ApiGateway::Stage");
    expect(association.Properties.WebACLArn).toEqual({ "Fn::GetAtt": [id, "Arn"] });
    expect(text(association.Properties.ResourceArn)).toContain(`/stages/<${stage}>`);
  });

  it.each([
    ["SignInCodes", 100, "POST", ["/sign-in", "/code", "/unlock"]],
    ["Intake", 300, "POST", ["/referrals", "/refer/"]],
    ["Figures", 300, undefined, ["/exports", "/management", "/forecast"]],
    ["Everything", 2000, undefined, undefined],
  ])("answers more %s than %i in five minutes from one address with 429", (name, limit, method, paths) => {
    const rule = rules.get(name);
    expect(rule?.Statement.RateBasedStatement).toMatchObject({
      Limit: limit,
      AggregateKeyType: "IP",
      EvaluationWindowSec: 300,
    });
    expect(rule?.Action?.Block.CustomResponse).toMatchObject({
      ResponseCode: 429,
      ResponseHeaders: [{ Name: "Retry-After", Value: "300" }],
    });
    const scope = JSON.stringify(rule?.Statement.RateBasedStatement?.ScopeDownStatement ?? null);
    const sought = [...scope.matchAll(/"SearchString":"([^"]*)"/g)].map(([, text]) => text);
    expect(sought).toEqual([...(method ? [method] : []), ...(paths ?? [])]);
  });

  it("counts each route that writes without a session towards one class besides everything", () => {
    const open = ["/sign-in", "/sign-in/code", "/referrals", "/refer/{step}", "/my/{token}/code"];
    for (const path of open) {
      expect(routes.some((route) => route.method === "POST" && route.path === path)).toBe(true);
      const classes = [...rules.values()].filter(({ Statement: { RateBasedStatement: rate } }) => {
        const sought = [...JSON.stringify(rate ?? {}).matchAll(/"SearchString":"(\/[^"]*)"/g)];
        return sought.some(([, text = ""]) => path.includes(text));
      });
      expect(classes.map(({ Name }) => Name)).toHaveLength(1);
    }
  });

  it("turns away first whom Amazon knows to attack others, and gives every rule its own turn", () => {
    expect(rules.get("AWSManagedRulesAmazonIpReputationList")).toMatchObject({
      Priority: 0,
      OverrideAction: { None: {} },
    });
    const turns = [...rules.values()].map(({ Priority }) => Priority);
    expect(new Set(turns).size).toBe(turns.length);
  });

  it("blocks what the managed rules know, but only counts what they say about bodies", () => {
    const common = rules.get("AWSManagedRulesCommonRuleSet");
    expect(common?.OverrideAction).toEqual({ None: {} });
    const counted = common?.Statement.ManagedRuleGroupStatement?.RuleActionOverrides ?? [];
    expect(counted.map(({ Name }) => Name)).toContain("SizeRestrictions_BODY");
    for (const { Name, ActionToUse } of counted) {
      expect(Name).toMatch(/_BODY$/);
      expect(ActionToUse).toEqual({ Count: {} });
    }
    expect(rules.has("AWSManagedRulesKnownBadInputsRuleSet")).toBe(true);
  });

  it("looks at bodies up to the 64 KB that the service accepts", () => {
    expect(Properties.AssociationConfig).toEqual({
      RequestBody: { API_GATEWAY: { DefaultSizeInspectionLimit: "KB_64" } },
    });
  });

  it("keeps no sample of a request, because a link can hold a person's token", () => {
    for (const { VisibilityConfig } of rules.values())
      expect(VisibilityConfig.SampledRequestsEnabled).toBe(false);
  });
});
