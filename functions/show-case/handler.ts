import { randomUUID } from "node:crypto";
import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { personIndex } from "../adapters/person-index.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { readAudit } from "../adapters/read-audit.ts";
import { signer } from "../adapters/server-key.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { isCommandName } from "../core/command-bodies.ts";
import { isLeadOf } from "../core/permissions.ts";
import { api } from "../http/api.ts";
import { findVisibleCase } from "../http/case-access.ts";
import type { Request } from "../http/request.ts";
import { json, page } from "../http/responses.ts";
import { signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import { casePage, doneWords } from "../pages/index.ts";
import { caseView, partsOfPage } from "../platform/case-view.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  areas: areaStore(table),
  cases: caseStore(table),
  pointers: pointerStore(table),
  sessions: sessionStore(table),
  staff: staffStore(table),
  people: personIndex(table, signer(table)),
  audit: readAudit(table),
};

/** One person's case, for their coach and the area's lead. */
export const handler = api(async (request) => {
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return await toSignIn(services, request);
  const stored = await findVisibleCase(services, request, member);
  const { area } = stored.case;
  const isLead = isLeadOf(member, area);
  const opening = { staff: member.id, isLead, at: request.now, baseUrl: BASE_URL };
  const view = await caseView(services, stored, opening);
  if (!request.wantsPage) return json(200, view);
  const parts = await partsOfPage(services, stored, opening);
  const made = { done: doneIn(request), once: randomUUID(), now: request.now };
  return page(200, casePage({ ...view, ...parts, roles: member.roles, ...made }));
});

/** After a form: what was done, in one of our own sentences whatever the link says. */
function doneIn({ query }: Request): string | undefined {
  return query.done !== undefined && isCommandName(query.done) ? doneWords[query.done] : undefined;
}
