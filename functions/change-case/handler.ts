import { z } from "zod";
import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { workflow } from "../adapters/workflow.ts";
import type { Command } from "../core/commands.ts";
import { Moment, Note } from "../core/texts.ts";
import { api } from "../http/api.ts";
import { findVisibleCase } from "../http/case-access.ts";
import { fromCommandForm } from "../http/form.ts";
import { notFound, problemOf, signInNeeded } from "../http/problems.ts";
import {
  formBody,
  isForm,
  jsonBody,
  parameter,
  type Request,
  refuseForeignOrigin,
  valid,
} from "../http/request.ts";
import { json, seeOther } from "../http/responses.ts";
import { signedIn, toSignIn } from "../http/staff.ts";
import { changeCase } from "../platform/case-changes.ts";
import { wake } from "../platform/wake.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  cases: caseStore(table),
  areas: areaStore(table),
  pointers: pointerStore(table),
  sessions: sessionStore(table),
  staff: staffStore(table),
};
const flow = workflow(STATE_MACHINE_ARN);

/** What coach and lead can do with a case outside its tasks, each with the shape of its body. */
const commands = {
  note: z.strictObject({ text: Note }).transform((body): Command => ({ type: "note", ...body })),
  withdraw: z
    .strictObject({ reason: Note })
    .transform(({ reason }): Command => ({ type: "withdraw", through: "staff", reason })),
  finish: z.strictObject({}).transform((): Command => ({ type: "finish" })),
  hold: z
    .strictObject({ until: Moment, reason: Note })
    .transform((body): Command => ({ type: "hold", ...body })),
  resume: z.strictObject({}).transform((): Command => ({ type: "resume" })),
  "raise-safety": z
    .strictObject({ note: Note })
    .transform((body): Command => ({ type: "raise-safety", ...body })),
} as const;

export const handler = api(async (request) => {
  refuseForeignOrigin(request, BASE_URL);
  const member = await signedIn(services, request);
  if (!member) {
    if (isForm(request)) return toSignIn(request);
    throw signInNeeded();
  }
  const stored = await findVisibleCase(services, request, member);
  const changed = await changeCase(services, stored.case, {
    command: commandOf(request),
    by: { kind: "staff", id: member.id },
    now: request.now,
  });
  if ("refusal" in changed) throw problemOf(changed.refusal);
  await wake(services.cases, flow, changed, request.now);
  const { reference, stage } = changed.stored.case;
  return isForm(request) ? seeOther(`/cases/${reference}`) : json(200, { reference, stage });
});

function commandOf(request: Request): Command {
  const name = parameter(request, "command");
  if (!Object.hasOwn(commands, name)) throw notFound();
  const body = isForm(request) ? fromCommandForm(name, formBody(request)) : jsonBody(request);
  return valid(commands[name as keyof typeof commands], body);
}
