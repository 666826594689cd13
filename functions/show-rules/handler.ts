import { AreaNotPublished, areaStore } from "../adapters/area-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { areaView } from "../core/area-view.ts";
import { londonDate } from "../core/calendar.ts";
import { isLeadOf } from "../core/permissions.ts";
import { api } from "../http/api.ts";
import { json, page } from "../http/responses.ts";
import { notYours, signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import { rulesPage } from "../pages/index.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = { sessions: sessionStore(table), staff: staffStore(table) };
const areas = areaStore(table);

/** The lead's own area: its rules with their sources, those that begin later, and the services imported for it. */
export const handler = api(async (request) => {
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return await toSignIn(services, request);
  if (!isLeadOf(member, member.area)) throw notYours();
  const today = londonDate(request.now);
  const [all, imported] = await Promise.all([areas.everyVersion(member.area), areas.servicesOf(member.area)]);
  const rules = all.findLast(({ effectiveFrom }) => effectiveFrom <= today);
  if (!rules) throw new AreaNotPublished(`${member.area} has no rules on ${today}: run publish-areas`);
  const later = all.filter(({ effectiveFrom }) => effectiveFrom > today);
  if (request.wantsPage)
    return page(200, rulesPage({ roles: member.roles, rules, later, imported, now: request.now }));
  return json(200, {
    ...areaView(rules, imported),
    servicesImportedOn: imported?.importedOn,
    later: later.map((version) => areaView(version)),
  });
});
