import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { readAudit } from "../adapters/read-audit.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { isLeadOf } from "../core/permissions.ts";
import { subjectAccessCopy } from "../core/subject-access.ts";
import { api } from "../http/api.ts";
import { findVisibleCase } from "../http/case-access.ts";
import { json, page } from "../http/responses.ts";
import { notYours, signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import { recordPage } from "../pages/index.ts";
import { planSourcesOf } from "../platform/plan-sources.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  areas: areaStore(table),
  cases: caseStore(table),
  pointers: pointerStore(table),
  sessions: sessionStore(table),
  staff: staffStore(table),
};
const audit = readAudit(table);

/**
 * The subject access copy of a case, for its area's lead to give to the person: as data, or as a page to print.
 * Making one is audited as well.
 */
export const handler = api(async (request) => {
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return toSignIn(request);
  const stored = await findVisibleCase(services, request, member);
  const { area, reference } = stored.case;
  if (!isLeadOf(member, area)) throw notYours();
  await audit.record({ area, reference, staff: member.id, what: "record", at: request.now });
  const first = stored.events[0]?.at ?? stored.case.receivedAt;
  const [sources, readings] = await Promise.all([
    planSourcesOf(services, stored, request.now),
    audit.ofCase({ area, reference }, first, request.now),
  ]);
  const copy = subjectAccessCopy({ ...sources, readings }, request.now);
  return request.wantsPage ? page(200, recordPage(copy, member.roles)) : json(200, copy);
});
