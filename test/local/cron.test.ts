import { describe, expect, it } from "vitest";
import { cronPatternOf, nextRunOf, ScheduleRefused } from "../../local/cron.ts";

const london = "Europe/London";
const next = (expression: string, after: string) => {
  const time = nextRunOf(expression, london)(Date.parse(after));
  return time === undefined ? undefined : new Date(time).toISOString();
};

describe("A cron expression of EventBridge becomes a pattern of croner", () => {
  it.each([
    ["0/15 * * * ? *", "0 */15 * * * * *"],
    ["5/15 * * * ? *", "0 5-59/15 * * * * *"],
    ["0 8/2 * * ? *", "0 0 8-23/2 * * * *"],
    ["0-30/10 * * * ? *", "0 0-30/10 * * * * *"],
    ["*/20 * * * ? *", "0 */20 * * * * *"],
    ["30 8 ? * MON-FRI *", "0 30 8 * * MON-FRI *"],
    ["0 9,17 ? * MON,WED *", "0 0 9,17 * * MON,WED *"],
    ["0 6 1 JAN,APR,JUL,OCT ? *", "0 0 6 1 JAN,APR,JUL,OCT * *"],
    ["0 6 L * ? 2026-2027", "0 0 6 L * * 2026-2027"],
    ["0 6 ? * FRI#2 2026", "0 0 6 * * FRI#2 2026"],
  ])("%s is %s", (content, pattern) => {
    expect(cronPatternOf(content)).toBe(pattern);
  });

  it.each([
    ["0 8 * * MON", "no year"],
    ["0 8 * * * *", 'no "?"'],
    ["0 8 ? * ? *", 'two "?"'],
    ["0 8 ? * 2-6 *", "days of the week as numbers, which mean other days elsewhere"],
    ["0 8 ? * MON/2 *", "a step of day names"],
    ["? 8 * * ? *", '"?" for minutes'],
    ["a 8 * * ? *", "no number"],
  ])("%s is refused: %s", (content) => {
    expect(() => cronPatternOf(content)).toThrow(ScheduleRefused);
  });
});

describe("A schedule knows its next run", () => {
  it.each([
    ["every quarter of an hour", "cron(0/15 * * * ? *)", "2026-04-01T09:01:00Z", "2026-04-01T09:15:00.000Z"],
    ["strictly after now", "cron(0/15 * * * ? *)", "2026-04-01T09:15:00Z", "2026-04-01T09:30:00.000Z"],
    ["in winter time", "cron(30 8 ? * MON-FRI *)", "2026-03-27T12:00:00Z", "2026-03-30T07:30:00.000Z"],
    ["over a weekend", "cron(30 8 ? * MON-FRI *)", "2026-01-09T12:00:00Z", "2026-01-12T08:30:00.000Z"],
    [
      "on the day the clocks go back",
      "cron(0 9 * * ? *)",
      "2026-10-25T00:30:00Z",
      "2026-10-25T09:00:00.000Z",
    ],
    ["once a quarter", "cron(0 6 1 JAN,APR,JUL,OCT ? *)", "2026-04-01T09:00:00Z", "2026-07-01T05:00:00.000Z"],
    ["never after its last year", "cron(0 6 1 1 ? 2026)", "2026-04-01T09:00:00Z", undefined],
    ["by rate, at whole multiples", "rate(5 minutes)", "2026-04-01T09:00:00Z", "2026-04-01T09:05:00.000Z"],
    ["by rate of one day", "rate(1 day)", "2026-04-01T09:00:00Z", "2026-04-02T00:00:00.000Z"],
  ])("%s", (_, expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it.each(["at(2026-04-01T09:00:00)", "rate(0 minutes)", "rate(5 weeks)", "0 8 * * ? *"])(
    "%s is refused",
    (expression) => {
      expect(() => nextRunOf(expression, london)).toThrow(ScheduleRefused);
    },
  );
});
