import { areaStore } from "../adapters/area-store.ts";
import { caseStore, type StoredCase } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { personIndex } from "../adapters/person-index.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { readAudit } from "../adapters/read-audit.ts";
import { signer } from "../adapters/server-key.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { type Case, openTasks } from "../core/case.ts";
import {
  appointmentView,
  consentsOf,
  historyOf,
  isOverdue,
  notesOfStaff,
  toldView,
} from "../core/case-views.ts";
import { isLeadOf } from "../core/permissions.ts";
import { planView } from "../core/plan-view.ts";
import { recordView } from "../core/record-view.ts";
import { sharingOf } from "../core/sharing.ts";
import { supportView } from "../core/support-limit.ts";
import type { Instant } from "../core/texts.ts";
import { api } from "../http/api.ts";
import { findVisibleCase } from "../http/case-access.ts";
import { json, page } from "../http/responses.ts";
import { signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import type { EarlierPart } from "../pages/case-page.ts";
import { casePage } from "../pages/index.ts";
import { planSourcesOf } from "../platform/plan-sources.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  areas: areaStore(table),
  cases: caseStore(table),
  pointers: pointerStore(table),
  sessions: sessionStore(table),
  staff: staffStore(table),
};
const audit = readAudit(table);

/** Who opens the case, and when. */
interface Opening {
  readonly staff: string;
  readonly at: Instant;
}
const people = personIndex(table, signer(table));

/** One person's case, for their coach and the area's lead. Each opening is audited; without the audit no case. */
export const handler = api(async (request) => {
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return toSignIn(request);
  const stored = await findVisibleCase(services, request, member);
  const { area, reference } = stored.case;
  await audit.record({ area, reference, staff: member.id, what: "case", at: request.now });
  const isLead = isLeadOf(member, area);
  const view = await viewOf(stored, isLead, { staff: member.id, at: request.now });
  return request.wantsPage
    ? page(200, casePage({ ...view, roles: member.roles, now: request.now }))
    : json(200, view);
});

/**
 * The journey until it came to this area, the last part first: what happened in sentences that name nobody, and the
 * plan, which the person takes along. Whoever opens it has opened that record too. `most` ends any circle.
 */
async function earlierParts(given: Case, opening: Opening, most = 10): Promise<EarlierPart[]> {
  const from = given.transferredFrom;
  const before = from && most > 0 ? await services.cases.load(from) : undefined;
  if (!from || !before) return [];
  await audit.record({ ...opening, ...from, what: "case, from the area that the person moved to" });
  const plan = planView(await planSourcesOf(services, before, opening.at));
  const part = { ...from, plan, history: historyOf(before.events) };
  return [part, ...(await earlierParts(before.case, opening, most - 1))];
}

/** Of the cases that may be of the same person those that have ended, but for referrals joined to this one. */
async function endedBefore({ area, joined = [] }: Case, references: readonly string[]) {
  const others = references.filter((reference) => !joined.includes(reference));
  const stored = await services.cases.loadMany(others.map((reference) => ({ area, reference })));
  return stored.flatMap(({ case: other }) =>
    other.stage === "closed"
      ? [{ reference: other.reference, closedAt: other.closedAt, closure: other.closure }]
      : [],
  );
}

async function viewOf(stored: StoredCase, isLead: boolean, opening: Opening) {
  const now = opening.at;
  const sources = await planSourcesOf(services, stored, now);
  const { case: given, referral, events, notes, rules } = sources;
  // A merge is the lead's to confirm, so only the lead hears of other referrals.
  const possibleDuplicates = isLead && referral ? await people.others(given, referral) : [];
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
    earlier: await earlierParts(given, opening),
    continuesAs: given.continuesAs && {
      area: given.continuesAs.area,
      reference: given.continuesAs.reference,
    },
    fitNote: referral?.work.fitNote,
    plan: planView(sources),
    sharing: sharingOf(given, events),
    ...supportView(given, rules, now),
    record: recordView(given, rules, referral),
    history: historyOf(events),
    notes: notesOfStaff(given, notes),
    openTasks: openTasks(given).map((task) => ({
      kind: task.kind,
      ...(task.point ? { point: task.point } : {}),
      askedAt: task.askAt,
      dueAt: task.dueAt,
      overdue: isOverdue(given.stage, task, now),
      taskUrl: `${BASE_URL}/tasks/${task.handle}`,
    })),
    callAsked: given.callAsked,
    possibleDuplicates,
    previous: await endedBefore(given, possibleDuplicates),
  };
}
