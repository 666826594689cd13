import { expect, it } from "vitest";
import { startedAtPace } from "../../functions/resume-cases/pace.ts";
import { quotas } from "../../lib/quotas.ts";

const second = 1000;
/** Steps that an execution takes at once: it attends, looks where the case is, and waits. */
const stepsOfAStart = 5;

/** Starts 200 cases, with a clock that only pauses move. Answers the moments of the starts. */
async function startsOf(isStarted: (number: number) => boolean) {
  let now = 0;
  const moments: number[] = [];
  const all = Array.from({ length: 200 }, (_, index) => index);
  const started = await startedAtPace(
    all,
    async (number) => {
      if (isStarted(number)) moments.push(now);
      return isStarted(number);
    },
    async (milliseconds) => {
      now += milliseconds;
    },
  );
  return { moments, started, took: now };
}

it("200 stuck cases are started, all of them, at less than half of what London allows in any second", async () => {
  const { moments, started } = await startsOf(() => true);
  expect(started).toBe(200);
  const inTheSecondFrom = (from: number) =>
    moments.filter((moment) => moment >= from && moment < from + second).length;
  const most = Math.max(...moments.map(inTheSecondFrom));
  expect(most).toBeLessThan((quotas.ExecutionStarts?.limit ?? 0) / 2);
  expect(most * stepsOfAStart).toBeLessThan((quotas.StateTransitions?.limit ?? 0) / 2);
});

it("cases that need no start are passed over without a pause", async () => {
  expect(await startsOf(() => false)).toEqual({ moments: [], started: 0, took: 0 });
});
