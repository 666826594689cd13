import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  chanceFrom,
  forecastOf,
  type Known,
  lacking,
  roomOf,
} from "../../../functions/core/forecast/forecast.ts";
import { historyCounter } from "../../../functions/core/forecast/history.ts";
import type { Outlook } from "../../../functions/core/forecast/outlook.ts";
import type { ForecastQuestion } from "../../../functions/core/forecast/question.ts";
import { aCoach } from "../../support/builders.ts";
import { factsWith, type LogOf, momentOf, syntheticLog } from "./synthetic-log.ts";

const nothing: ForecastQuestion = { coaches: 0, referrals: 0, weeks: 26 };
const runs = { runs: 60, seed: 1 };

/** What is known of a synthetic area as at a day. */
function knownOf(log: ReturnType<typeof syntheticLog>, asAtDay: number, places: number): Known {
  const counter = historyCounter(momentOf(asAtDay));
  for (const days of log) counter.add(factsWith(days));
  const history = counter.history();
  return { history, seen: { of: "area", kept: history.kept }, room: { coaches: places / 10, places } };
}

const half = 130;
const busy: LogOf = { days: 2 * half, aDay: 2.4, places: 100, keeps: 55 };
const busyKnown = knownOf(syntheticLog(busy, chanceFrom(7)), half, busy.places);

const lowsAndHighs = ({ lastWait, weeks }: Outlook) => [
  ...Object.values(lastWait ?? {}),
  ...weeks.flatMap(({ wait, waiting }) => [...Object.values(wait ?? {}), ...Object.values(waiting)]),
];

describe("the forecast of an area", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(forecastOf(busyKnown, nothing, runs)).toEqual(forecastOf(busyKnown, nothing, runs));
    expect(forecastOf(busyKnown, nothing, { ...runs, seed: 2 })).not.toEqual(
      forecastOf(busyKnown, nothing, runs),
    );
  });

  it("goes on where the area is: about as many wait at the end of the first week as now", () => {
    const { asNow, basis } = forecastOf(busyKnown, nothing, runs);
    expect(basis.waiting).toBe(busyKnown.history.waited.length);
    expect(basis.waiting).toBeGreaterThan(0);
    expect(Math.abs((asNow.weeks[0]?.waiting.middle ?? 0) - basis.waiting)).toBeLessThan(12);
  });

  it("shows shorter waits or the same for more coaches, and longer or the same for fewer, never otherwise", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -6, max: 6 }),
        fc.integer(),
        fc.integer({ min: -90, max: 100 }),
        (coaches, seed, referrals) => {
          const ask = (more: number) =>
            forecastOf(busyKnown, { coaches: more, referrals, weeks: 8 }, { runs: 5, seed });
          const [fewer, more] = [ask(coaches), ask(coaches + 1)].map(({ whatIf, asNow }) =>
            lowsAndHighs(whatIf ?? asNow),
          );
          expect(more?.length).toBe(fewer?.length);
          expect(more?.every((number, index) => number <= (fewer?.[index] ?? 0))).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("lets no more people wait when fewer are referred, and no fewer when more are", () => {
    fc.assert(
      fc.property(fc.integer({ min: -90, max: 99 }), fc.integer(), (referrals, seed) => {
        const ask = (percent: number) =>
          forecastOf(busyKnown, { coaches: 1, referrals: percent, weeks: 8 }, { runs: 5, seed }).whatIf
            ?.weeks ?? [];
        const more = ask(referrals + 1);
        for (const [index, { waiting }] of ask(referrals).entries()) {
          expect(more[index]?.waiting.high).toBeGreaterThanOrEqual(waiting.high);
          expect(more[index]?.waiting.middle).toBeGreaterThanOrEqual(waiting.middle);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("brings as many more referrals as were asked for", () => {
    const empty = { ...busyKnown, room: { coaches: 1, places: 1 } };
    const { asNow, whatIf } = forecastOf(
      empty,
      { coaches: 0, referrals: 50, weeks: 26 },
      { runs: 100, seed: 3 },
    );
    const growth = (outlook: Outlook | undefined) =>
      (outlook?.weeks.at(-1)?.waiting.middle ?? 0) - (outlook?.weeks[0]?.waiting.middle ?? 0);
    expect(growth(whatIf) / growth(asNow)).toBeGreaterThan(1.4);
    expect(growth(whatIf) / growth(asNow)).toBeLessThan(1.6);
  });

  it("stays near today's waits in an area that is in balance, when nothing changes", () => {
    const log: LogOf = { days: 2 * half, aDay: 1.6, places: 100, keeps: 55 };
    const days = syntheticLog(log, chanceFrom(11));
    const { asNow, whatIf } = forecastOf(knownOf(days, half, log.places), nothing, runs);
    expect(whatIf).toBeUndefined();
    expect(asNow.lastWait?.middle).toBe(0);
    expect(asNow.lastWait?.high).toBeLessThan(5);
  });

  it("has fewer programmes where an area is so large that it would take too long", () => {
    const large = Array.from({ length: 130 }, () => 100);
    const history = { ...busyKnown.history, accepted: large };
    const { basis } = forecastOf(
      { ...busyKnown, history },
      { ...nothing, weeks: 52 },
      { runs: 1000, seed: 1 },
    );
    expect(basis.runs).toBeLessThan(100);
    expect(basis.runs).toBeGreaterThanOrEqual(20);
  });

  it("is refused where there is too little to go on", () => {
    const lack = (known: Partial<Known>, question = nothing) => lacking({ ...busyKnown, ...known }, question);
    const { history, seen } = busyKnown;
    expect(lack({})).toBeUndefined();
    expect(lack({ room: { coaches: 0, places: 0 } })).toBe("no-places");
    expect(lack({ room: { coaches: 2, places: 50 } }, { ...nothing, coaches: -2 })).toBe("no-coach-left");
    expect(lack({ history: { ...history, accepted: history.accepted.slice(0, 19) } })).toBe("few-days");
    expect(lack({ history: { ...history, accepted: history.accepted.map(() => 0) } })).toBe("few-accepted");
    const ended = seen.kept.filter(({ hasEnded }) => hasEnded).slice(0, 29);
    expect(lack({ seen: { of: "england", kept: ended } })).toBe("few-ended");
  });
});

describe("a forecast from the first half of a programme", () => {
  it("has the second half in its range, in about 8 of 10 programmes", () => {
    let [inRange, all] = [0, 0];
    for (let seed = 1; seed <= 40; seed += 1) {
      const log = syntheticLog(busy, chanceFrom(100 + seed));
      const { asNow } = forecastOf(knownOf(log, half, busy.places), nothing, { runs: 100, seed });
      for (const { week, waiting } of asNow.weeks.filter((each) => each.week % 13 === 0)) {
        const day = half + week * 5;
        const actual = log.filter(({ accepted, coach }) => accepted <= day && coach > day).length;
        all += 1;
        if (waiting.low <= actual && actual <= waiting.high) inRange += 1;
      }
    }
    // 63 of 80 looks; ranges half as wide would have about 40.
    expect(inRange / all).toBeGreaterThan(0.65);
    expect(inRange / all).toBeLessThan(0.95);
  });
});

describe("the history of an area", () => {
  const historyOf = (asAt: string, ...all: Parameters<typeof factsWith>[0][]) => {
    const counter = historyCounter(asAt);
    for (const days of all) counter.add(factsWith(days));
    return counter.history();
  };

  it("tells who waits, who has a coach and for how long, and who left before", () => {
    const history = historyOf(
      momentOf(10),
      { accepted: 0, coach: 2, ended: 6 },
      { accepted: 1, coach: 4 },
      { accepted: 3 },
      { accepted: 5 },
      { accepted: 5, ended: 7 },
    );
    expect(history).toEqual({
      asAt: momentOf(10),
      accepted: [1, 1, 0, 1, 0, 2, 0, 0, 0, 0],
      leftTheQueue: 1,
      kept: [
        { workingDays: 4, hasEnded: true },
        { workingDays: 6, hasEnded: false },
      ],
      waited: [7, 5],
    });
  });

  it("knows nothing of what came later, so that an earlier day can be asked about", () => {
    const all = [{ accepted: 0, coach: 2, ended: 6 }, { accepted: 1, coach: 8 }, { accepted: 9 }];
    expect(historyOf(momentOf(4), ...all)).toMatchObject({
      accepted: [1, 1, 0, 0],
      kept: [{ workingDays: 2, hasEnded: false }],
      waited: [3],
    });
  });

  it("looks for referrals at 26 weeks, and for durations at all that there were", () => {
    const { accepted, kept } = historyOf(
      momentOf(200),
      { accepted: 0, coach: 0, ended: 50 },
      { accepted: 190 },
    );
    // 182 days of the calendar, without its bank holidays.
    expect(accepted.length).toBeGreaterThan(120);
    expect(accepted.length).toBeLessThanOrEqual(130);
    expect(accepted.at(-10)).toBe(1);
    expect(kept).toHaveLength(1);
  });

  it("leaves out today, which is not over, and whoever was not accepted", () => {
    expect(historyOf(momentOf(3), { accepted: 0 }, { accepted: 3 }).accepted).toEqual([1, 0, 0]);
    expect(historyOf(momentOf(3)).accepted).toEqual([]);
  });
});

describe("the room of an area", () => {
  it("is that of its coaches, without who hands over and who has no room", () => {
    const staff = [
      aCoach("a", { capacity: 20 }),
      aCoach("b", { capacity: 30 }),
      aCoach("c", { capacity: 0 }),
      aCoach("d", { handsOverSince: momentOf(0) }),
      aCoach("e", { roles: ["lead"] }),
    ];
    expect(roomOf(staff)).toEqual({ coaches: 2, places: 50 });
  });
});
