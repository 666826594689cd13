import { describe, expect, it } from "vitest";
import { counted } from "../../functions/platform/counted-lines.ts";
import { actionsOf, all, functionsByName, only, statementsOfFunction, text } from "./synthesised.ts";

const functionId = functionsByName().get("record-delivery")?.id;
const [[, subscription] = only("AWS::SNS::Subscription")] = all("AWS::SNS::Subscription").filter(
  ([, { Properties }]) => Properties.Protocol === "lambda",
);
const queueOf = (arn: unknown) => /<(.*)\.Arn>/.exec(text(arn))?.[1];

describe("news of emails", () => {
  it("goes from the topic that SES tells to record-delivery", () => {
    const [, destination] = only("AWS::SES::ConfigurationSetEventDestination");
    const { SnsDestination } = destination.Properties.EventDestination as {
      SnsDestination: { TopicARN: unknown };
    };
    expect(subscription.Properties).toMatchObject({
      Protocol: "lambda",
      TopicArn: SnsDestination.TopicARN,
      Endpoint: { "Fn::GetAtt": [functionId, "Arn"] },
    });
  });

  it("that cannot be delivered, and news that cannot be recorded, wait in one queue for a person", () => {
    const { deadLetterTargetArn } = subscription.Properties.RedrivePolicy as { deadLetterTargetArn: unknown };
    const failed = all("AWS::Lambda::EventInvokeConfig").find(
      ([, { Properties }]) => text(Properties.FunctionName) === `<${functionId}>`,
    )?.[1].Properties;
    expect(failed).toMatchObject({
      MaximumRetryAttempts: 2,
      DestinationConfig: { OnFailure: { Destination: deadLetterTargetArn } },
    });
    const queue = queueOf(deadLetterTargetArn);
    const policies = all("AWS::SQS::QueuePolicy").filter(([, { Properties }]) =>
      (Properties.Queues as unknown[]).some((each) => text(each) === `<${queue}>`),
    );
    expect(JSON.stringify(policies)).toContain('"Service":"sns.amazonaws.com"');
  });

  it("that belongs to no email we know is counted by its log line", () => {
    const [filter] = all("AWS::Logs::MetricFilter").flatMap(([, found]) =>
      JSON.stringify(found).includes("UnknownDeliveryNews") ? [found] : [],
    );
    expect(filter?.Properties.FilterPattern).toBe(`{ $.message = "${counted.unknownNews}" }`);
    expect(functionsByName().get("record-delivery")?.resource.Properties.LoggingConfig).toMatchObject({
      LogGroup: filter?.Properties.LogGroupName,
    });
  });
});

describe("the topic of safety alerts", () => {
  const publishing = statementsOfFunction("attend-to-case").filter((one) =>
    actionsOf(one).includes("sns:Publish"),
  );
  const topic = publishing.map(({ Resource }) => text(Resource).slice(1, -1))[0] ?? "";

  it("is where attend-to-case publishes, and nowhere else", () => {
    expect(publishing).toHaveLength(1);
    expect(functionsByName().get("attend-to-case")?.resource.Properties.Environment).toMatchObject({
      Variables: { SAFETY_ALERTS_TOPIC: { Ref: topic } },
    });
  });

  it("is encrypted with the service's key, and takes nothing over an open line", () => {
    const resource = all("AWS::SNS::Topic").find(([id]) => id === topic)?.[1];
    expect(text(resource?.Properties.KmsMasterKeyId)).toMatch(/^<Key.*\.Arn>$/);
    const policy = all("AWS::SNS::TopicPolicy").find(([, { Properties }]) =>
      (Properties.Topics as unknown[]).some((each) => text(each) === `<${topic}>`),
    )?.[1];
    expect(policy?.Properties.PolicyDocument).toMatchObject({
      Statement: [
        { Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      ],
    });
  });
});
