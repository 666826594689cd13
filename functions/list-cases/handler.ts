import { z } from "zod";
import { areaStore } from "../adapters/area-store.ts";
import { caseLists, type List } from "../adapters/case-lists.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { type StaffWithPlaces, staffStore } from "../adapters/staff-store.ts";
import { londonDate } from "../core/calendar.ts";
import { isOverdue, nameInLists } from "../core/case-views.ts";
import { isLeadOf, mayListCases } from "../core/permissions.ts";
import { stages } from "../core/stages.ts";
import { type StandardWait, standardNames, standings, waitsIn } from "../core/standards.ts";
import type { CaseSummary } from "../core/summary.ts";
import type { Instant } from "../core/texts.ts";
import { api } from "../http/api.ts";
import { notValidProblem } from "../http/problems.ts";
import { valid } from "../http/request.ts";
import { json, page } from "../http/responses.ts";
import { notYours, signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import type { CasesView } from "../pages/cases-page.ts";
import { casesPage } from "../pages/index.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = { sessions: sessionStore(table), staff: staffStore(table) };
const cases = caseStore(table);
const lists = caseLists(table);
const areas = areaStore(table);

const Filter = z.strictObject({
  stage: z.enum(stages).optional(),
  overdue: z.enum(["true", "false"]).optional(),
  coach: z.string().max(200).optional(),
  /** People who wait for this, and how that stands against the area's standard. */
  standard: z.enum(standardNames).optional(),
  standing: z.enum(standings).optional(),
  next: z.string().max(400).optional(),
});
type Filter = z.infer<typeof Filter>;

/** Cases of one answer. */
const pageSize = 100;

/** A coach's own people, or the area's for its lead: oldest referral first, without those whose case is closed. */
export const handler = api(async (request) => {
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return await toSignIn(services, request);
  if (!mayListCases(member)) throw notYours();
  // A form sends the fields that were left empty, too.
  const filled = Object.entries(request.query).filter(([, value]) => value !== "");
  const filter = valid(Filter, Object.fromEntries(filled));
  const list = await listFor(member, filter, request.now);
  return request.wantsPage
    ? page(200, casesPage(await pageOf(member, filter, { ...list, now: request.now })))
    : json(200, list);
});

async function listFor(member: StaffWithPlaces, filter: Filter, now: Instant) {
  const { area } = member;
  const versions = await areas.rulesUntil(area, londonDate(now));
  const { listed, next } = await lists.firstWhere(
    listMeant(member, filter),
    ({ summary, facts }) =>
      isListed(summary, member, filter, now) && isMeantBy(filter, waitsIn(facts, versions, now)),
    { after: filter.next && cursorFrom(filter.next), most: pageSize },
  );
  const summaries = listed.map(({ summary }) => summary);
  const names = await namesOf(area, summaries);
  return {
    items: summaries.map((summary) => itemOf(summary, names, now)),
    ...(next ? { next: Buffer.from(next).toString("base64url") } : {}),
  };
}

function listMeant(member: StaffWithPlaces, { stage, coach }: Filter): List {
  const { area } = member;
  if (stage === "closed") return { area, isOf: "closed" };
  return { area, isOf: "under-way", coach: isLeadOf(member, area) ? coach?.toLowerCase() : member.id };
}

/** A lead may choose what to see; a coach's own list is short. */
async function pageOf(
  member: StaffWithPlaces,
  { next: _, ...filter }: Filter,
  list: Pick<CasesView, "items" | "next" | "now">,
): Promise<CasesView> {
  const { roles: own } = member;
  if (!isLeadOf(member, member.area)) return { ...list, roles: own };
  const coaches = (await services.staff.inArea(member.area)).filter(({ roles }) => roles.includes("coach"));
  return { ...list, roles: own, choice: { filter, coaches } };
}

/** A cursor that we gave; 422 for anything else. */
function cursorFrom(text: string): string {
  const cursor = Buffer.from(text, "base64url").toString();
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z#\w{10}$/.test(cursor)) return cursor;
  throw notValidProblem([{ pointer: "/next", detail: "Use the `next` of the page before, as it was" }]);
}

function isListed(
  { stage, coach, openTasks }: CaseSummary,
  member: StaffWithPlaces,
  filter: Filter,
  now: Instant,
): boolean {
  if (stage === "closed" && filter.stage !== "closed") return false;
  if (!isLeadOf(member, member.area) && coach !== member.id) return false;
  if (filter.stage && filter.stage !== stage) return false;
  if (filter.coach && filter.coach.toLowerCase() !== coach) return false;
  if (filter.overdue && (filter.overdue === "true") !== openTasks.some((task) => isOverdue(stage, task, now)))
    return false;
  return true;
}

function isMeantBy({ standard, standing }: Filter, waits: readonly StandardWait[]): boolean {
  if (!standard && !standing) return true;
  return waits.some(
    (wait) => (!standard || wait.standard === standard) && (!standing || wait.standing === standing),
  );
}

/** Names are never in the index: they are read from the cases of this page alone. Restricted ones are never listed. */
async function namesOf(
  area: string,
  summaries: readonly CaseSummary[],
): Promise<Map<string, string | undefined>> {
  const stored = await cases.loadMany(summaries.map(({ reference }) => ({ area, reference })));
  return new Map(stored.map(({ case: given, referral }) => [given.reference, nameInLists(given, referral)]));
}

function itemOf(summary: CaseSummary, names: Map<string, string | undefined>, now: Instant) {
  const { reference, stage, coach, callAsked, openTasks } = summary;
  return {
    reference,
    preferredName: names.get(reference),
    stage,
    coach,
    callAsked,
    openTasks: openTasks.map((task) => ({
      kind: task.kind,
      ...(task.point ? { point: task.point } : {}),
      dueAt: task.dueAt,
      overdue: isOverdue(stage, task, now),
      taskUrl: `${BASE_URL}/tasks/${task.handle}`,
      ...("role" in task.to ? { for: task.to.role } : {}),
    })),
  };
}
