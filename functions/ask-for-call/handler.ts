import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { signer } from "../adapters/server-key.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { workflow } from "../adapters/workflow.ts";
import { CallRequest } from "../core/my/requests.ts";
import { callWindow } from "../core/sessions.ts";
import { api } from "../http/api.ts";
import { fromCommandForm } from "../http/form.ts";
import { caseOfPersonToken } from "../http/person-links.ts";
import { problemOf, tooManyRequests } from "../http/problems.ts";
import { formBody, isForm, jsonBody, parameter, refuseForeignOrigin, valid } from "../http/request.ts";
import { json, seeOther } from "../http/responses.ts";
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

/** The person would like to be called: told to whoever supports them. Needs no code: it tells and changes nothing. */
export const handler = api(async (request) => {
  refuseForeignOrigin(request, BASE_URL);
  const token = parameter(request, "token");
  const stored = await caseOfPersonToken(services, token);
  const sent = isForm(request) ? fromCommandForm("call", formBody(request)) : jsonBody(request);
  const { when } = valid(CallRequest, sent);
  const { reference } = stored.case;
  const until = await sessions.countUse(`call ${reference}`, request.now, callWindow);
  if (until)
    throw tooManyRequests(until, request.now, "We know that you would like a call. Please wait for it.");
  const changed = await changeCase(services, stored.case, {
    command: { type: "ask-for-call", when },
    by: { kind: "person" },
    now: request.now,
  });
  if ("refusal" in changed) throw problemOf(changed.refusal);
  await wake(services.cases, flow, changed, request.now);
  if (isForm(request)) return seeOther(`/my/${encodeURIComponent(token)}#call`);
  return json(200, { reference, callAsked: changed.stored.case.callAsked });
});
