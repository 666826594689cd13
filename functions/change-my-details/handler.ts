import { areaStore } from "../adapters/area-store.ts";
import { caseStore, type StoredCase } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { signer } from "../adapters/server-key.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { workflow } from "../adapters/workflow.ts";
import { londonDate } from "../core/calendar.ts";
import { commandBodies } from "../core/command-bodies.ts";
import type { Command } from "../core/commands.ts";
import { type FieldError, fieldErrors } from "../core/field-errors.ts";
import { ConsentsRequest } from "../core/my/requests.ts";
import type { ContactDetails, Referral } from "../core/referral.ts";
import { consentNames } from "../core/words.ts";
import { api } from "../http/api.ts";
import { fromCommandForm } from "../http/form.ts";
import {
  changeable,
  detailsPage,
  kept,
  myContact,
  myPath,
  nothingToChange,
  openUntil,
} from "../http/my-details.ts";
import { caseOfPersonToken } from "../http/person-links.ts";
import { codeNeeded, notValidProblem, problemOf } from "../http/problems.ts";
import { formBody, isForm, jsonBody, parameter, type Request, refuseForeignOrigin } from "../http/request.ts";
import { json, page, type Response, seeOther } from "../http/responses.ts";
import { myLockedPage } from "../pages/index.ts";
import type { MyForm } from "../pages/my-details-pages.ts";
import { changeCase } from "../platform/case-changes.ts";
import { wake } from "../platform/wake.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const sessions = sessionStore(table);
const services = {
  cases: caseStore(table),
  areas: areaStore(table),
  pointers: pointerStore(table),
  signer: signer(table),
};
const flow = workflow(STATE_MACHINE_ARN);

/** The commands that a request comes to, or what is wrong with it. */
type Read = { readonly commands: readonly Command[] } | { readonly errors: readonly FieldError[] };

/** The person changes how they are reached, or what they agree to, after a code has opened their details. */
export const handler = api(async (request) => {
  refuseForeignOrigin(request, BASE_URL);
  const stored = await caseOfPersonToken(services, parameter(request, "token"));
  const known = changeable(stored);
  if (!known) return nothingToChange(request, stored);
  const form: MyForm = request.resource === "/my/{token}/consents" ? "consents" : "contact-details";
  const until = await openUntil(sessions, request, stored);
  if (until === undefined) return locked(request, form);
  const read = form === "consents" ? consentsFrom(request, stored) : contactFrom(request, known.referral);
  const errors = "errors" in read ? read.errors : await carryOut(stored, read.commands, request.now);
  if (errors.length === 0) return done(request, stored, form);
  if (!isForm(request)) throw notValidProblem(errors);
  const told = { refused: { form, errors }, typed: formBody(request), openUntil: until };
  return page(422, detailsPage(request, known, told));
});

/** Nothing is saved before a code; what was typed goes along to the page that asks for one. */
function locked(request: Request, form: MyForm): Response {
  if (!isForm(request)) throw codeNeeded();
  return page(401, myLockedPage({ path: myPath(request), kept: kept(form, formBody(request)) }));
}

function contactFrom(request: Request, referral: Referral): Read {
  const before = myContact(referral);
  const sent = isForm(request) ? fromCommandForm("contact-details", formBody(request)) : jsonBody(request);
  const emptied = isForm(request) ? emptiedFields(before, formBody(request)) : [];
  const parsed = commandBodies["contact-details"].safeParse(sent);
  const errors = [...(parsed.success ? [] : fieldErrors(parsed.error)), ...emptied];
  if (!parsed.success || errors.length > 0) return { errors };
  const changed = Object.entries(parsed.data).filter(
    ([name, value]) => before[name as keyof ContactDetails] !== value,
  );
  const contact: ContactDetails = Object.fromEntries(changed);
  return { commands: changed.length > 0 ? [{ type: "contact-details", contact }] : [] };
}

/** Details can be replaced here, and are deleted by whoever knows whether another way is left. */
function emptiedFields(before: ContactDetails, fields: URLSearchParams): FieldError[] {
  const texts = { email: "email address", phone: "phone number", preferredTimes: "time" } as const;
  return (Object.keys(texts) as (keyof typeof texts)[])
    .filter((name) => before[name] !== undefined && fields.get(name)?.trim() === "")
    .map((name) => ({
      pointer: `/${name}`,
      detail: `Enter another ${texts[name]}, or the one from before. To have it deleted, ask your coach`,
    }));
}

function consentsFrom(request: Request, { case: given }: StoredCase): Read {
  const sent = isForm(request) ? fromCommandForm("consents", formBody(request)) : jsonBody(request);
  const parsed = ConsentsRequest.safeParse(sent);
  if (!parsed.success) return { errors: fieldErrors(parsed.error) };
  const on = londonDate(request.now);
  const commands = consentNames.flatMap((which): Command[] => {
    const answer = parsed.data[which];
    return answer === undefined || answer === given.consents[which]
      ? []
      : [{ type: "consent", which, given: answer, on }];
  });
  return { commands };
}

/** Mistakes that only the decider can tell; any other refusal is a problem. */
async function carryOut(
  stored: StoredCase,
  commands: readonly Command[],
  now: string,
): Promise<readonly FieldError[]> {
  for (const command of commands) {
    const changed = await changeCase(services, stored.case, { command, by: { kind: "person" }, now });
    if ("refusal" in changed) {
      if (changed.refusal.type === "not-valid") return changed.refusal.errors;
      throw problemOf(changed.refusal);
    }
    await wake(services.cases, flow, changed, now);
  }
  return [];
}

function done(request: Request, stored: StoredCase, form: MyForm): Response {
  if (isForm(request)) return seeOther(`${myPath(request)}/details?saved=${form}`);
  const { reference, stage } = stored.case;
  return json(200, { reference, stage });
}
