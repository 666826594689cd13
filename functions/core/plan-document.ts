import { londonDate } from "./calendar.ts";
import type { Case } from "./case.ts";
import { type PlannedAction, type PlanService, type PlanSources, planView } from "./plan-view.ts";
import { endOf, factsOf } from "./reporting/facts.ts";
import { type Sharing, sharingOf } from "./sharing.ts";
import type { PlanType } from "./words.ts";

/** The plan as the person has it: what was agreed, and nothing that was noted about them. */
export interface PlanDocument {
  readonly reference: string;
  /** How the person wants to be called; left out of a restricted record. */
  readonly name?: string;
  readonly areaName: string;
  /** While support goes on. */
  readonly coachName?: string;
  readonly support: "not-begun" | "goes-on" | "on-hold" | "ended";
  /** The London day on which support ended. */
  readonly endedOn?: string;
  readonly plan?: {
    readonly planType: PlanType;
    readonly agreedOn: string;
    /** Only while it stands. */
    readonly nextReviewOn?: string;
    readonly actions: readonly DocumentAction[];
  };
  readonly sharing: readonly {
    readonly with: Sharing["with"];
    readonly agreed: boolean;
    readonly on?: string | undefined;
    readonly sharedOn?: string | undefined;
  }[];
}

/** An action without the reason why it went as it did: that was written for colleagues. */
export interface DocumentAction
  extends Pick<PlannedAction, "kind" | "by" | "description" | "dueOn" | "status"> {
  /** When the last review spoke of it. */
  readonly markedOn?: string | undefined;
  readonly service?: PlanService | undefined;
  /** A service that the area's list has no more. */
  readonly serviceGone?: true;
}

export interface Around {
  readonly areaName: string;
  readonly coachName: string | undefined;
}

/** The return-to-work plan as a document for the person; without a plan it says how far things are. */
export function planDocument(sources: PlanSources, { areaName, coachName }: Around): PlanDocument {
  const { case: given, events, referral } = sources;
  const support = supportOf(given);
  const person = given.restricted ? undefined : referral?.person;
  const isOver = support === "ended";
  const endedAt = isOver ? endOf(factsOf(given))?.at : undefined;
  return {
    reference: given.reference,
    ...(person ? { name: person.preferredName ?? `${person.givenName} ${person.familyName}` } : {}),
    areaName,
    ...(coachName !== undefined && !isOver ? { coachName } : {}),
    support,
    ...(endedAt === undefined ? {} : { endedOn: londonDate(endedAt) }),
    ...planOf(sources),
    sharing: sharingOf(given, events).map(({ with: reader, agreed, on, sharedAt }) => ({
      with: reader,
      agreed,
      on,
      sharedOn: sharedAt && londonDate(sharedAt),
    })),
  };
}

function planOf(sources: PlanSources): Pick<PlanDocument, "plan"> {
  const plan = planView(sources);
  if (!plan) return {};
  const { planType, agreedAt, nextReviewOn, actions } = plan;
  const hasNext = sources.case.stage === "support";
  return {
    plan: {
      planType,
      agreedOn: londonDate(agreedAt),
      ...(hasNext ? { nextReviewOn } : {}),
      actions: actions.map(documentAction),
    },
  };
}

function documentAction(action: PlannedAction): DocumentAction {
  const { kind, by, description, dueOn, status, mark, service, serviceId } = action;
  const isGone = serviceId !== undefined && service === undefined;
  return {
    kind,
    by,
    description,
    dueOn,
    status,
    markedOn: mark?.on,
    service,
    ...(isGone ? { serviceGone: true } : {}),
  };
}

function supportOf(given: Case): PlanDocument["support"] {
  if (given.stage === "hold") return "on-hold";
  if (given.exit || given.stage === "closed") return "ended";
  return given.plan ? "goes-on" : "not-begun";
}
