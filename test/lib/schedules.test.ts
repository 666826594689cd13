import { describe, expect, it } from "vitest";
import { scheduled } from "../support/captured.ts";
import { all, functionsByName, text } from "./synthesised.ts";

interface Target {
  readonly Arn: unknown;
  readonly Input: string;
  readonly DeadLetterConfig: { Arn: unknown };
}

const schedules = all("AWS::Scheduler::Schedule").map(([, { Properties }]) => {
  const target = Properties.Target as Target;
  const [name] = [...functionsByName()].find(([, { id }]) => text(target.Arn) === `<${id}.Arn>`) ?? [];
  return { name, target, ...Properties };
});

describe("the schedules", () => {
  it("sweep every quarter of an hour send digests at half past eight on weekdays, release each quarter after its end, and check each night", () => {
    expect(
      schedules.map(({ name, ...rest }) => [name, "ScheduleExpression" in rest && rest.ScheduleExpression]),
    ).toEqual([
      ["resume-cases", "cron(0/15 * * * ? *)"],
      ["send-digests", "cron(30 8 ? * MON-FRI *)"],
      ["release-quarter", "cron(0 5 1 1,4,7,10 ? *)"],
      ["check-invariants", "cron(0 3 * * ? *)"],
    ]);
  });

  it("are all among those whose runs and dead letters are searched for what people typed", () => {
    expect(scheduled).toEqual(schedules.map(({ name }) => name));
  });

  it.each(schedules)("run $name by London's clock and tell it the time that was meant", (schedule) => {
    expect(schedule).toMatchObject({ ScheduleExpressionTimezone: "Europe/London" });
    expect(JSON.parse(text(schedule.target.Input))).toEqual({ time: "<aws.scheduler.scheduled-time>" });
  });

  it("each have their own dead-letter queue, for runs not started and for runs that failed", () => {
    const notStarted = schedules.map(({ target }) => text(target.DeadLetterConfig.Arn));
    const functionIds = schedules.map(({ name }) => text({ Ref: functionsByName().get(name ?? "")?.id }));
    const runFailed = all("AWS::Lambda::EventInvokeConfig")
      .filter(([, { Properties }]) => functionIds.includes(text(Properties.FunctionName)))
      .map(([, { Properties }]) => {
        const { OnFailure } = Properties.DestinationConfig as { OnFailure: { Destination: unknown } };
        return text(OnFailure.Destination);
      });
    expect(new Set(notStarted).size).toBe(schedules.length);
    expect(notStarted.sort()).toEqual(runFailed.sort());
  });
});
