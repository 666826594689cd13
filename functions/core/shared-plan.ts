import { refusalToShare } from "./decide/consent.ts";
import { type PlannedAction, type PlanSources, type PlanView, planView } from "./plan-view.ts";
import type { Refusal } from "./refusals.ts";
import { sharingOf } from "./sharing.ts";
import type { Instant } from "./texts.ts";
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

/** What a reader is given of the plan; a restricted record's without a name. */
export interface SharedPlan {
  readonly reference: string;
  readonly name?: string;
  /** Not for an employer: "find work" would tell them of a search. */
  readonly planType?: PlanView["planType"];
  readonly agreedAt: string;
  readonly nextReviewOn?: string;
  readonly actions: readonly {
    readonly kind: ActionKind;
    readonly by: PlannedAction["by"];
    readonly dueOn?: string | undefined;
    readonly status: PlannedAction["status"];
    /** To an employer only where it is written for them: any other text may tell of health. */
    readonly description?: string;
    /** The local service's name; never to an employer. */
    readonly service?: string | undefined;
  }[];
}

/**
 * The plan as this reader may see it: no barrier, note, goal, reason, well-being or attendance for anybody, and no
 * action that was dropped. Undefined while there is none. Whether it may be shared at all is the consent's question.
 */
export function sharedPlan(sources: PlanSources, reader: PlanReader): SharedPlan | undefined {
  const { case: given, referral } = sources;
  const plan = planView(sources);
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
      .map(({ kind, by, dueOn, status, description, service }) => ({
        kind,
        by,
        dueOn,
        status,
        ...(isGp || by === "employer" ? { description } : {}),
        ...(isGp && service ? { service: service.name } : {}),
      })),
  };
}

/** The plan to hand over: what this reader may see, with the day of the person's consent and that of the sharing. */
export interface SharedDocument extends SharedPlan {
  readonly for: PlanReader;
  readonly consentedOn: string | undefined;
  readonly sharedAt: Instant;
}

/**
 * The document for a reader, while the person agrees to it and after sharing it was recorded. Refuses like sharing
 * itself, and what was shared before the person took their consent back.
 */
export function sharedDocument(
  sources: PlanSources,
  reader: PlanReader,
): SharedDocument | { readonly refusal: Refusal } {
  const { case: given, events, referral } = sources;
  const refusal = refusalToShare(given, reader);
  if (refusal) return { refusal };
  if (!referral) return { refusal: { type: "details-erased" } };
  const sharing = sharingOf(given, events).find((each) => each.with === reader);
  const plan = sharedPlan(sources, reader);
  if (!plan || !sharing?.stands || sharing.sharedAt === undefined)
    return { refusal: { type: "not-shared-yet", with: reader } };
  return { for: reader, consentedOn: sharing.on, sharedAt: sharing.sharedAt, ...plan };
}
