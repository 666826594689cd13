import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { sessionStore } from "../adapters/session-store.ts";
import type { StaffWithPlaces } from "../adapters/staff-store.ts";
import { workflow } from "../adapters/workflow.ts";
import { londonDate } from "../core/calendar.ts";
import type { FieldError } from "../core/field-errors.ts";
import { isLeadOf } from "../core/permissions.ts";
import { BulkReassignBody, MemberBody, mistakesOfMember, NewMemberBody } from "../core/staff-bodies.ts";
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
import { coachesPage, coachPage, handedOverPage } from "../pages/index.ts";
import type { HandedOver } from "../platform/hand-over.ts";
import { queueServices } from "../platform/serve-queue.ts";
import { wake } from "../platform/wake.ts";
import { giveToOthers, keepMember, memberLeaves } from "./change-staff.ts";
import { Environment } from "./environment.ts";
import { memberView } from "./member-view.ts";

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
  if (!lead) return toSignIn(request, "/area/coaches");
  if (!isLeadOf(lead, lead.area)) throw notYours();
  switch (`${request.method} ${request.resource}`) {
    case "GET /area/coaches":
      return await list(request, lead);
    case "GET /area/coaches/{email}":
      return await show(request, lead);
    case "PUT /area/coaches/{email}":
    case "POST /area/coaches":
      return await keep(request, lead);
    case "POST /area/reassign":
      return await reassign(request, lead);
    default:
      return await leave(request, lead);
  }
});

async function list(request: Request, lead: StaffWithPlaces): Promise<Response> {
  const items = (await services.staff.inArea(lead.area)).map(memberView);
  if (!request.wantsPage) return json(200, { items });
  return page(200, coachesPage({ roles: lead.roles, items, rules: await rulesOf(lead, request) }));
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
  const kept = await keepMember(services, lead, { id: inBody ?? addressIn(request), body, now: request.now });
  return isForm(request)
    ? seeOther("/area/coaches")
    : json(200, { ...memberView(kept.member), ...kept.handedOver });
}

/** A form is shown again with what was typed. */
async function refuseMember(
  request: Request,
  lead: StaffWithPlaces,
  errors: readonly FieldError[],
): Promise<Response> {
  if (!isForm(request)) throw notValidProblem(errors);
  const items = (await services.staff.inArea(lead.area)).map(memberView);
  const rules = await rulesOf(lead, request);
  return page(
    422,
    coachesPage({ roles: lead.roles, items, rules, values: valuesOf(formBody(request)), errors }),
  );
}

async function leave(request: Request, lead: StaffWithPlaces): Promise<Response> {
  const handed = await memberLeaves(services, lead, addressIn(request), request.now);
  return answerOf(request, lead, handed);
}

async function reassign(request: Request, lead: StaffWithPlaces): Promise<Response> {
  const sent = isForm(request) ? fromStaffForm("reassign", formBody(request)) : jsonBody(request);
  const checked = checkedWith(BulkReassignBody, sent);
  const done = "errors" in checked ? checked : await giveToOthers(services, lead, checked.data, request.now);
  if (!("errors" in done)) return answerOf(request, lead, done);
  return await refuseMember(request, lead, done.errors);
}

function answerOf(request: Request, { roles }: StaffWithPlaces, handed: HandedOver): Response {
  return isForm(request) ? page(200, handedOverPage({ ...handed, roles })) : json(200, handed);
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
