import { caseStore, type StoredCase } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { readAudit } from "../adapters/read-audit.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { type StaffWithPlaces, staffStore } from "../adapters/staff-store.ts";
import { mayBeJoined } from "../core/duplicates.ts";
import { isLeadOf } from "../core/permissions.ts";
import { api } from "../http/api.ts";
import { findVisibleCase } from "../http/case-access.ts";
import { notFound } from "../http/problems.ts";
import { parameter, type Request } from "../http/request.ts";
import { json, page } from "../http/responses.ts";
import { notYours, signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import type { ComparedCase } from "../pages/compare-page.ts";
import { comparePage } from "../pages/index.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  cases: caseStore(table),
  pointers: pointerStore(table),
  sessions: sessionStore(table),
  staff: staffStore(table),
};
const audit = readAudit(table);

/** Two cases of the lead's area that may be of the same person, side by side. Opening it opens both, and is audited. */
export const handler = api(async (request) => {
  const lead = await signedInUnlessBrowser(services, request);
  if (!lead) return await toSignIn(services, request, "/area");
  if (!isLeadOf(lead, lead.area)) throw notYours();
  const one = await opened(request, lead, parameter(request, "reference"));
  const other = await opened(request, lead, parameter(request, "other"));
  if (one.reference === other.reference) throw notFound();
  const cases = [one, other] as const;
  if (!request.wantsPage) return json(200, { items: cases });
  const names = new Map((await services.staff.inArea(lead.area)).map(({ id, name }) => [id, name]));
  return page(200, comparePage({ roles: lead.roles, cases, names, now: request.now }));
});

async function opened(request: Request, lead: StaffWithPlaces, reference: string): Promise<ComparedCase> {
  const stored = await findVisibleCase(services, { ...request, parameters: { reference } }, lead);
  const { area, reference: known } = stored.case;
  await audit.record({
    area,
    reference: known,
    staff: lead.id,
    what: "case, compared with another",
    at: request.now,
  });
  return comparedFrom(stored);
}

function comparedFrom({ case: given, referral }: StoredCase): ComparedCase {
  const { reference, receivedAt, stage, coach, restricted } = given;
  return {
    reference,
    receivedAt,
    stage,
    coach,
    restricted,
    person: referral?.person,
    referrer: referral?.referrer,
    mayBeJoined: mayBeJoined(given),
    mayGoOn: stage !== "closed",
  };
}
