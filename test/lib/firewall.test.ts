import { describe, expect, it } from "vitest";
import { only, text } from "./synthesised.ts";

interface Rule {
  readonly Name: string;
  readonly Action?: { Block: { CustomResponse: { ResponseCode: number } } };
  readonly OverrideAction?: unknown;
  readonly Statement: {
    RateBasedStatement?: { Limit: number };
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

  it("answers a flood from one address with 429", () => {
    const floods = rules.get("Floods");
    expect(floods?.Statement.RateBasedStatement?.Limit).toBe(2000);
    expect(floods?.Action?.Block.CustomResponse.ResponseCode).toBe(429);
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
