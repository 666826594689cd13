import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { counted } from "../../functions/platform/counted-lines.ts";
import { halfOf, quotas } from "../../lib/quotas.ts";
import { stages } from "../../lib/stages.ts";
import { tableIndexes } from "../../lib/table-layout.ts";
import { all, allIn, functionsByName, only, templateOf, text } from "./synthesised.ts";

interface Alarm {
  readonly MetricName?: string;
  readonly Namespace?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly AlarmDescription: string;
  readonly AlarmActions: readonly unknown[];
  readonly Threshold: number;
}

const alarms = all("AWS::CloudWatch::Alarm").map(([, { Properties }]) => Properties as unknown as Alarm);
const idOf = (name: string) => functionsByName().get(name)?.id;

/** `value`: of one of its dimensions; every alarm of the metric without it. */
function alarmsFor(name: string, value?: unknown): Alarm[] {
  return alarms.filter(
    ({ MetricName, Dimensions = [] }) =>
      MetricName === name &&
      (value === undefined ||
        Dimensions.some(({ Value }) => JSON.stringify(Value) === JSON.stringify(value))),
  );
}
const alarmFor = (name: string, value?: unknown) => alarmsFor(name, value)[0];

/** How lines of a log become a figure. */
function filtersOf(metricName: string): Record<string, unknown>[] {
  return all("AWS::Logs::MetricFilter")
    .map(([, { Properties }]) => Properties)
    .filter(({ MetricTransformations }) => JSON.stringify(MetricTransformations).includes(`"${metricName}"`));
}

describe("an operator is woken", () => {
  it("by a failed execution", () => {
    const [id] = only("AWS::StepFunctions::StateMachine");
    expect(alarmFor("ExecutionsFailed", { Ref: id })).toMatchObject({
      Threshold: 0,
      TreatMissingData: "notBreaching",
    });
  });

  it.each(["submit-referral", "refer-person"])("by a referral that %s could not accept", (name) => {
    expect(alarmFor("Errors", { Ref: idOf(name) })).toMatchObject({ Threshold: 0 });
    expect(alarmFor("ReferralsFailed")).toMatchObject({ Threshold: 0 });
    const { LoggingConfig } = functionsByName().get(name)?.resource.Properties ?? {};
    expect(filtersOf("ReferralsFailed")).toContainEqual(
      expect.objectContaining({
        LogGroupName: (LoggingConfig as { LogGroup: unknown }).LogGroup,
        FilterPattern: `{ $.message = "${counted.requestFailed}" }`,
      }),
    );
  });

  it("by cases that a sweep found past their moment, but not by those that an operator had resumed", () => {
    expect(alarmFor("StuckCases")).toMatchObject({ Threshold: 0 });
    expect(filtersOf("StuckCases")).toMatchObject([
      {
        FilterPattern: `{ ($.message = "${counted.casesResumed}") && ($.everyOpenCase IS FALSE) }`,
        MetricTransformations: [{ MetricValue: "$.found" }],
      },
    ]);
  });

  it("when phones are not told that somebody may be at risk", () => {
    expect(alarmFor("SafetyAlertsFailed")).toMatchObject({ Threshold: 0 });
    expect(filtersOf("SafetyAlertsFailed")).toMatchObject([
      { FilterPattern: `{ ($.message = "${counted.dueActionFailed}") && ($.action = "alert-duty") }` },
    ]);
  });

  it("by anything that is not true that must always be", () => {
    expect(alarmFor("InvariantViolations")).toMatchObject({ Threshold: 0 });
    expect(filtersOf("InvariantViolations")).toMatchObject([
      { FilterPattern: `{ $.message = "${counted.invariantViolated}" }` },
    ]);
  });

  it("by a quarter that the clock may not release", () => {
    expect(alarmFor("ReleasesClashed")).toMatchObject({ Threshold: 0 });
    expect(filtersOf("ReleasesClashed")).toMatchObject([
      { FilterPattern: `{ $.message = "${counted.releaseClashed}" }` },
    ]);
  });

  it("by emails that come back, above 2%, and by complaints, above 1 in 1,000", () => {
    expect(alarmFor("Reputation.BounceRate")).toMatchObject({ Namespace: "AWS/SES", Threshold: 0.02 });
    expect(alarmFor("Reputation.ComplaintRate")).toMatchObject({ Namespace: "AWS/SES", Threshold: 0.001 });
  });

  it.each(Object.entries(quotas))("at half of the quota of %s", (_, quota) => {
    const { metricName, dimensions } = quota.metric;
    const [value] = Object.values(dimensions);
    expect(alarmsFor(metricName, value).map(({ Threshold }) => Threshold)).toEqual([halfOf(quota)]);
  });

  it("at half of London's steps of workflows, and of workflows started, over a minute", () => {
    expect(alarmFor("ConsumedCapacity", "StateTransition")).toMatchObject({ Threshold: 24_000, Period: 60 });
    expect(alarmFor("ConsumedCapacity", "StartExecution")).toMatchObject({ Threshold: 4500, Period: 60 });
  });

  it("by errors of pages, under the name that the API has, beside its document and in it", () => {
    const { Name, Body } = only("AWS::ApiGateway::RestApi")[1].Properties;
    expect((Body as { info: { title: string } }).info.title).toBe(Name);
    expect(alarmsFor("5XXError", Name).length).toBeGreaterThan(0);
    expect(alarmsFor("Count", Name)).toHaveLength(1);
  });

  it("as soon as anything is throttled", () => {
    for (const value of ["StateTransition", "StartExecution", "SendTaskSuccess"])
      expect(alarmFor("ThrottledEvents", value)).toMatchObject({ Threshold: 0 });
    expect(alarmFor("Throttles")).toMatchObject({ Threshold: 0 });
  });

  it.each(["ReadThrottleEvents", "WriteThrottleEvents"])("by %s of the table, and of each index", (name) => {
    const [id] = only("AWS::DynamoDB::Table");
    const ofTable = { Name: "TableName", Value: { Ref: id } };
    const ofIndexes = Object.keys(tableIndexes).map((Value) => ({ Name: "GlobalSecondaryIndexName", Value }));
    const watched = alarmsFor(name).map(({ Dimensions }) => Dimensions);
    expect(watched).toEqual([
      [ofTable],
      ...ofIndexes.map((index) => expect.arrayContaining([index, ofTable])),
    ]);
    for (const { Threshold } of alarmsFor(name)) expect(Threshold).toBe(0);
  });

  it.each(Object.values(stages))("by one plain metric each, in $name", ({ name }) => {
    for (const [id, { Properties }] of allIn(templateOf(name), "AWS::CloudWatch::Alarm")) {
      expect([id, typeof Properties.MetricName]).toEqual([id, "string"]);
    }
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

describe("the runbook", () => {
  const sections = readFileSync(new URL("../../docs/runbook.md", import.meta.url), "utf8")
    .split(/^## /m)
    .slice(1)
    .map((section) => ({ title: section.split("\n")[0] ?? "", body: section }));
  const named = new Set(alarms.map(({ AlarmDescription }) => /Runbook: (.+)\.$/.exec(AlarmDescription)?.[1]));

  it.each([...named].sort())("has a section that an alarm names, with a command: %s", (title) => {
    const section = sections.find((each) => each.title === `${title} (alarm)`);
    expect(section?.body).toMatch(/^ {4}(aws|npm run) /m);
  });

  it("has no section for an alarm that there is not", () => {
    const forAlarms = sections.flatMap(({ title }) => title.match(/^(.+) \(alarm\)$/)?.[1] ?? []);
    expect(forAlarms.toSorted()).toEqual([...named].toSorted());
  });

  it("is preceded by what an alarm means for people, in a sentence", () => {
    for (const { AlarmDescription } of alarms) expect(AlarmDescription).toMatch(/^[A-Z].{20,}\. Runbook: /);
  });
});

it("operators have one dashboard, in the order of the journey, with the service levels first", () => {
  const [, { Properties }] = only("AWS::CloudWatch::Dashboard");
  const { widgets } = JSON.parse(text(Properties.DashboardBody)) as {
    widgets: { properties: { title?: string; markdown?: string } }[];
  };
  const shown = widgets.map(({ properties }) => properties.markdown ?? properties.title ?? "");
  expect(shown.slice(0, 3)).toEqual([
    "Accepted in 7 days",
    "Spoken to within the standard",
    "Longest wait for a first contact, working days",
  ]);
  expect(shown.filter((title) => title.startsWith("## "))).toEqual([
    "## 1. Somebody is referred",
    "## 2. The referral is looked at, and a coach is found",
    "## 3. First contact, and waiting for it",
    "## 4. Emails",
    "## 5. Cases go on",
    "## 6. Figures for commissioners",
    "## 7. What AWS allows: the alarms are at half",
  ]);
});
