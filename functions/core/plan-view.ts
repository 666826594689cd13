import type { AreaService } from "./area-service.ts";
import { londonDate } from "./calendar.ts";
import type { Case } from "./case.ts";
import type { CaseEvent, PlanAction } from "./events.ts";
import type { Referral } from "./referral.ts";
import type { Instant } from "./texts.ts";
import type { PlanType } from "./words.ts";

interface NoteText {
  readonly id: string;
  readonly at: Instant;
  readonly text: string;
}

/** Everything that a plan is told from. `services`: those of the area's list that its actions name, or more. */
export interface PlanSources {
  readonly case: Case;
  readonly events: readonly CaseEvent[];
  readonly referral: Referral | undefined;
  readonly notes: readonly NoteText[];
  readonly services: readonly AreaService[];
}

/** A local service as a plan tells it: what it is, how to reach it and how long people wait there. */
export type PlanService = Pick<
  AreaService,
  "id" | "name" | "url" | "phone" | "email" | "howToApply" | "hours" | "wait" | "capacity"
>;

/** How an action went, as the last review that spoke of it recorded. */
interface Mark {
  readonly on: string;
  readonly reason?: string | undefined;
}

/** An action as staff see it: who does it, by when, with which service, and how it went. */
export interface PlannedAction extends Omit<PlanAction, "descriptionNote"> {
  readonly description: string;
  readonly service?: PlanService | undefined;
  readonly mark?: Mark | undefined;
}

export interface PlanView {
  readonly planType: PlanType;
  readonly agreedAt: Instant;
  readonly nextReviewOn: string;
  readonly actions: readonly PlannedAction[];
}

/** The plan for those who work with the person: who does what by when, with which service, and how it went. */
export function planView({
  case: given,
  events,
  notes,
  services,
}: Omit<PlanSources, "referral">): PlanView | undefined {
  if (!given.plan) return undefined;
  const textOf = new Map(notes.map(({ id, text }) => [id, text]));
  const marks = marksOf(events);
  const { agreedAt, planType, nextReviewOn, actions } = given.plan;
  return {
    planType,
    agreedAt,
    nextReviewOn,
    actions: actions.map(({ descriptionNote, ...action }: PlanAction) => ({
      ...action,
      description: textOf.get(descriptionNote) ?? "",
      service: serviceOf(action.serviceId, services),
      mark: markOf(marks.get(action.id), textOf),
    })),
  };
}

/** The services that the plan's actions name. */
export function servicesNamedIn({ plan }: Case): string[] {
  return (plan?.actions ?? []).flatMap(({ serviceId }) => serviceId ?? []);
}

/** Undefined for one that the area's list has no more. */
function serviceOf(id: string | undefined, services: readonly AreaService[]): PlanService | undefined {
  const found = id === undefined ? undefined : services.find((service) => service.id === id);
  if (!found) return undefined;
  const { name, url, phone, email, howToApply, hours, wait, capacity } = found;
  return { id: found.id, name, url, phone, email, howToApply, hours, wait, capacity };
}

type Reviewed = Extract<CaseEvent, { type: "review-held" }>;

/** By action: what the last review said of it. A plan that is agreed anew numbers its actions anew. */
function marksOf(events: readonly CaseEvent[]) {
  const marks = new Map<string, { at: Instant; reasonNote: Reviewed["actions"][number]["reasonNote"] }>();
  for (const event of events) {
    if (event.type === "plan-agreed") marks.clear();
    if (event.type !== "review-held") continue;
    for (const { id, reasonNote } of event.actions) marks.set(id, { at: event.at, reasonNote });
  }
  return marks;
}

function markOf(
  mark: { at: Instant; reasonNote: string | undefined } | undefined,
  textOf: ReadonlyMap<string, string>,
): Mark | undefined {
  if (!mark) return undefined;
  return {
    on: londonDate(mark.at),
    reason: mark.reasonNote === undefined ? undefined : textOf.get(mark.reasonNote),
  };
}
