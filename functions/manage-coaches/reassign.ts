import type { StaffWithPlaces } from "../adapters/staff-store.ts";
import type { FieldError } from "../core/field-errors.ts";
import { BulkReassignBody } from "../core/staff-bodies.ts";
import type { Instant } from "../core/texts.ts";
import { fromStaffForm, valuesOf } from "../http/form.ts";
import { notFound, notValidProblem } from "../http/problems.ts";
import { checkedWith, formBody, isForm, jsonBody, type Request } from "../http/request.ts";
import { json, page, type Response } from "../http/responses.ts";
import { choosePage, handedOverPage, reassignPage } from "../pages/index.ts";
import { foreseeHandOver } from "../platform/foresee-hand-over.ts";
import type { QueueServices } from "../platform/serve-queue.ts";
import { giveToOthers, mistakesOfHandOver } from "./change-staff.ts";
import { foreseenView, memberView } from "./member-view.ts";

/** Whose people and to whom, as far as it was chosen. */
const Chosen = BulkReassignBody.pick({ from: true, to: true });

const nobodyChosen: FieldError = { pointer: "/from", detail: "Choose whose people" };

/** The pages on which it is chosen and looked at before it is done. Changes nothing. */
export async function showReassign(
  services: QueueServices,
  request: Request,
  lead: StaffWithPlaces,
): Promise<Response> {
  const sent = Object.entries(request.query);
  if (request.wantsPage && sent.length === 0) return await choose(services, lead, new URLSearchParams(), []);
  // A form sends the fields that were left empty, too.
  const query = Object.fromEntries(sent.filter(([, value]) => value !== ""));
  const errors = await mistakesOfChoice(services, lead, query, request.now);
  if (errors.length > 0) {
    if (request.wantsPage) return await choose(services, lead, new URLSearchParams(query), errors);
    throw notValidProblem(errors);
  }
  return await look(services, request, { lead, fields: new URLSearchParams(query), errors: [] });
}

async function mistakesOfChoice(
  services: QueueServices,
  lead: StaffWithPlaces,
  query: Readonly<Record<string, string>>,
  now: Instant,
): Promise<readonly FieldError[]> {
  if (query.from === undefined) return [nobodyChosen];
  const checked = checkedWith(Chosen, query);
  if ("errors" in checked) return checked.errors;
  return await mistakesOfHandOver(services, lead, checked.data, now);
}

/** Gives all of a coach's people to others; a form that cannot be taken is shown again with what was typed. */
export async function reassign(
  services: QueueServices,
  request: Request,
  lead: StaffWithPlaces,
): Promise<Response> {
  const sent = isForm(request) ? fromStaffForm("reassign", formBody(request)) : jsonBody(request);
  const checked = checkedWith(BulkReassignBody, sent);
  const done = "errors" in checked ? checked : await giveToOthers(services, lead, checked.data, request.now);
  if (!isForm(request)) {
    if ("errors" in done) throw notValidProblem(done.errors);
    return json(200, done);
  }
  const fields = formBody(request);
  if (!("errors" in done)) {
    return page(
      200,
      handedOverPage({ ...done, roles: lead.roles }, { action: "/area/reassign", fields: [...fields] }),
    );
  }
  const isAboutWhom = done.errors.some(({ pointer }) => pointer !== "/reason");
  return isAboutWhom
    ? await choose(services, lead, fields, done.errors)
    : await look(services, request, { lead, fields, errors: done.errors });
}

async function choose(
  { staff }: QueueServices,
  lead: StaffWithPlaces,
  fields: URLSearchParams,
  errors: readonly FieldError[],
): Promise<Response> {
  const members = (await staff.inArea(lead.area)).map(memberView);
  const status = errors.length > 0 ? 422 : 200;
  return page(status, choosePage({ roles: lead.roles, staff: members, values: valuesOf(fields), errors }));
}

interface Looking {
  readonly lead: StaffWithPlaces;
  readonly fields: URLSearchParams;
  readonly errors: readonly FieldError[];
}

/** Who would go to whom; both are known to work here, or to have worked here. */
async function look(
  services: QueueServices,
  request: Request,
  { lead, fields, errors }: Looking,
): Promise<Response> {
  const named = async (field: "from" | "to") => {
    const id = fields.get(field)?.toLowerCase();
    return id ? await services.staff.evenIfGone(lead.area, id) : undefined;
  };
  const [from, to] = await Promise.all([named("from"), named("to")]);
  if (!from) throw notFound();
  const isGoing = from.handsOverSince !== undefined;
  const people = await foreseeHandOver(services, { from, to: to?.id, isGoing }, request.now);
  if (!request.wantsPage) return json(200, { items: people.map(foreseenView) });
  const view = {
    roles: lead.roles,
    from: memberView(from),
    to: to && memberView(to),
    people,
    values: valuesOf(fields),
    errors,
  };
  return page(errors.length > 0 ? 422 : 200, reassignPage(view));
}
