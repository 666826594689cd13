import { z } from "zod";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { type StaffWithPlaces, staffStore } from "../adapters/staff-store.ts";
import { isOverdue, nameInLists } from "../core/case-views.ts";
import { isLeadOf, mayListCases } from "../core/permissions.ts";
import { stages } from "../core/stages.ts";
import { CaseSummary } from "../core/summary.ts";
import type { Instant } from "../core/texts.ts";
import { api } from "../http/api.ts";
import { notValidProblem } from "../http/problems.ts";
import { type Request, valid } from "../http/request.ts";
import { json, page } from "../http/responses.ts";
import { notYours, signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import { casesPage } from "../pages/index.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = { sessions: sessionStore(table), staff: staffStore(table) };
const cases = caseStore(table);

const Filter = z.strictObject({
  stage: z.enum(stages).optional(),
  overdue: z.enum(["true", "false"]).optional(),
  coach: z.string().max(200).optional(),
  next: z.string().max(2000).optional(),
});

/** Summaries read from the index at once, and how often for one answer: filters may leave few of each. */
const pageSize = 100;
const mostPages = 20;

/** A coach's own people, or the area's for its lead: oldest referral first, without those whose case is closed. */
export const handler = api(async (request) => {
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return toSignIn(request);
  if (!mayListCases(member)) throw notYours();
  const list = await listFor(member, request);
  return request.wantsPage
    ? page(200, casesPage({ ...list, roles: member.roles, now: request.now }))
    : json(200, list);
});

async function listFor(member: StaffWithPlaces, request: Request) {
  const filter = valid(Filter, request.query);
  const listed: CaseSummary[] = [];
  let next = filter.next && cursorFrom(filter.next, member.area);
  for (let pages = 0; pages < mostPages && listed.length < pageSize; pages++) {
    const page = await cases.inArea(member.area, { after: next, limit: pageSize });
    const summaries = page.items.map((item) => CaseSummary.parse(item.summary));
    listed.push(...summaries.filter((summary) => isListed(summary, member, filter, request.now)));
    next = page.next;
    if (next === undefined) break;
  }
  const names = await namesOf(member.area, listed);
  return {
    items: listed.map((summary) => itemOf(summary, names, request.now)),
    ...(next ? { next: Buffer.from(next).toString("base64url") } : {}),
  };
}

/** A cursor that we gave for this area; 422 for anything else. */
function cursorFrom(text: string, area: string): string {
  const Cursor = z.strictObject({
    pk: z.string().startsWith(`${area}#CASE#`),
    sk: z.literal("CASE"),
    area: z.literal(area),
    areaSort: z.string(),
  });
  const decoded = Buffer.from(text, "base64url").toString();
  const cursor = z.preprocess((json) => (isJson(json) ? JSON.parse(json) : undefined), Cursor);
  if (cursor.safeParse(decoded).success) return decoded;
  throw notValidProblem([{ pointer: "/next", detail: "Use the `next` of the page before, as it was" }]);
}

function isJson(text: unknown): text is string {
  try {
    JSON.parse(String(text));
    return true;
  } catch {
    return false;
  }
}

function isListed(
  { stage, coach, openTasks }: CaseSummary,
  member: StaffWithPlaces,
  filter: z.infer<typeof Filter>,
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
    })),
  };
}
