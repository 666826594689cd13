import fc from "fast-check";
import { type CommandName, commandBodies } from "../../functions/core/command-bodies.ts";
import { employmentStatuses, referrerKinds } from "../../functions/core/words.ts";

// A sequence is made of steps that know nothing of the cases they will meet: numbers that are made to fit when the
// step is taken. So any part of a sequence is a sequence, and a failure shrinks to the few steps that matter.

/** Who is referred, as far as the journey depends on it. */
export interface Referred {
  readonly referrerKind: (typeof referrerKinds)[number];
  readonly bornIn: number;
  readonly status: (typeof employmentStatuses)[number];
  readonly weeksOutOfWork: number | undefined;
  readonly hasEmail: boolean;
  readonly atRisk: boolean;
  readonly restricted: boolean;
  readonly isChosen: boolean;
  readonly hearsBack: boolean;
}

export type Moved =
  | { readonly hours: number }
  /** To the n-th of the moments that matter to a case, and so many milliseconds beside it. */
  | { readonly moment: number; readonly beside: -1 | 0 | 1 };

/** `isSignalled`: whether the workflow hears of it at once, or only when the case wakes by itself. */
export type Step =
  | { readonly do: "refer"; readonly who: Referred; readonly isSignalled: boolean }
  | {
      readonly do: "answer";
      readonly of: number;
      readonly task: number;
      readonly variant: number;
      readonly isSignalled: boolean;
    }
  | {
      readonly do: "command";
      readonly of: number;
      readonly name: CommandName;
      readonly pick: number;
      readonly isSignalled: boolean;
    }
  | { readonly do: "leave"; readonly of: number; readonly isSignalled: boolean }
  /** `isFormer`: the address is not the one that the person has now. */
  | {
      readonly do: "email comes back";
      readonly of: number;
      readonly email: number;
      readonly isFormer: boolean;
      readonly isSignalled: boolean;
    }
  | {
      readonly do: "join each other";
      readonly of: number;
      readonly other: number;
      readonly isSignalled: boolean;
    }
  | { readonly do: "pass"; readonly by: Moved }
  | {
      readonly do: "availability";
      readonly coach: number;
      readonly capacity: number;
      readonly isAway: boolean;
    }
  /** A coach stops working here, or comes back. */
  | { readonly do: "staff"; readonly coach: number; readonly leaves: boolean };

const commandNames = Object.keys(commandBodies) as CommandName[];
const ending: readonly CommandName[] = ["withdraw", "transfer", "merge"];
const small = fc.nat({ max: 997 });
const isSignalled = fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false));

/** Some are under 18, some under their area's minimum age. */
export const yearsOfBirth = [1961, 1980, 1990, 2008, 2009, 2011] as const;

const referred: fc.Arbitrary<Referred> = fc.record({
  referrerKind: fc.constantFrom(...referrerKinds),
  bornIn: fc.constantFrom(...yearsOfBirth),
  status: fc.constantFrom(...employmentStatuses),
  weeksOutOfWork: fc.constantFrom(undefined, 2, 12, 26, 60),
  hasEmail: fc.boolean(),
  atRisk: fc.integer({ min: 0, max: 5 }).map((n) => n === 5),
  restricted: fc.integer({ min: 0, max: 9 }).map((n) => n === 9),
  isChosen: fc.integer({ min: 0, max: 9 }).map((n) => n === 9),
  hearsBack: fc.boolean(),
});

const week = 7 * 24;
const passed: fc.Arbitrary<Moved> = fc.oneof(
  fc.record({ hours: fc.integer({ min: 1, max: 72 }) }),
  fc.record({ hours: fc.integer({ min: 1, max: 16 }).map((weeks) => weeks * week) }),
  fc.record({ moment: small, beside: fc.constantFrom(-1 as const, 0 as const, 1 as const) }),
);

const refer = fc.record({ do: fc.constant("refer" as const), who: referred, isSignalled });
const answer = fc.record({
  do: fc.constant("answer" as const),
  of: small,
  task: small,
  variant: small,
  isSignalled,
});
const command = fc.record({
  do: fc.constant("command" as const),
  of: small,
  name: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...commandNames.filter((name) => !ending.includes(name))) },
    { weight: 1, arbitrary: fc.constantFrom(...ending) },
  ),
  pick: small,
  isSignalled,
});
const leave = fc.record({ do: fc.constant("leave" as const), of: small, isSignalled });
const pass = fc.record({ do: fc.constant("pass" as const), by: passed });
const availability = fc.record({
  do: fc.constant("availability" as const),
  coach: small,
  capacity: fc.integer({ min: 0, max: 2 }),
  isAway: fc.integer({ min: 0, max: 3 }).map((n) => n === 3),
});

const emailComesBack = fc.record({
  do: fc.constant("email comes back" as const),
  of: small,
  email: small,
  isFormer: fc.integer({ min: 0, max: 3 }).map((n) => n === 3),
  isSignalled,
});
const joinEachOther = fc.record({
  do: fc.constant("join each other" as const),
  of: small,
  other: small,
  isSignalled,
});
const staff = fc.record({ do: fc.constant("staff" as const), coach: small, leaves: fc.boolean() });

/** Mostly answers, and rarely an early end, so that journeys get somewhere. */
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 50, arbitrary: answer },
  { weight: 20, arbitrary: command },
  { weight: 22, arbitrary: pass },
  { weight: 4, arbitrary: refer },
  { weight: 3, arbitrary: availability },
  { weight: 3, arbitrary: staff },
  { weight: 3, arbitrary: emailComesBack },
  { weight: 2, arbitrary: joinEachOther },
  { weight: 1, arbitrary: leave },
);

const longest = 50;

/** A programme from its first referral on, in one of so many areas. */
export function sequences(areas: number): fc.Arbitrary<{ area: number; first: Step; steps: Step[] }> {
  return fc.record({
    area: fc.nat({ max: areas - 1 }),
    first: refer,
    steps: fc.array(step, { maxLength: longest - 1, size: "max" }),
  });
}

/** The same one each time, so that what failed once fails again; MODEL_SEED=<seed> draws other programmes. */
export function seedOf({ MODEL_SEED }: NodeJS.ProcessEnv): number {
  return MODEL_SEED === undefined ? 20_261_126 : Number(MODEL_SEED);
}
