import type { Referral } from "../../functions/core/referral.ts";
import type { Barrier, EmploymentStatus, ReferrerKind } from "../../functions/core/words.ts";
import type { Home } from "./homes.ts";
import { type Random, randomFrom } from "./random.ts";
import { plainStory, type Story, type StoryOptions, storyOf } from "./stories.ts";

// Everybody here is invented: "Sample 17" of a made-up household, with addresses that cannot receive mail.

/** A person, their referral as their referrer sends it, and their story. */
export interface SamplePerson {
  readonly number: number;
  readonly key: string;
  readonly home: Home;
  readonly referral: Referral;
  readonly story: Story;
  /** Somebody who was referred before, and is now referred again by somebody else. */
  readonly sameAs?: number;
}

const referrerKinds: [ReferrerKind, ...ReferrerKind[]] = [
  "self",
  "self",
  "gp",
  "pharmacist",
  "other-nhs",
  "employer",
  "jobcentre-plus",
  "local-authority",
  "community",
  "other",
];
const barriers: [Barrier, ...Barrier[]] = [
  "mental-health",
  "mental-health",
  "mental-health",
  "musculoskeletal",
  "long-term-condition",
  "neurodivergence",
  "sensory-or-physical",
];
const workStatuses: [EmploymentStatus, ...EmploymentStatus[]] = [
  "in-work",
  "in-work-off-sick",
  "self-employed",
  "out-of-work",
];

export interface PeopleOptions extends StoryOptions {
  readonly seed: number;
  readonly homes: readonly Home[];
  /** London date of the first round. */
  readonly firstDay: string;
  /** Whether stories have nothing in them but referral, answers, and leaving by the link. */
  readonly arePlain: boolean;
}

/** The same people and stories for the same options. The third of them is one who may be at risk. */
export function samplePeople(options: PeopleOptions): SamplePerson[] {
  const random = randomFrom(options.seed);
  const areas = [...Map.groupBy(options.homes, ({ area }) => area).values()];
  const people: SamplePerson[] = [];
  while (people.length < options.people) {
    const number = people.length + 1;
    const story = options.arePlain ? plainStory(number, options, random) : storyOf(number, options, random);
    const [first, ...others] = areas[number % areas.length] ?? [];
    if (!first) throw new Error("nobody knows where sample people live");
    const home = random.pick([first, ...others]);
    const referral = referralOf(number, story, { home, ...options }, random);
    people.push({ number, key: keyOf(number, options), home, story, referral });
  }
  return [...people, ...(options.arePlain ? [] : people.flatMap((person) => referredAgain(person, options)))];
}

/** SES's own address for mails that come back, or one that cannot receive any. */
function addressOf(number: number, { hasWrongAddress }: Story): string {
  return hasWrongAddress ? `bounce+${number}@simulator.amazonses.com` : `person-${number}@sample.example.org`;
}

function keyOf(number: number, { seed }: PeopleOptions): string {
  return `sample-${seed}-${number}`;
}

/** The same person, referred by somebody who does not know of the first referral. */
function referredAgain(person: SamplePerson, options: PeopleOptions): SamplePerson[] {
  const { comesAgainInRound } = person.story;
  if (comesAgainInRound === undefined) return [];
  const number = person.number + 100_000;
  const referrer = {
    kind: "community",
    organisation: "Sample group",
    email: `again-${person.number}@sample.example.org`,
  };
  const story = {
    ...person.story,
    round: comesAgainInRound,
    comesAgainInRound: undefined,
    leavesInRound: undefined,
  };
  const referral = { ...person.referral, referrer: referrer as Referral["referrer"] };
  return [{ ...person, number, key: keyOf(number, options), story, referral, sameAs: person.number }];
}

function referralOf(
  number: number,
  story: Story,
  { home, firstDay }: { readonly home: Home; readonly firstDay: string },
  random: Random,
): Referral {
  const kind = random.pick(referrerKinds);
  const isSelf = kind === "self";
  const status = random.pick(workStatuses);
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
      localAuthority: home.localAuthority,
      contact: { email: addressOf(number, story), phone: "07700 900123" },
    },
    work: { status, ...(status === "out-of-work" ? { since: firstDay } : {}) },
    health: { mainBarrier: random.pick(barriers), note: `Sample note ${number}.` },
    consent: {
      referral: { given: true, on: firstDay, how: isSelf ? "online" : "in-person" },
      ...(isSelf ? {} : { shareBackWithReferrer: random.chance(0.5) }),
    },
    ...(story.atRisk || story.isRestricted
      ? { safety: { atRisk: story.atRisk, restricted: story.isRestricted } }
      : {}),
  };
}
