import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { sessionStore } from "../adapters/session-store.ts";
import type { StaffWithPlaces } from "../adapters/staff-store.ts";
import { workflow } from "../adapters/workflow.ts";
import { londonDate } from "../core/calendar.ts";
import type { FieldError } from "../core/field-errors.ts";
import { loadOf } from "../core/overview.ts";
import { AvailabilityBody, mistakesOfAvailability } from "../core/staff-bodies.ts";
import { api } from "../http/api.ts";
import { fromStaffForm, valuesOf } from "../http/form.ts";
import { notValidProblem } from "../http/problems.ts";
import {
  checkedWith,
  formBody,
  isForm,
  jsonBody,
  type Request,
  refuseForeignOrigin,
} from "../http/request.ts";
import { json, page, type Response, seeOther } from "../http/responses.ts";
import { notYours, signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import { availabilityPage } from "../pages/index.ts";
import { queueServices, serveQueueAtBest } from "../platform/serve-queue.ts";
import { wake } from "../platform/wake.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const flow = workflow(STATE_MACHINE_ARN);
const cases = caseStore(table);
const services = {
  ...queueServices(table, (changed, now) => wake(cases, flow, changed, now)),
  sessions: sessionStore(table),
};

/** A coach's own capacity and absences. Less room than people moves nobody; more room is given to whoever waits. */
export const handler = api(async (request) => {
  if (request.method !== "GET") refuseForeignOrigin(request, BASE_URL);
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return toSignIn(request);
  if (!member.roles.includes("coach")) throw notYours();
  return request.method === "GET" ? shown(request, member) : await change(request, member);
});

function shown(request: Request, member: StaffWithPlaces): Response {
  const { capacity, away, holding } = loadOf(member);
  return request.wantsPage
    ? page(200, availabilityPage({ ...loadOf(member), roles: member.roles }))
    : json(200, { capacity, away, holding });
}

async function change(request: Request, member: StaffWithPlaces): Promise<Response> {
  const sent = isForm(request) ? fromStaffForm("availability", formBody(request)) : jsonBody(request);
  const mistakes = mistakesOfAvailability(sent, londonDate(request.now));
  const checked = checkedWith(AvailabilityBody, sent, mistakes);
  if ("errors" in checked) return refuse(request, member, checked.errors);
  if (!(await services.staff.changeAvailability(member, checked.data))) throw notYours();
  await serveQueueAtBest(services, member.area, request.now);
  if (isForm(request)) return seeOther("/availability");
  const { capacity = member.capacity, away = member.away } = checked.data;
  return shown(request, { ...member, capacity, away });
}

/** A form is shown again with what was typed. */
function refuse(request: Request, member: StaffWithPlaces, errors: readonly FieldError[]): Response {
  if (!isForm(request)) throw notValidProblem(errors);
  const values = valuesOf(formBody(request));
  return page(422, availabilityPage({ ...loadOf(member), roles: member.roles, values, errors }));
}
