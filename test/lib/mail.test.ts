import { describe, expect, it } from "vitest";
import { only } from "./synthesised.ts";

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
});
