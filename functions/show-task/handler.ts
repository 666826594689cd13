import { randomUUID } from "node:crypto";
import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { readAudit } from "../adapters/read-audit.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { taskView } from "../core/case-views.ts";
import { supportView } from "../core/support-limit.ts";
import { whyEnded } from "../core/task-ended.ts";
import { api } from "../http/api.ts";
import { Problem } from "../http/problems.ts";
import { parameter, type Request } from "../http/request.ts";
import { json, page, type Response } from "../http/responses.ts";
import { mustMayAnswer, openable, taskAndReader } from "../http/task-access.ts";
import { taskDuePage, taskEndedPage, taskPage } from "../pages/index.ts";
import { coachesOfTask } from "../platform/coach-choices.ts";
import { planSourcesOf, servicesOffered } from "../platform/plan-sources.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  areas: areaStore(table),
  cases: caseStore(table),
  pointers: pointerStore(table),
  sessions: sessionStore(table),
  staff: staffStore(table),
};
const audit = readAudit(table);

/** A task for whoever it is for. A forwarded link shows only when it is due: reading needs a session. */
export const handler = api(async (request) => {
  const handle = parameter(request, "handle");
  const { member, stored, task } = await taskAndReader(services, request, handle);
  if (!member) return onlyDueDate(request, handle, task.dueAt);
  mustMayAnswer(member, stored, task);
  const { area, reference } = stored.case;
  const [sources] = await Promise.all([
    planSourcesOf(services, stored, request.now),
    audit.record({ area, reference, staff: member.id, what: `task ${task.kind}`, at: request.now }),
  ]);
  const view = {
    ...taskView(sources, task, request.now),
    ...supportView(stored.case, sources.rules, request.now),
  };
  if (!request.wantsPage) return json(200, view);
  const { roles } = member;
  const because = whyEnded(stored.case, task);
  const opens = openable(member, stored);
  if (because) return page(200, taskEndedPage({ because, reference: opens, roles }));
  const offered = await servicesOffered(services.areas, sources.rules);
  const places = sources.rules.places.value;
  const coaches = await coachesOfTask(services.staff, stored.case, task, request.now);
  const shown = { roles, handle, view, services: offered, places, coaches, now: request.now };
  return page(200, taskPage({ ...shown, mayOpenCase: opens !== undefined, attemptId: randomUUID() }));
});

function onlyDueDate(request: Request, handle: string, dueAt: string): Response {
  if (request.wantsPage) return page(200, taskDuePage({ handle, dueAt, now: request.now }));
  throw new Problem("sign-in-needed", "Sign in with the code we email you, then open the task.", { dueAt });
}
