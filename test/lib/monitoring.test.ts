import { describe, expect, it } from "vitest";
import { all, functionsByName, only } from "./synthesised.ts";

const alarms = all("AWS::CloudWatch::Alarm").map(([, { Properties }]) => Properties);
const idOf = (name: string) => functionsByName().get(name)?.id;

function alarmFor(MetricName: string, dimension: unknown) {
  return alarms.find(
    (alarm) =>
      alarm.MetricName === MetricName &&
      (alarm.Dimensions as { Value: unknown }[]).some(
        ({ Value }) => JSON.stringify(Value) === JSON.stringify(dimension),
      ),
  );
}

describe("an operator is woken", () => {
  it("by a failed execution", () => {
    const [id] = only("AWS::StepFunctions::StateMachine");
    expect(alarmFor("ExecutionsFailed", { Ref: id })).toMatchObject({
      Threshold: 0,
      TreatMissingData: "notBreaching",
    });
  });

  it("by a referral that could not be accepted", () => {
    expect(alarmFor("Errors", { Ref: idOf("submit-referral") })).toMatchObject({ Threshold: 0 });
  });

  it("by a sweep that fails, and by one that does not run", () => {
    expect(alarmFor("Errors", { Ref: idOf("resume-cases") })).toMatchObject({ Threshold: 0 });
    expect(alarmFor("Invocations", { Ref: idOf("resume-cases") })).toMatchObject({
      ComparisonOperator: "LessThanThreshold",
      Threshold: 1,
      Period: 1800,
      TreatMissingData: "breaching",
    });
  });

  it("by anything in a dead-letter queue", () => {
    for (const [id] of all("AWS::SQS::Queue")) {
      const alarm = alarmFor("ApproximateNumberOfMessagesVisible", { "Fn::GetAtt": [id, "QueueName"] });
      expect(alarm).toMatchObject({ Threshold: 0, Statistic: "Maximum" });
    }
  });

  it("through one topic, whatever the alarm", () => {
    expect(new Set(alarms.map(({ AlarmActions }) => JSON.stringify(AlarmActions))).size).toBe(1);
    expect(alarms.every(({ AlarmActions }) => Array.isArray(AlarmActions) && AlarmActions.length === 1)).toBe(
      true,
    );
  });
});

it("alarms may publish to the topic that they act on", () => {
  const [action] = new Set(alarms.flatMap(({ AlarmActions }) => AlarmActions as unknown[]));
  const policies = all("AWS::SNS::TopicPolicy").filter(([, { Properties }]) =>
    (Properties.Topics as unknown[]).some((topic) => JSON.stringify(topic) === JSON.stringify(action)),
  );
  expect(policies).toHaveLength(1);
  expect(policies[0]?.[1].Properties).toMatchObject({
    PolicyDocument: {
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Effect: "Allow",
          Action: "sns:Publish",
          Principal: { Service: "cloudwatch.amazonaws.com" },
        }),
      ]),
    },
  });
});

it("operators have one dashboard", () => {
  expect(only("AWS::CloudWatch::Dashboard")).toBeDefined();
});
