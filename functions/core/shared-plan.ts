import type { Case } from "./case.ts";
import { planView } from "./case-views.ts";
import type { Referral } from "./referral.ts";
import type { actionKinds, PlanReader } from "./words.ts";

type ActionKind = (typeof actionKinds)[number];

/**
 * Which kinds of actions a reader may see. An employer sees what concerns the workplace and never what tells of
 * health; a GP sees what concerns health and work, and not the person's money. A design choice of ours, by
 * domain.md, "Referral facts".
 */
const kindsFor: Record<PlanReader, readonly ActionKind[]> = {
  gp: [
    "physiotherapy",
    "counselling",
    "talking-therapy",
    "occupational-health",
    "employment-advice",
    "flexible-working",
    "adaptive-technology",
    "workplace-relocation",
    "other-adjustment",
    "employer-conversation",
    "skills",
    "physical-activity",
    "community-group",
    "fit-note-conversation",
    "other",
  ],
  employer: [
    "flexible-working",
    "adaptive-technology",
    "workplace-relocation",
    "other-adjustment",
    "employer-conversation",
  ],
};

interface NoteText {
  readonly id: string;
  readonly at: string;
  readonly text: string;
}

/** What a reader is given of the plan; a restricted record's without a name. */
export interface SharedPlan {
  readonly reference: string;
  readonly name?: string;
  /** Not for an employer: "find work" would tell them of a search. */
  readonly planType?: NonNullable<Case["plan"]>["planType"];
  readonly agreedAt: string;
  readonly nextReviewOn?: string;
  readonly actions: readonly {
    readonly kind: ActionKind;
    readonly by: string;
    readonly dueOn?: string | undefined;
    readonly status: string;
    /** To an employer only where it is written for them: any other text may tell of health. */
    readonly description?: string;
  }[];
}

/**
 * The plan as this reader may see it: no barrier, note, goal, well-being or attendance for anybody, and no action
 * that was dropped. Undefined while there is none. Whether it may be shared at all is the consent's question.
 */
export function sharedPlan(
  given: Case,
  referral: Referral | undefined,
  notes: readonly NoteText[],
  reader: PlanReader,
): SharedPlan | undefined {
  const plan = planView(given, notes);
  if (!plan) return undefined;
  const isGp = reader === "gp";
  const person = given.restricted ? undefined : referral?.person;
  return {
    reference: given.reference,
    ...(person ? { name: `${person.givenName} ${person.familyName}` } : {}),
    ...(isGp ? { planType: plan.planType, nextReviewOn: plan.nextReviewOn } : {}),
    agreedAt: plan.agreedAt,
    actions: plan.actions
      .filter(({ kind, status }) => kindsFor[reader].includes(kind) && status !== "dropped")
      .map(({ kind, by, dueOn, status, description }) => ({
        kind,
        by,
        dueOn,
        status,
        ...(isGp || by === "employer" ? { description } : {}),
      })),
  };
}
