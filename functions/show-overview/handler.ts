import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { queueStore } from "../adapters/queue-store.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { isQueued } from "../core/assignment/queue.ts";
import { londonDate } from "../core/calendar.ts";
import { type Overview, overviewOf } from "../core/overview.ts";
import { isLeadOf } from "../core/permissions.ts";
import type { Instant } from "../core/texts.ts";
import { api } from "../http/api.ts";
import { json, page } from "../http/responses.ts";
import { notYours, signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import { overviewPage } from "../pages/index.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = { sessions: sessionStore(table), staff: staffStore(table) };
const cases = caseStore(table);
const areas = areaStore(table);
const queue = queueStore(table);

/** The lead's overview of their area: who waits and why, what nobody does, and how the coaches are loaded. */
export const handler = api(async (request) => {
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return toSignIn(request);
  if (!isLeadOf(member, member.area)) throw notYours();
  const overview = withLinks(await overviewIn(member.area, request.now));
  return request.wantsPage
    ? page(200, overviewPage({ ...overview, roles: member.roles, now: request.now }))
    : json(200, overview);
});

async function overviewIn(area: string, now: Instant): Promise<Overview> {
  const [rules, staff, summaries, queued] = await Promise.all([
    areas.rulesOn(area, londonDate(now)),
    services.staff.inArea(area),
    cases.summariesIn(area),
    queue.inArea(area).then(({ cases: keys }) => cases.loadMany(keys)),
  ]);
  const waiting = queued.filter((stored) => isQueued(stored.case));
  return overviewOf({ rules, staff, summaries, queued: waiting }, now);
}

function withLinks({ waiting, unassignedTasks, escalatedTasks, ...rest }: Overview) {
  const linked = <Entry extends { readonly task?: string | undefined }>({ task, ...entry }: Entry) => ({
    ...entry,
    ...(task === undefined ? {} : { taskUrl: `${BASE_URL}/tasks/${task}` }),
  });
  return {
    ...rest,
    waiting: waiting.map(linked),
    unassignedTasks: unassignedTasks.map(linked),
    escalatedTasks: escalatedTasks.map(linked),
    links: { rules: `${BASE_URL}/areas/${rest.area}`, coaches: `${BASE_URL}/area/coaches` },
  };
}
