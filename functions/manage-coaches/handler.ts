import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { sessionStore } from "../adapters/session-store.ts";
import type { StaffWithPlaces } from "../adapters/staff-store.ts";
import { workflow } from "../adapters/workflow.ts";
import { londonDate } from "../core/calendar.ts";
import type { FieldError } from "../core/field-errors.ts";
import { isLeadOf } from "../core/permissions.ts";
import { MemberBody, mistakesOfMember, NewMemberBody } from "../core/staff-bodies.ts";
import { EmailAddress } from "../core/texts.ts";
import { api } from "../http/api.ts";
import { fromStaffForm, valuesOf } from "../http/form.ts";
import { notFound, notValidProblem } from "../http/problems.ts";
import {
  checkedWith,
  formBody,
  isForm,
  jsonBody,
  parameter,
  type Request,
  refuseForeignOrigin,
} from "../http/request.ts";
import { json, page, type Response, seeOther } from "../http/responses.ts";
import { notYours, signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import { addCoachPage, coachesPage, coachPage, handedOverPage, leavingPage } from "../pages/index.ts";
import { foreseeHandOver } from "../platform/foresee-hand-over.ts";
import { queueServices } from "../platform/serve-queue.ts";
import { wake } from "../platform/wake.ts";
import { isOnlyLead, keepMember, memberLeaves } from "./change-staff.ts";
import { Environment } from "./environment.ts";
import { foreseenView, memberView } from "./member-view.ts";
import { reassign, showReassign } from "./reassign.ts";

const { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const flow = workflow(STATE_MACHINE_ARN);
const cases = caseStore(table);
const services = {
  ...queueServices(table, (changed, now) => wake(cases, flow, changed, now)),
  sessions: sessionStore(table),
};

/** The lead adds, changes and removes who works in the area, and gives a coach's people to others in one go. */
export const handler = api(async (request) => {
  if (request.method !== "GET") refuseForeignOrigin(request, BASE_URL);
  const lead = await signedInUnlessBrowser(services, request);
  if (!lead) return await toSignIn(services, request, "/area/coaches");
  if (!isLeadOf(lead, lead.area)) throw notYours();
  switch (`${request.method} ${request.resource}`) {
    case "GET /area/coaches":
      return await list(request, lead);
    case "GET /area/coaches/add":
      return page(200, addCoachPage({ roles: lead.roles, rules: await rulesOf(lead, request) }));
    case "GET /area/coaches/{email}":
      return await show(request, lead);
    case "PUT /area/coaches/{email}":
    case "POST /area/coaches":
      return await keep(request, lead);
    case "GET /area/coaches/{email}/leaving":
      return await showLeaving(request, lead);
    case "GET /area/reassign":
      return await showReassign(services, request, lead);
    case "POST /area/reassign":
      return await reassign(services, request, lead);
    default:
      return await leave(request, lead);
  }
});

async function list(request: Request, lead: StaffWithPlaces): Promise<Response> {
  const items = (await services.staff.inArea(lead.area)).map(memberView);
  if (!request.wantsPage) return json(200, { items });
  const saved = items.find(({ email }) => email === request.query.saved);
  return page(200, coachesPage({ roles: lead.roles, items, rules: await rulesOf(lead, request), saved }));
}

async function show(request: Request, lead: StaffWithPlaces): Promise<Response> {
  const member = await presentMember(lead, addressIn(request));
  if (!request.wantsPage) return json(200, memberView(member));
  return page(
    200,
    coachPage({ roles: lead.roles, member: memberView(member), rules: await rulesOf(lead, request) }),
  );
}

async function keep(request: Request, lead: StaffWithPlaces): Promise<Response> {
  const sent = isForm(request) ? fromStaffForm("member", formBody(request)) : jsonBody(request);
  const rules = await rulesOf(lead, request);
  const mistakes = mistakesOfMember(sent, rules);
  const named = request.parameters.email === undefined;
  const checked = checkedWith(named ? NewMemberBody : MemberBody, sent, mistakes);
  if ("errors" in checked) return await refuseMember(request, lead, checked.errors);
  const { email: inBody, ...body } = checked.data as MemberBody & { email?: string };
  const id = inBody ?? addressIn(request);
  const { member, handedOver } = await keepMember(services, lead, { id, body, now: request.now });
  if (!isForm(request)) return json(200, { ...memberView(member), ...handedOver });
  if (!handedOver) return seeOther(`/area/coaches?saved=${encodeURIComponent(id)}`);
  const again: [string, string][] = [
    ["from", id],
    ["reason", "They are no coach any more"],
  ];
  return page(
    200,
    handedOverPage({ ...handedOver, roles: lead.roles }, { action: "/area/reassign", fields: again }),
  );
}

/** The form that was sent is shown again with what was typed. */
async function refuseMember(
  request: Request,
  lead: StaffWithPlaces,
  errors: readonly FieldError[],
): Promise<Response> {
  if (!isForm(request)) throw notValidProblem(errors);
  const fields = formBody(request);
  const rules = await rulesOf(lead, request);
  const typed = { values: valuesOf(fields), errors };
  const email = fields.get("email")?.toLowerCase() ?? "";
  if (fields.get("form") !== "change") return page(422, addCoachPage({ roles: lead.roles, rules, typed }));
  const member = memberView(await presentMember(lead, email));
  return page(422, coachPage({ roles: lead.roles, member, rules, typed }));
}

/** What happens when somebody leaves, before it does. */
async function showLeaving(request: Request, lead: StaffWithPlaces): Promise<Response> {
  const from = await presentMember(lead, addressIn(request));
  const people = await foreseeHandOver(services, { from, isGoing: true }, request.now);
  if (!request.wantsPage) return json(200, { items: people.map(foreseenView) });
  const onlyLead = isOnlyLead(await services.staff.inArea(lead.area), from);
  return page(
    200,
    leavingPage({ roles: lead.roles, member: memberView(from), people, isOnlyLead: onlyLead }),
  );
}

async function leave(request: Request, lead: StaffWithPlaces): Promise<Response> {
  const handed = await memberLeaves(services, lead, addressIn(request), request.now);
  if (!isForm(request)) return json(200, handed);
  return page(200, handedOverPage({ ...handed, roles: lead.roles }, { action: request.path, fields: [] }));
}

/** The address of the path, in lower case; 422 when it is none. */
function addressIn(request: Request): string {
  const email = EmailAddress.toLowerCase().safeParse(parameter(request, "email"));
  if (email.success) return email.data;
  throw notValidProblem([{ pointer: "/email", detail: "The path must end with an email address" }]);
}

/** Another area's staff are as unknown as nobody. */
async function presentMember(lead: StaffWithPlaces, id: string): Promise<StaffWithPlaces> {
  const member = (await services.staff.inArea(lead.area)).find((each) => each.id === id);
  if (!member) throw notFound();
  return member;
}

async function rulesOf(lead: StaffWithPlaces, request: Request) {
  return await services.areas.rulesOn(lead.area, londonDate(request.now));
}
