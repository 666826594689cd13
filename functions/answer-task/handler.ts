import { randomUUID } from "node:crypto";
import { areaStore } from "../adapters/area-store.ts";
import { caseStore, type StoredCase } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { workflow } from "../adapters/workflow.ts";
import type { StaffMember } from "../core/area-rules.ts";
import type { Task } from "../core/case.ts";
import { taskView } from "../core/case-views.ts";
import type { Refusal } from "../core/refusals.ts";
import { supportView } from "../core/support-limit.ts";
import { api } from "../http/api.ts";
import { fromForm, valuesOf } from "../http/form.ts";
import { problemOf, signInNeeded } from "../http/problems.ts";
import { formBody, isForm, jsonBody, parameter, type Request, refuseForeignOrigin } from "../http/request.ts";
import { json, page, type Response } from "../http/responses.ts";
import { signedIn, toSignIn } from "../http/staff.ts";
import { findTask, mustMayAnswer } from "../http/task-access.ts";
import { answeredPage, taskPage } from "../pages/index.ts";
import { changeCase } from "../platform/case-changes.ts";
import { planSourcesOf, servicesOffered } from "../platform/plan-sources.ts";
import { settlePlaces } from "../platform/settle-places.ts";
import { wake } from "../platform/wake.ts";
import { Environment } from "./environment.ts";
import { takeChosenPlace } from "./take-chosen-place.ts";

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

/** Takes an answer: once, whoever repeats it; the workflow is told and asks the case what comes next. */
export const handler = api(async (request) => {
  refuseForeignOrigin(request, BASE_URL);
  const handle = parameter(request, "handle");
  const { stored, task } = await findTask(services, handle);
  const member = await signedIn(services, request);
  if (!member) return askToSignIn(request);
  mustMayAnswer(member, stored, task);
  const answer = isForm(request) ? fromForm(task.kind, formBody(request)) : jsonBody(request);
  const chosen = await takeChosenPlace(services.staff, stored.case, task, answer);
  if ("refusal" in chosen) return await refuse(request, chosen.refusal, { stored, task, member });
  const changed = await changeCase(services, stored.case, {
    command: { type: "answer", handle, answer, mustTell: isForm(request) },
    by: { kind: "staff", id: member.id },
    now: request.now,
  });
  if (chosen.tookPlace) await settlePlaces(services, stored.case);
  if ("refusal" in changed) return await refuse(request, changed.refusal, { stored, task, member });
  await wake(services.cases, flow, changed, request.now);
  const { reference, stage } = changed.stored.case;
  return isForm(request)
    ? page(200, answeredPage({ reference, stage, roles: member.roles }))
    : json(200, { reference, stage });
});

/** A form keeps what was typed and tells each mistake at its field; everything else is a problem. */
async function refuse(
  request: Request,
  refusal: Refusal,
  { stored, task, member }: { stored: StoredCase; task: Task; member: StaffMember },
): Promise<Response> {
  if (refusal.type !== "not-valid" || !isForm(request)) throw problemOf(refusal);
  const sources = await planSourcesOf(services, stored, request.now);
  return page(
    422,
    taskPage({
      roles: member.roles,
      handle: task.handle,
      view: {
        ...taskView(sources, task, request.now),
        ...supportView(stored.case, sources.rules, request.now),
      },
      services: await servicesOffered(services.areas, sources.rules),
      places: sources.rules.places.value,
      attemptId: randomUUID(),
      now: request.now,
      values: valuesOf(formBody(request)),
      errors: refusal.errors,
    }),
  );
}

function askToSignIn(request: Request): Response {
  if (isForm(request)) return toSignIn(request);
  throw signInNeeded();
}
