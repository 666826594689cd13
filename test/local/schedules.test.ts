import { describe, expect, it } from "vitest";
import { ProgrammeClock } from "../../local/clock.ts";
import { startSchedules } from "../../local/schedules.ts";
import type { ScheduleDefinition } from "../../local/template.ts";

const sweep: ScheduleDefinition = {
  name: "Sweep",
  expression: "cron(0/15 * * * ? *)",
  timezone: "Europe/London",
  target: "resume-cases",
  input: '{"time":"<aws.scheduler.scheduled-time>"}',
};
const digests: ScheduleDefinition = {
  ...sweep,
  name: "Digests",
  expression: "cron(30 8 ? * MON-FRI *)",
  target: "send-digests",
};

function started(schedules: ScheduleDefinition[], fails = false, answer?: object) {
  const clock = new ProgrammeClock({ mode: "manual", now: Date.parse("2026-03-27T08:00:00Z") });
  const runs: string[] = [];
  const invoke = async (target: string, payload: unknown) => {
    runs.push(`${target} ${(payload as { time: string }).time}`);
    if (fails) throw new Error("failed");
    return answer;
  };
  const table = { writes: 0 };
  const stop = startSchedules({ schedules, clock, invoke, writes: () => table.writes });
  return { clock, runs, stop, table };
}

describe("Schedules", () => {
  it("run by programme time, with the scheduled time in the input", async () => {
    const { clock, runs } = started([sweep]);
    await clock.advanceTo(Date.parse("2026-03-27T08:44:59Z"));
    expect(runs).toEqual(["resume-cases 2026-03-27T08:15:00Z", "resume-cases 2026-03-27T08:30:00Z"]);
  });

  it("keep London time when the clocks change", async () => {
    const { clock, runs } = started([digests]);
    await clock.advanceTo(Date.parse("2026-03-30T12:00:00Z"));
    expect(runs).toEqual(["send-digests 2026-03-27T08:30:00Z", "send-digests 2026-03-30T07:30:00Z"]);
  });

  it("run in the order of their times", async () => {
    const { clock, runs } = started([digests, sweep]);
    await clock.advanceTo(Date.parse("2026-03-27T08:30:00Z"));
    expect(runs.map((run) => run.split(" ")[0])).toEqual(["resume-cases", "send-digests", "resume-cases"]);
  });

  it("go on after a run that failed, and end when stopped", async () => {
    const { clock, runs, stop } = started([sweep], true);
    await clock.advanceTo(Date.parse("2026-03-27T08:30:00Z"));
    stop();
    await clock.advanceTo(Date.parse("2026-03-28T08:30:00Z"));
    expect(runs).toHaveLength(2);
  });

  it("leave out the runs before the moment until which a function rests, but none after something was written", async () => {
    const { clock, runs, table } = started([sweep], false, { restsUntil: "2026-03-27T09:00:00.000Z" });
    const at = async (time: string) => {
      await clock.advanceTo(Date.parse(`2026-03-27T${time}:00Z`));
      return runs.splice(0).map((run) => run.slice(-9, -4));
    };
    expect(await at("08:15")).toEqual(["08:15"]);
    expect(await at("08:30")).toEqual([]);
    table.writes += 1;
    expect(await at("08:45")).toEqual(["08:45"]);
    expect(await at("09:15")).toEqual(["09:00", "09:15"]);
  });
});
