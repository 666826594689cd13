import { randomUUID } from "node:crypto";
import type { Clock } from "./clock.ts";
import { nextRunOf } from "./cron.ts";
import { account, region } from "./intrinsics.ts";
import type { ScheduleDefinition } from "./template.ts";

/** Runs schedules by programme time, as EventBridge Scheduler does by real time; the answer stops them. */
export function startSchedules(options: {
  schedules: readonly ScheduleDefinition[];
  clock: Clock;
  invoke: (functionArn: string, payload: unknown) => Promise<unknown>;
}): () => void {
  const { clock, invoke } = options;
  const cancels = new Map<string, () => void>();

  for (const schedule of options.schedules) {
    const nextRun = nextRunOf(schedule.expression, schedule.timezone);
    const plan = (after: number) => {
      const time = nextRun(after);
      if (time === undefined) return;
      const run = () => {
        plan(time);
        // A function that fails says so itself; the next run comes all the same.
        invoke(schedule.target, JSON.parse(inputOf(schedule, time))).catch(() => {});
      };
      cancels.set(schedule.name, clock.at(time, run));
    };
    plan(clock.now());
  }

  return () => {
    for (const cancel of cancels.values()) cancel();
  };
}

/** The target's input with EventBridge Scheduler's context attributes filled in. */
function inputOf(schedule: ScheduleDefinition, time: number): string {
  const attributes: Readonly<Record<string, string>> = {
    "scheduled-time": new Date(time).toISOString().replace(".000Z", "Z"),
    "schedule-arn": `arn:aws:scheduler:${region}:${account}:schedule/default/${schedule.name}`,
    "execution-id": randomUUID(),
    "attempt-number": "1",
  };
  return schedule.input.replaceAll(
    /<aws\.scheduler\.([a-z-]+)>/g,
    (whole, name) => attributes[name] ?? whole,
  );
}
