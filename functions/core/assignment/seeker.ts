import type { AreaRules } from "../area-rules.ts";
import type { Case } from "../case.ts";
import type { Referral } from "../referral.ts";
import { contactDueAt } from "../task-plan.ts";
import type { Instant } from "../texts.ts";
import type { Barrier } from "../words.ts";

/** What the search for a coach needs to know of a person. It names nobody. */
export interface Seeker {
  readonly reference: string;
  /** Since when the person has waited for a coach. */
  readonly since: Instant;
  /** Had a coach who left. */
  readonly hadCoach: boolean;
  /** Whether a coach must have room: not for somebody whose support has ended and who is only followed up. */
  readonly needsPlace: boolean;
  readonly restricted: boolean;
  readonly mainBarrier: Barrier;
  /** Where the person is to be supported, in an area that delivers only in some places. */
  readonly place: string | undefined;
  /** As the person says it; undefined for somebody who needs none but English. */
  readonly language: string | undefined;
  readonly interpreter: boolean;
  readonly communicationNeeds: readonly string[];
  /** When first contact would be due if a coach were found now. */
  readonly contactDueAt: Instant;
}

/** The person of a case as somebody who is to get a coach. `referral` is undefined once it was erased. */
export function seekerOf(
  given: Case,
  referral: Referral | undefined,
  rules: AreaRules,
  now: Instant,
): Seeker {
  const { language, interpreter, communicationNeeds } = referral?.person ?? {};
  return {
    reference: given.reference,
    since: given.queuedSince ?? given.acceptedAt ?? given.receivedAt,
    hadCoach: given.stage !== "assignment" && given.stage !== "waiting",
    needsPlace: given.stage !== "follow-up",
    restricted: given.restricted,
    mainBarrier: given.mainBarrier,
    place: given.place,
    language: language === undefined || isEnglish(language) ? undefined : language,
    interpreter: interpreter ?? false,
    communicationNeeds: communicationNeeds ?? [],
    contactDueAt: contactDueAt(given, rules, now),
  };
}

function isEnglish(language: string): boolean {
  return /^(english|en(-gb)?)\b/i.test(language.trim());
}
