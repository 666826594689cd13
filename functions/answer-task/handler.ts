import { randomUUID } from "node:crypto";
import { areaStore } from "../adapters/area-store.ts";
import { caseStore, type StoredCase } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { type StaffWithPlaces, staffStore } from "../adapters/staff-store.ts";
import { workflow } from "../adapters/workflow.ts";
import { londonDate } from "../core/calendar.ts";
import { type Task, taskOf } from "../core/case.ts";
import { taskView } from "../core/case-views.ts";
import { journeyView } from "../core/journey-view.ts";
import type { Refusal } from "../core/refusals.ts";
import { supportView } from "../core/support-limit.ts";
import { whyEnded } from "../core/task-ended.ts";
import { api } from "../http/api.ts";
import { fromForm, valuesOf } from "../http/form.ts";
import { problemOf, signInNeeded } from "../http/problems.ts";
import { formBody, isForm, jsonBody, parameter, type Request, refuseForeignOrigin } from "../http/request.ts";
import { json, page, type Response } from "../http/responses.ts";
import { toSignIn } from "../http/staff.ts";
import { mustMayAnswer, openable, taskAndReader } from "../http/task-access.ts";
import {
  alreadyAnsweredPage,
  answeredPage,
  type TaskPage,
  taskEndedPage,
  taskPage,
  typedInTask,
} from "../pages/index.ts";
import type { Roles } from "../pages/staff-menu.ts";
import { changeCase } from "../platform/case-changes.ts";
import { coachesOfTask } from "../platform/coach-choices.ts";
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
  const { member, stored, task } = await taskAndReader(services, request, handle);
  if (!member) return await askToSignIn(request);
  mustMayAnswer(member, stored, task);
  const answer = isForm(request) ? fromForm(task.kind, formBody(request)) : jsonBody(request);
  const chosen = await takeChosenPlace(services.staff, stored.case, task, answer);
  if ("refusal" in chosen) return await refuse(request, chosen.refusal, { member, stored, task });
  const changed = await changeCase(services, stored, {
    command: { type: "answer", handle, answer, mustTell: isForm(request) },
    by: { kind: "staff", id: member.id },
    now: request.now,
  });
  if (chosen.tookPlace) await settlePlaces(services, stored.case);
  if ("refusal" in changed) return await refuse(request, changed.refusal, { member, stored, task });
  await wake(services.cases, flow, changed, request.now);
  const { reference, stage } = changed.stored.case;
  return isForm(request)
    ? await done(request, changed.stored, { handle, roles: member.roles })
    : json(200, { reference, stage });
});

/** What happens next, as it is known before the workflow has gone on. */
async function done(
  { now }: Request,
  stored: StoredCase,
  { handle, roles }: { readonly handle: string; readonly roles: Roles },
): Promise<Response> {
  const { case: given, referral, events } = stored;
  const rules = await services.areas.rulesOn(given.area, londonDate(now));
  const { waiting } = journeyView(given, { rules, referral, events }, now);
  const isOpen = taskOf(given, handle)?.state === "open";
  const { reference, stage } = given;
  const stillOpen = isOpen ? handle : undefined;
  return page(200, answeredPage({ roles, reference, stage, waiting, stillOpen, now }));
}

interface Refused {
  readonly member: StaffWithPlaces;
  readonly stored: StoredCase;
  readonly task: Task;
}

/** A form keeps what was typed and tells each mistake at its field, or says what became of the task. */
async function refuse(
  request: Request,
  refusal: Refusal,
  { member, stored, task }: Refused,
): Promise<Response> {
  if (!isForm(request)) throw problemOf(refusal);
  const { roles } = member;
  const reference = openable(member, stored);
  const given = await pageGiven(request, { member, stored, task });
  if (refusal.type === "not-valid") return page(422, taskPage({ ...given, errors: refusal.errors }));
  const typed = typedInTask(given);
  if (refusal.type === "already-answered") return page(409, alreadyAnsweredPage({ roles, reference, typed }));
  if (refusal.type === "superseded") {
    const because = whyEnded(stored.case, task) ?? "moved-on";
    return page(410, taskEndedPage({ because, reference, typed, roles }));
  }
  const { status, message } = problemOf(refusal);
  return page(status, taskPage({ ...given, errors: [{ pointer: "", detail: message }] }));
}

/** The page of the task with what was typed. */
async function pageGiven(request: Request, { member, stored, task }: Refused): Promise<TaskPage> {
  const sources = await planSourcesOf(services, stored, request.now);
  return {
    roles: member.roles,
    handle: task.handle,
    mayOpenCase: openable(member, stored) !== undefined,
    view: {
      ...taskView(sources, task, request.now),
      ...supportView(stored.case, sources.rules, request.now),
    },
    services: await servicesOffered(services.areas, sources.rules),
    places: sources.rules.places.value,
    coaches: await coachesOfTask(services.staff, stored.case, task, request.now),
    attemptId: randomUUID(),
    now: request.now,
    values: valuesOf(formBody(request)),
  };
}

async function askToSignIn(request: Request): Promise<Response> {
  if (isForm(request)) return await toSignIn(services, request);
  throw signInNeeded();
}
