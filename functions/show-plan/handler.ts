import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { readAudit } from "../adapters/read-audit.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { londonDate } from "../core/calendar.ts";
import type { PlanSources } from "../core/plan-view.ts";
import { sharedDocument } from "../core/shared-plan.ts";
import { type PlanReader, planReaders } from "../core/words.ts";
import { api } from "../http/api.ts";
import { findVisibleCase } from "../http/case-access.ts";
import { notFound, notValidProblem, problemOf } from "../http/problems.ts";
import type { Request } from "../http/request.ts";
import { json, page, type Response } from "../http/responses.ts";
import { signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import { planPage, sharedPlanPage } from "../pages/index.ts";
import type { ForStaff } from "../pages/staff-menu.ts";
import { documentOfPlan, planSourcesOf } from "../platform/plan-sources.ts";
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

/** What is asked for, and by whom. */
interface Reading extends ForStaff {
  readonly request: Request;
}

/**
 * The plan as a document, for the person's coach and the area's lead: as the person has it, or what the GP or the
 * employer may see of it, by the person's consent and after it was shared. Each opening is audited.
 */
export const handler = api(async (request) => {
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return toSignIn(request);
  const stored = await findVisibleCase(services, request, member);
  const reader = readerIn(request);
  const sources = await planSourcesOf(services, stored, request.now);
  const { roles } = member;
  const shown = reader
    ? sharedWith(sources, reader, { request, roles })
    : await ofThePerson(sources, { request, roles });
  const { area, reference } = stored.case;
  const what = reader ? `plan for ${reader}` : "plan";
  await audit.record({ area, reference, staff: member.id, what, at: request.now });
  return shown;
});

/** Undefined for the person's own document; 422 for a reader whom no plan goes to. */
function readerIn({ query }: Request): PlanReader | undefined {
  if (query.for === undefined) return undefined;
  const reader = planReaders.find((each) => each === query.for);
  if (reader) return reader;
  throw notValidProblem([{ pointer: "/for", detail: `Choose one of: ${planReaders.join(", ")}` }]);
}

function sharedWith(sources: PlanSources, reader: PlanReader, { request, roles }: Reading): Response {
  const { wantsPage, now } = request;
  const document = sharedDocument(sources, reader);
  if ("refusal" in document) throw problemOf(document.refusal);
  return wantsPage ? page(200, sharedPlanPage(document, roles, now)) : json(200, document);
}

async function ofThePerson(
  sources: Awaited<ReturnType<typeof planSourcesOf>>,
  { request: { wantsPage, now }, roles }: Reading,
): Promise<Response> {
  if (!sources.referral) throw notFound();
  const document = await documentOfPlan(services.staff, sources);
  if (!wantsPage) return json(200, document);
  const back = { href: `/cases/${encodeURIComponent(document.reference)}`, label: "Back to the case" };
  return page(200, planPage({ document, today: londonDate(now), back, roles }));
}
