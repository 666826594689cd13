import { caseLists } from "../adapters/case-lists.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { type StaffWithPlaces, staffStore } from "../adapters/staff-store.ts";
import { nameInLists } from "../core/case-views.ts";
import { mayListCases, maySeeCase } from "../core/permissions.ts";
import type { Instant } from "../core/texts.ts";
import { isAskedAsRole, type Work, workOf } from "../core/work.ts";
import { api } from "../http/api.ts";
import { json, page } from "../http/responses.ts";
import { notYours, signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import { workPage } from "../pages/index.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = { sessions: sessionStore(table), staff: staffStore(table) };
const cases = caseStore(table);
const lists = caseLists(table);

/** What somebody is asked to do themselves today and in the days to come: where a coach begins. */
export const handler = api(async (request) => {
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return await toSignIn(services, request);
  if (!mayListCases(member) && !member.roles.includes("duty")) throw notYours();
  const work = await workFor(member, request.now);
  if (!request.wantsPage) return json(200, work);
  const { roles, holding, capacity } = member;
  const isCoach = roles.includes("coach");
  return page(
    200,
    workPage({
      ...work,
      roles,
      ...(isCoach ? { load: { holding: holding.size, capacity } } : {}),
      now: request.now,
    }),
  );
});

async function workFor(member: StaffWithPlaces, now: Instant) {
  // A coach alone is asked only about their own people.
  const coach = isAskedAsRole(member) ? undefined : member.id;
  const summaries = await lists.summariesUnderWay(member.area, coach);
  const { overdue, due, coming, supportLimits, calls, onHold } = workOf(summaries, member, now);
  const people = await peopleOf(member, [...overdue, ...due, ...coming, ...supportLimits, ...calls]);
  const task = (each: Work["due"][number]) => ({
    reference: each.reference,
    ...people.get(each.reference),
    stage: each.stage,
    kind: each.kind,
    ...(each.point ? { point: each.point } : {}),
    askedAt: each.askAt,
    dueAt: each.dueAt,
    taskUrl: `${BASE_URL}/tasks/${each.handle}`,
  });
  return {
    overdue: overdue.map(task),
    due: due.map(task),
    coming: coming.map(task),
    supportLimits: supportLimits.map(({ handle, ...limit }) => ({
      ...limit,
      ...people.get(limit.reference),
      taskUrl: `${BASE_URL}/tasks/${handle}`,
    })),
    calls: calls.map((call) => ({ ...call, ...people.get(call.reference) })),
    onHold,
  };
}

/**
 * Names are never in the index: they are read from the cases that are shown, and told only to whoever may open the
 * case. Restricted ones are never listed.
 */
async function peopleOf(member: StaffWithPlaces, listed: readonly { readonly reference: string }[]) {
  const { area } = member;
  const references = [...new Set(listed.map(({ reference }) => reference))];
  const stored = await cases.loadMany(references.map((reference) => ({ area, reference })));
  return new Map(
    stored
      .filter((each) => maySeeCase(member, each.case))
      .map(({ case: given, referral }) => [
        given.reference,
        {
          preferredName: nameInLists(given, referral),
          caseUrl: `${BASE_URL}/cases/${given.reference}`,
        },
      ]),
  );
}
