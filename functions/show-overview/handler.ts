import { AreaNotPublished, areaStore } from "../adapters/area-store.ts";
import { caseLists } from "../adapters/case-lists.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { personIndex } from "../adapters/person-index.ts";
import { queueStore } from "../adapters/queue-store.ts";
import { signer } from "../adapters/server-key.ts";
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
import { possibleDuplicates } from "../platform/possible-duplicates.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  sessions: sessionStore(table),
  staff: staffStore(table),
  cases: caseStore(table),
  lists: caseLists(table),
  people: personIndex(table, signer(table)),
  areas: areaStore(table),
  queue: queueStore(table),
};

/** The lead's overview of their area: who waits and why, what nobody does, and how the coaches are loaded. */
export const handler = api(async (request) => {
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return await toSignIn(services, request);
  if (!isLeadOf(member, member.area)) throw notYours();
  const overview = withLinks(await overviewIn(member.area, request.now));
  return request.wantsPage
    ? page(200, overviewPage({ ...overview, roles: member.roles, now: request.now }))
    : json(200, overview);
});

async function overviewIn(area: string, now: Instant): Promise<Overview> {
  const [versions, staff, cases, queued] = await Promise.all([
    services.areas.rulesUntil(area, londonDate(now)),
    services.staff.inArea(area),
    services.lists.casesUnderWay(area),
    services.queue.inArea(area).then(({ cases: keys }) => services.cases.loadMany(keys)),
  ]);
  const rules = versions.at(-1);
  if (!rules) throw new AreaNotPublished(`${area} has no rules: run publish-areas`);
  const summaries = cases.map(({ summary }) => summary);
  const duplicates = await possibleDuplicates(services, area, summaries);
  const waiting = queued.filter((stored) => isQueued(stored.case));
  return overviewOf({ versions, staff, cases, queued: waiting, duplicates }, rules, now);
}

/** Tasks and pairs with the pages on which to see to them. */
function withLinks(overview: Overview) {
  const linked = <Entry extends { readonly task?: string | undefined }>({ task, ...entry }: Entry) => ({
    ...entry,
    ...(task === undefined ? {} : { taskUrl: `${BASE_URL}/tasks/${task}` }),
  });
  return {
    ...overview,
    waiting: overview.waiting.map(linked),
    unassignedTasks: overview.unassignedTasks.map(linked),
    escalatedTasks: overview.escalatedTasks.map(linked),
    unreachedAddresses: overview.unreachedAddresses.map(linked),
    duplicates: overview.duplicates.map((pair) => ({
      ...pair,
      compareUrl: `${BASE_URL}/area/duplicates/${pair.earlier.reference}/${pair.later.reference}`,
    })),
    links: { rules: `${BASE_URL}/areas/${overview.area}`, coaches: `${BASE_URL}/area/coaches` },
  };
}
