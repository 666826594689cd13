import { randomUUID } from "node:crypto";
import { areaStore } from "../adapters/area-store.ts";
import { caseStore, type StoredCase } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { personIndex } from "../adapters/person-index.ts";
import { placeStore } from "../adapters/place-store.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { readAudit } from "../adapters/read-audit.ts";
import { signer } from "../adapters/server-key.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { type StaffWithPlaces, staffStore } from "../adapters/staff-store.ts";
import { workflow } from "../adapters/workflow.ts";
import { type AskedCommand, type CommandName, commandBodies, isCommandName } from "../core/command-bodies.ts";
import { fingerprintOf } from "../core/decide/decision.ts";
import type { KeyedRequest } from "../core/events.ts";
import type { FieldError } from "../core/field-errors.ts";
import { isLeadOf, mayCommand } from "../core/permissions.ts";
import { sharedPlan } from "../core/shared-plan.ts";
import type { Instant } from "../core/texts.ts";
import { api } from "../http/api.ts";
import { findVisibleCase } from "../http/case-access.ts";
import { formField, fromCommandForm, onceField, valuesOf } from "../http/form.ts";
import { notFound, Problem, problemOf, signInNeeded } from "../http/problems.ts";
import {
  formBody,
  hashOf,
  idempotencyKey,
  isForm,
  jsonBody,
  parameter,
  type Request,
  refuseForeignOrigin,
  valid,
} from "../http/request.ts";
import { json, page, type Response, seeOther } from "../http/responses.ts";
import { notYours, signedIn, toSignIn } from "../http/staff.ts";
import { casePage } from "../pages/index.ts";
import type { Changed } from "../platform/case-changes.ts";
import { caseView, partsOfPage } from "../platform/case-view.ts";
import { continueElsewhere } from "../platform/continue-elsewhere.ts";
import { errorFacts, logger } from "../platform/logger.ts";
import { planSourcesOf } from "../platform/plan-sources.ts";
import { wake, wakeOpened } from "../platform/wake.ts";
import { carryOut } from "./carry-out.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  cases: caseStore(table),
  areas: areaStore(table),
  pointers: pointerStore(table),
  sessions: sessionStore(table),
  staff: staffStore(table),
  places: placeStore(table),
  people: personIndex(table, signer(table)),
  audit: readAudit(table),
};
type Made = Extract<Changed, { stored: unknown }>;

const flow = workflow(STATE_MACHINE_ARN);

/** What coach and lead do with a case outside its tasks: once, whoever repeats it with its key. */
export const handler = api(async (request) => {
  refuseForeignOrigin(request, BASE_URL);
  const member = await signedIn(services, request);
  if (!member) {
    if (isForm(request)) return await toSignIn(services, request);
    throw signInNeeded();
  }
  const stored = await findVisibleCase(services, request, member);
  const name = parameter(request, "command");
  if (!isCommandName(name)) throw notFound();
  if (!mayCommand(member, stored.case, name)) throw notYours();
  const asked = { member, stored, name };
  try {
    return await change(request, asked);
  } catch (error) {
    if (!(error instanceof Problem) || !isForm(request)) throw error;
    return await shownAgain(request, asked, error);
  }
});

interface Asked {
  readonly member: StaffWithPlaces;
  readonly stored: StoredCase;
  readonly name: CommandName;
}

async function change(request: Request, { member, stored, name }: Asked): Promise<Response> {
  const sent = isForm(request) ? fromCommandForm(name, formBody(request)) : jsonBody(request);
  const asked = { name, body: valid(commandBodies[name], sent) } as AskedCommand;
  const changed = await carryOut(services, stored, asked, {
    by: { kind: "staff", id: member.id },
    now: request.now,
    request: keyed(request, name, sent),
  });
  if ("refusal" in changed) throw problemOf(changed.refusal);
  await tellWorkflows(changed, request.now);
  const after = changed.stored;
  const { reference, stage } = after.case;
  if (isForm(request)) return seeOther(`/cases/${reference}?done=${name}`);
  return json(200, { reference, stage, ...(await moreToSay(asked, after, request.now)) });
}

/** The page of the case with the form open, what was typed in it, and what is wrong. */
async function shownAgain(
  request: Request,
  { member, stored, name }: Asked,
  { status, message, more }: Problem,
): Promise<Response> {
  const { area } = stored.case;
  const isLead = isLeadOf(member, area);
  const opening = { staff: member.id, isLead, at: request.now, baseUrl: BASE_URL };
  const fields = formBody(request);
  const errors = (more.errors as FieldError[] | undefined) ?? [{ pointer: "", detail: message }];
  const refused = { id: fields.get(formField) ?? name, values: valuesOf(fields), errors };
  const view = await caseView(services, stored, opening);
  const parts = await partsOfPage(services, stored, opening);
  const made = { refused, once: randomUUID(), now: request.now };
  return page(status, casePage({ ...view, ...parts, roles: member.roles, ...made }));
}

/**
 * The request's key with what it asks for; hashed with the key, so that nobody can guess what was asked for. A form
 * carries its key in a field.
 */
function keyed(request: Request, name: string, sent: unknown): KeyedRequest | undefined {
  const inForm = isForm(request) ? formBody(request).get(onceField) : null;
  const text = inForm ?? request.headers["idempotency-key"];
  const key = inForm === null ? idempotencyKey(request) : hashOf(inForm);
  if (key === undefined) return undefined;
  return { key: key.slice(0, 32), body: fingerprintOf([text, name, sent]) };
}

/** The case's own workflow, and that of the case in which the journey goes on. What fails here is done later. */
async function tellWorkflows(changed: Made, now: Instant): Promise<void> {
  const { stored } = changed;
  await wake(services.cases, flow, changed, now);
  const { continuesAs } = stored.case;
  if (!continuesAs || continuesAs.opened) return;
  try {
    const joined = await continueElsewhere(services, stored, continuesAs, now);
    if (!joined) await wakeOpened(flow, continuesAs);
    else if ("stored" in joined) await wake(services.cases, flow, joined, now);
  } catch (error) {
    logger.warn("not continued elsewhere yet", errorFacts(error));
  }
}

/** Where the person goes on, and what may be handed to whom the plan is shared with. */
async function moreToSay(asked: AskedCommand, after: StoredCase, now: Instant) {
  if (asked.name === "transfer") return { newReference: after.case.continuesAs?.reference };
  if (asked.name !== "share") return {};
  return { shared: sharedPlan(await planSourcesOf(services, after, now), asked.body.with) };
}
