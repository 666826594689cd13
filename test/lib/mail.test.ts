import { describe, expect, it } from "vitest";
import { stages } from "../../lib/stages.ts";
import { allIn, only, type Statement, templateOf, text } from "./synthesised.ts";

const [configurationSetId, configurationSet] = only("AWS::SES::ConfigurationSet");

describe("emails", () => {
  it("come from the sender's domain, by default through the configuration set", () => {
    const [, identity] = only("AWS::SES::EmailIdentity");
    expect(identity.Properties).toMatchObject({
      EmailIdentity: "workwell.example.org",
      ConfigurationSetAttributes: { ConfigurationSetName: { Ref: configurationSetId } },
    });
  });

  it("travel only over TLS", () => {
    expect(configurationSet.Properties).toMatchObject({ DeliveryOptions: { TlsPolicy: "REQUIRE" } });
  });

  it("tell a topic what became of them", () => {
    const [, destination] = only("AWS::SES::ConfigurationSetEventDestination");
    expect(destination.Properties.EventDestination).toMatchObject({
      Enabled: true,
      SnsDestination: { TopicARN: { Ref: expect.any(String) } },
      MatchingEventTypes: expect.arrayContaining(["delivery", "bounce", "complaint"]),
    });
  });

  it.each(Object.values(stages))(
    "may go from $name as its own address alone, to whom SES lets it send",
    (stage) => {
      const policies = allIn(templateOf(stage.name), "AWS::IAM::Policy").flatMap(
        ([, { Properties }]) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement,
      );
      const sending = policies.filter(({ Action }) => [Action].flat().includes("ses:SendRawEmail"));
      expect(sending.length).toBeGreaterThan(3);
      for (const { Resource, Condition } of sending) {
        const [identities] = [Resource]
          .flat()
          .map(text)
          .filter((each) => each.includes(":identity/"));
        // In the sandbox of SES it is asked for the recipients' identities too.
        expect(identities?.endsWith(":identity/*")).toBe(stage.emailsOnlyVerified);
        const address = /<(.+)>/.exec(stage.sender)?.[1];
        expect(Condition).toEqual({ StringEquals: { "ses:FromAddress": address } });
      }
    },
  );
});
