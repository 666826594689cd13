import type { AreaStore } from "../adapters/area-store.ts";
import type { CaseStore, StoredCase } from "../adapters/case-store.ts";
import type { PersonIndex } from "../adapters/person-index.ts";
import type { ReadAudit } from "../adapters/read-audit.ts";
import type { StaffStore } from "../adapters/staff-store.ts";
import { londonDate } from "../core/calendar.ts";
import { type Case, openTasks } from "../core/case.ts";
import {
  appointmentView,
  consentsOf,
  historyOf,
  isOverdue,
  notesOfStaff,
  toldView,
} from "../core/case-views.ts";
import { corrigendaOf } from "../core/corrigenda.ts";
import { journeyView } from "../core/journey-view.ts";
import { planView } from "../core/plan-view.ts";
import { recordView } from "../core/record-view.ts";
import { sharingOf } from "../core/sharing.ts";
import { supportView } from "../core/support-limit.ts";
import type { Instant } from "../core/texts.ts";
import type { EarlierPart } from "../pages/case-view.ts";
import { coachesFor } from "./coach-choices.ts";
import { planSourcesOf } from "./plan-sources.ts";

export interface CaseViewStores {
  readonly areas: AreaStore;
  readonly cases: CaseStore;
  readonly staff: StaffStore;
  readonly people: PersonIndex;
  readonly audit: ReadAudit;
}

/** Who opens the case, and when. */
export interface Opening {
  readonly staff: string;
  readonly isLead: boolean;
  readonly at: Instant;
  /** Where the service is reached, for links to tasks. */
  readonly baseUrl: string;
}

/** A case for whoever works with the person. Each opening is audited; without the audit no case. */
export async function caseView(stores: CaseViewStores, stored: StoredCase, opening: Opening) {
  const { area, reference } = stored.case;
  const { staff, at } = opening;
  await stores.audit.record({ area, reference, staff, what: "case", at });
  return await viewOf(stores, stored, opening);
}

/**
 * What only the page shows: what their coach is called and, for the forms of a lead, to whom and where else the
 * person can be given.
 */
export async function partsOfPage(
  { areas, staff }: Pick<CaseViewStores, "areas" | "staff">,
  { case: given }: StoredCase,
  { isLead, at: now }: Opening,
) {
  const { area } = given;
  const coach = given.coach && (await staff.evenIfGone(area, given.coach));
  const coachName = coach ? coach.name : undefined;
  if (!isLead) return { coachName };
  const [coaches, listed] = await Promise.all([
    coachesFor(staff, given, now),
    areas.listedOn(londonDate(now)),
  ]);
  const otherAreas = listed.filter(({ id }) => id !== area).map(({ id, name }) => ({ id, name }));
  return { coachName, coaches, otherAreas };
}

async function viewOf(stores: CaseViewStores, stored: StoredCase, opening: Opening) {
  const { at: now, isLead, baseUrl } = opening;
  const sources = await planSourcesOf(stores, stored, now);
  const { case: given, referral, events, notes, rules } = sources;
  // A merge is the lead's to confirm, so only the lead hears of other referrals.
  const possibleDuplicates = isLead && referral ? await stores.people.others(given, referral) : [];
  return {
    reference: given.reference,
    area: given.area,
    stage: given.stage,
    coach: given.coach,
    place: given.place,
    receivedAt: given.receivedAt,
    restricted: given.restricted,
    person: referral?.person,
    referral,
    consents: consentsOf(given),
    appointment: appointmentView(given),
    told: referral && toldView(given, referral),
    transferredFrom: given.transferredFrom,
    earlier: await earlierParts(stores, given, opening),
    continuesAs: given.continuesAs && {
      area: given.continuesAs.area,
      reference: given.continuesAs.reference,
    },
    fitNote: referral?.work.fitNote,
    plan: planView(sources),
    sharing: sharingOf(given, events),
    ...supportView(given, rules, now),
    record: recordView(given, rules, referral),
    journey: journeyView(given, { rules, referral, events }, now),
    corrigenda: corrigendaOf(given),
    history: historyOf(events),
    notes: notesOfStaff(given, notes),
    openTasks: openTasks(given).map((task) => ({
      kind: task.kind,
      ...(task.point ? { point: task.point } : {}),
      askedAt: task.askAt,
      dueAt: task.dueAt,
      overdue: isOverdue(given.stage, task, now),
      taskUrl: `${baseUrl}/tasks/${task.handle}`,
      ...("role" in task.to ? { for: task.to.role } : {}),
    })),
    callAsked: given.callAsked,
    possibleDuplicates,
    previous: await endedBefore(stores, given, possibleDuplicates),
  };
}

/**
 * The journey until it came to this area, the last part first: what happened in sentences that name nobody, and the
 * plan, which the person takes along. Whoever opens it has opened that record too. `most` ends any circle.
 */
async function earlierParts(
  stores: CaseViewStores,
  given: Case,
  opening: Opening,
  most = 10,
): Promise<EarlierPart[]> {
  const from = given.transferredFrom;
  const before = from && most > 0 ? await stores.cases.load(from) : undefined;
  if (!from || !before) return [];
  const { staff, at } = opening;
  await stores.audit.record({ staff, at, ...from, what: "case, from the area that the person moved to" });
  const plan = planView(await planSourcesOf(stores, before, at));
  const part = { ...from, plan, history: historyOf(before.events) };
  return [part, ...(await earlierParts(stores, before.case, opening, most - 1))];
}

/** Of the cases that may be of the same person those that have ended, but for referrals joined to this one. */
async function endedBefore(
  { cases }: CaseViewStores,
  { area, joined = [] }: Case,
  references: readonly string[],
) {
  const others = references.filter((reference) => !joined.includes(reference));
  const stored = await cases.loadMany(others.map((reference) => ({ area, reference })));
  return stored.flatMap(({ case: other }) =>
    other.stage === "closed"
      ? [{ reference: other.reference, closedAt: other.closedAt, closure: other.closure }]
      : [],
  );
}
