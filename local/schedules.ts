import { randomUUID } from "node:crypto";
import type { Clock } from "./clock.ts";
import { nextRunOf } from "./cron.ts";
import { account, region } from "./intrinsics.ts";
import type { ScheduleDefinition } from "./template.ts";

/**
 * Runs schedules by programme time, as EventBridge Scheduler does by real time; the answer stops them. A function that
 * answered until when it rests is left to rest while nothing is written: a year of programme time has 35,000 sweeps,
 * of which nearly all would find what the one before them found.
 */
export function startSchedules(options: {
  schedules: readonly ScheduleDefinition[];
  clock: Clock;
  invoke: (functionArn: string, payload: unknown) => Promise<unknown>;
  /** While it is the same, nothing was written. */
  writes: () => number;
}): () => void {
  const { clock, invoke, writes } = options;
  const cancels = new Map<string, () => void>();

  for (const schedule of options.schedules) {
    const nextRun = nextRunOf(schedule.expression, schedule.timezone);
    let rest: Rest | undefined;
    const plan = (after: number) => {
      const time = nextRun(after);
      if (time === undefined) return;
      const run = () => {
        plan(time);
        const before = writes();
        if (rest && time < rest.until && before === rest.writes) return;
        rest = undefined;
        invoke(schedule.target, JSON.parse(inputOf(schedule, time))).then(
          (answer) => {
            rest = restOf(answer, before);
          },
          // A function that fails says so itself; the next run comes all the same.
          () => {},
        );
      };
      cancels.set(schedule.name, clock.at(time, run));
    };
    plan(clock.now());
  }

  return () => {
    for (const cancel of cancels.values()) cancel();
  };
}

/** Until when (ms since the epoch) a run would do nothing, if nothing is written. */
interface Rest {
  readonly until: number;
  /** As it stood before the run that found nothing to do. */
  readonly writes: number;
}

function restOf(answer: unknown, writes: number): Rest | undefined {
  const { restsUntil } = (answer ?? {}) as { restsUntil?: string };
  return restsUntil === undefined ? undefined : { until: Date.parse(restsUntil), writes };
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
