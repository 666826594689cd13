import type { Referral } from "../../../functions/core/referral.ts";
import type { Barrier, Closure, EmploymentStatus, ReferrerKind } from "../../../functions/core/words.ts";
import { type Random, randomFrom } from "./random.ts";

// Everybody here is invented: "Sample 17" of a made-up household, with addresses that cannot receive mail.

/** What will happen with a person, whatever happens to the service. */
export interface Story {
  /** The round in which the referral is submitted. */
  readonly round: number;
  /** The round in which the person leaves by the link of their email, if they do. */
  readonly leavesInRound: number | undefined;
  /** A person of the service looks at the referral first, because of the age. */
  readonly isLookedAt: boolean;
  readonly atRisk: boolean;
  /** Times that the coach does not reach the person before they do. */
  readonly unansweredCalls: number;
  readonly wantsIt: boolean;
  readonly missesAppointment: boolean;
  /** Reviews after which support goes on, before the one that ends it. */
  readonly reviewsThatContinue: number;
  readonly closure: Closure;
  /** Times that each follow-up does not reach the person before it does. */
  readonly unansweredFollowUps: number;
}

/** A person, their referral as their referrer sends it, and their story. */
export interface SamplePerson {
  readonly number: number;
  readonly key: string;
  readonly referral: Referral;
  readonly story: Story;
}

/** Places whose area is certain. */
const homes = [
  { localAuthority: "Bolton", area: "greater-manchester" },
  { localAuthority: "Preston", area: "lancashire-and-south-cumbria" },
  { localAuthority: "Sheffield", area: "south-yorkshire" },
  { localAuthority: "Dudley", area: "black-country" },
] as const;

/** The areas in which sample people live. */
export const sampleAreas: readonly string[] = homes.map(({ area }) => area);

const referrerKinds: [ReferrerKind, ...ReferrerKind[]] = [
  "self",
  "self",
  "gp",
  "pharmacist",
  "employer",
  "jobcentre-plus",
  "local-authority",
  "community",
];
const barriers: [Barrier, ...Barrier[]] = [
  "mental-health",
  "mental-health",
  "musculoskeletal",
  "long-term-condition",
  "neurodivergence",
];
const workStatuses: [EmploymentStatus, ...EmploymentStatus[]] = [
  "in-work",
  "in-work-off-sick",
  "self-employed",
];
const endings: [Closure, ...Closure[]] = ["completed-plan", "completed-plan", "completed-plan", "withdrew"];

export interface PeopleOptions {
  readonly seed: number;
  readonly people: number;
  /** Rounds over which the referrals are spread. */
  readonly intakeRounds: number;
  /** London date of the first round. */
  readonly firstDay: string;
}

/** The same people and stories for the same options. The third of them is the one who may be at risk. */
export function samplePeople(options: PeopleOptions): SamplePerson[] {
  const random = randomFrom(options.seed);
  return Array.from({ length: options.people }, (_, index) => {
    const number = index + 1;
    const story = storyOf(number, options, random);
    const key = `sample-${options.seed}-${number}`;
    return { number, key, story, referral: referralOf(number, story, options.firstDay, random) };
  });
}

function storyOf(number: number, { people, intakeRounds }: PeopleOptions, random: Random): Story {
  const round = Math.floor(((number - 1) * intakeRounds) / people);
  return {
    round,
    leavesInRound: random.chance(0.1) ? round + 1 + random.below(intakeRounds + 6) : undefined,
    isLookedAt: random.chance(0.08),
    atRisk: number === 3,
    unansweredCalls: random.chance(0.3) ? 1 + random.below(2) : 0,
    wantsIt: !random.chance(0.08),
    missesAppointment: random.chance(0.15),
    reviewsThatContinue: random.below(2),
    closure: random.pick(endings),
    unansweredFollowUps: random.chance(0.2) ? 1 : 0,
  };
}

function referralOf(number: number, story: Story, firstDay: string, random: Random): Referral {
  const kind = random.pick(referrerKinds);
  const { localAuthority } = homes[number % homes.length] ?? homes[0];
  const isSelf = kind === "self";
  return {
    referrer: isSelf
      ? { kind }
      : {
          kind,
          organisation: `Sample organisation ${number % 7}`,
          email: `referrer-${number}@sample.example.org`,
        },
    person: {
      givenName: "Sample",
      familyName: `${number}`,
      preferredName: `Sample ${number}`,
      dateOfBirth: story.isLookedAt ? "2009-01-15" : `${1962 + random.below(40)}-0${1 + random.below(9)}-12`,
      noFixedAddress: true,
      localAuthority,
      contact: { email: `person-${number}@sample.example.org`, phone: "07700 900123" },
    },
    work: { status: random.pick(workStatuses) },
    health: { mainBarrier: random.pick(barriers), note: `Sample note ${number}.` },
    consent: {
      referral: { given: true, on: firstDay, how: isSelf ? "online" : "in-person" },
      ...(isSelf ? {} : { shareBackWithReferrer: random.chance(0.5) }),
    },
    ...(story.atRisk ? { safety: { atRisk: true } } : {}),
  };
}
