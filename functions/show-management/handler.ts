import { z } from "zod";
import { areaStore } from "../adapters/area-store.ts";
import { caseLists } from "../adapters/case-lists.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { readAudit } from "../adapters/read-audit.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { datePlusDays, type LondonDate, londonDate } from "../core/calendar.ts";
import { maySeeManagement } from "../core/permissions.ts";
import { managementView } from "../core/reporting/management.ts";
import { periodOfMonth, writtenMonth } from "../core/reporting/measure.ts";
import { api } from "../http/api.ts";
import { notValidProblem } from "../http/problems.ts";
import { valid } from "../http/request.ts";
import { json, page } from "../http/responses.ts";
import { notYours, signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import { managementPage } from "../pages/management-page.ts";
import { areaScope, standardsIn } from "../platform/reporting-sources.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  areas: areaStore(table),
  lists: caseLists(table),
  sessions: sessionStore(table),
  staff: staffStore(table),
};
const audit = readAudit(table);

/** Without a month: this one, as far as it has gone. */
const Asked = z.strictObject({
  month: z.string().regex(writtenMonth, "Enter a month, like 2026-03").optional(),
});

/** The true figures of a month, for those who run the service of their own area. Each view is in the read audit. */
export const handler = api(async (request) => {
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return await toSignIn(services, request);
  if (!maySeeManagement(member)) throw notYours();
  const today = londonDate(request.now);
  const { month = today.slice(0, 7) } = valid(Asked, request.query);
  const period = periodOfMonth(month);
  if (period.from > request.now) {
    throw notValidProblem([{ pointer: "/month", detail: "Choose a month that has begun" }]);
  }
  const { area } = member;
  await audit.record({
    area,
    reference: "management",
    staff: member.id,
    what: `management ${month}`,
    at: request.now,
  });
  const listing = (await services.areas.listedOn(today)).find(({ id }) => id === area);
  const view = await managementView({
    period,
    scope: areaScope(listing, { atEvent: today, today }),
    facts: services.lists.everyFact(area),
    standardsOf: await standardsIn(services.areas, [area], today),
    asAt: request.now,
  });
  if (!request.wantsPage) return json(200, view);
  return page(200, managementPage({ roles: member.roles, view, months: monthsUntil(today) }));
});

/** Months to choose from: the last two years, the newest first. */
function monthsUntil(today: LondonDate): string[] {
  const months: string[] = [];
  for (let month = today.slice(0, 7); months.length < 24; ) {
    months.push(month);
    month = datePlusDays(`${month}-01`, -1).slice(0, 7);
  }
  return months;
}
