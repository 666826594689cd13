import { type CaseKey, caseStore, type StoredCase } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { personIndex } from "../adapters/person-index.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { readAudit } from "../adapters/read-audit.ts";
import { signer } from "../adapters/server-key.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { openTasks } from "../core/case.ts";
import { consentsOf, historyOf, isOverdue, planView } from "../core/case-views.ts";
import { isLeadOf } from "../core/permissions.ts";
import type { Instant } from "../core/texts.ts";
import { api } from "../http/api.ts";
import { findVisibleCase } from "../http/case-access.ts";
import { json, page } from "../http/responses.ts";
import { signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import { casePage } from "../pages/index.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  cases: caseStore(table),
  pointers: pointerStore(table),
  sessions: sessionStore(table),
  staff: staffStore(table),
};
const audit = readAudit(table);
const people = personIndex(table, signer(table));

/** One person's case, for their coach and the area's lead. Each opening is audited; without the audit no case. */
export const handler = api(async (request) => {
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return toSignIn(request);
  const stored = await findVisibleCase(services, request, member);
  const { area, reference } = stored.case;
  await audit.record({ area, reference, staff: member.id, what: "case", at: request.now });
  const view = await viewOf(stored, isLeadOf(member, area), request.now);
  return request.wantsPage ? page(200, casePage({ ...view, now: request.now })) : json(200, view);
});

/** The story until the transfer, in sentences that name nobody: it goes along with the person. */
async function earlierPart({ area, reference }: CaseKey) {
  const before = await services.cases.load({ area, reference });
  return { area, reference, history: historyOf(before?.events ?? []) };
}

async function viewOf(stored: StoredCase, isLead: boolean, now: Instant) {
  const { case: given, referral, events } = stored;
  const notes = await services.cases.notes(given);
  return {
    reference: given.reference,
    area: given.area,
    stage: given.stage,
    coach: given.coach,
    receivedAt: given.receivedAt,
    person: referral?.person,
    referral,
    consents: consentsOf(given),
    transferredFrom: given.transferredFrom && (await earlierPart(given.transferredFrom)),
    continuesAs: given.continuesAs && {
      area: given.continuesAs.area,
      reference: given.continuesAs.reference,
    },
    plan: planView(given, notes),
    history: historyOf(events),
    notes,
    openTasks: openTasks(given).map((task) => ({
      kind: task.kind,
      ...(task.point ? { point: task.point } : {}),
      askedAt: task.askAt,
      dueAt: task.dueAt,
      overdue: isOverdue(given.stage, task, now),
      taskUrl: `${BASE_URL}/tasks/${task.handle}`,
    })),
    callAsked: given.callAsked,
    // A merge is the lead's to confirm, so only the lead hears of other referrals.
    possibleDuplicates: isLead && referral ? await people.others(given, referral) : [],
  };
}
