import { ageBands } from "../../../functions/core/events.ts";
import { type CaseFacts, exitOutcomes, followUpOutcomes } from "../../../functions/core/reporting/facts.ts";
import {
  barriers,
  closures,
  employmentStatuses,
  planTypes,
  referrerKinds,
} from "../../../functions/core/words.ts";

/** The same numbers in every run: a linear congruential generator (Numerical Recipes' constants). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Draws the earlier words far more often, so that every table has large and small categories, and zeros. */
export function skewed<Word>(words: readonly Word[], random: () => number): Word {
  return words[Math.floor(words.length * random() ** 3)] as Word;
}

const hour = 3_600_000;

/** The facts of cases of a programme, of which all but the moments is drawn. */
export function* programme(asked: {
  readonly areas: readonly string[];
  readonly cases: number;
  /** The first moment that a case may be received, and how many days later the last is. */
  readonly from: string;
  readonly days: number;
  readonly seed: number;
}): Generator<CaseFacts> {
  const random = seeded(asked.seed);
  for (let number = 0; number < asked.cases; number += 1) {
    const received = Date.parse(asked.from) + Math.floor(random() * asked.days * 24) * hour;
    yield factsFrom(skewed(asked.areas, random), received, number, random);
  }
}

function factsFrom(area: string, received: number, number: number, random: () => number): CaseFacts {
  const moments: string[] = [];
  for (let at = received; moments.length < 6; at += Math.floor(random() * 14 * 24) * hour) {
    moments.push(new Date(at).toISOString());
  }
  const [receivedAt = "", acceptedAt, coachAskedAt, contactAt, heldAt, agreedAt] = moments;
  const steps = Math.floor(random() * 8);
  const at = new Date(received + 90 * 24 * hour).toISOString();
  const closure = skewed(closures, random);
  const ends = steps > 6;
  return {
    area,
    person: [`p${Math.floor(number * 0.97)}`],
    stage: ends ? "follow-up" : "support",
    receivedAt,
    referrerKind: skewed(referrerKinds, random),
    ageBand: skewed(ageBands.toReversed(), random),
    authority: random() < 0.5 ? "E08000027" : "E08000028",
    mainBarrier: skewed(barriers, random),
    workStatus: skewed(employmentStatuses, random),
    ...(steps > 0 ? { acceptedAt } : {}),
    ...(steps > 1 ? { coachAskedAt } : {}),
    ...(steps > 2 ? { contactAt } : {}),
    ...(steps > 3 && heldAt
      ? {
          start: {
            heldAt,
            employmentStatus: skewed(employmentStatuses, random),
            mainBarrier: skewed(barriers, random),
          },
        }
      : {}),
    ...(steps > 4 && agreedAt ? { plan: { agreedAt, planType: skewed(planTypes, random) } } : {}),
    ...(ends
      ? {
          exit: {
            at,
            closure,
            outcome: skewed(exitOutcomes, random),
            followedUp: true,
            completion: closure === "completed-plan" || closure === "maximum-duration",
          },
        }
      : {}),
    followUps: ends
      ? [
          { point: "13-weeks", fallsDueOn: at.slice(0, 10), outcome: skewed(followUpOutcomes, random) },
          { point: "26-weeks", fallsDueOn: at.slice(0, 10), outcome: skewed(followUpOutcomes, random) },
        ]
      : [],
  };
}
