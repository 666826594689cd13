import { areaStore } from "../adapters/area-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { ExportStore, type Release } from "../adapters/export-store.ts";
import { readAudit } from "../adapters/read-audit.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { type StaffWithPlaces, staffStore } from "../adapters/staff-store.ts";
import { londonDate } from "../core/calendar.ts";
import { maySeeExportsOf } from "../core/permissions.ts";
import { api } from "../http/api.ts";
import { notFound } from "../http/problems.ts";
import { releaseView } from "../http/release-view.ts";
import { parameter, type Request } from "../http/request.ts";
import { json, page, type Response } from "../http/responses.ts";
import { notYours, signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import { exportsPage } from "../pages/index.ts";
import { policyOfReport } from "../pages/report/style.ts";
import { Environment } from "./environment.ts";
import { reportsFor } from "./reports.ts";

const { TABLE_NAME, EXPORTS_BUCKET } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  sessions: sessionStore(table),
  staff: staffStore(table),
  areas: areaStore(table),
  exports: new ExportStore(EXPORTS_BUCKET),
  audit: readAudit(table),
};

const contentTypes: Record<string, string> = {
  csv: "text/csv; charset=utf-8",
  json: "application/csvm+json",
  html: "text/html; charset=utf-8",
};

/** Releases, their files, and what one may compare, for those who may publish them. */
export const handler = api(async (request) => {
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return await toSignIn(services, request);
  if (request.resource === "/reports") return await reportsFor(services, member, request);
  return request.parameters.id === undefined
    ? await listFor(member, request)
    : await fileFor(member, request);
});

async function listFor(member: StaffWithPlaces, request: Request): Promise<Response> {
  const isNational = member.roles.includes("national");
  if (!isNational && !maySeeExportsOf(member, member.area)) throw notYours();
  const releases = await services.exports.list(isNational ? undefined : member.area);
  const items = releases.map(releaseView);
  if (!request.wantsPage) return json(200, { items });
  const listed = await services.areas.listedOn(londonDate(request.now));
  const names = new Map(listed.map(({ id, name }) => [id, name]));
  const made = items.find(({ id }) => id === request.query.made);
  return page(200, exportsPage({ items, names, made, roles: member.roles }));
}

async function fileFor(member: StaffWithPlaces, request: Request): Promise<Response> {
  const id = parameter(request, "id");
  const file = parameter(request, "file");
  const release = await find(id);
  // Another area's release is as unknown as none.
  if (!release || !maySeeExportsOf(member, release.area)) throw notFound();
  const body = await services.exports.readFile(release, file);
  if (body === undefined) throw notFound();
  await services.audit.record({
    area: release.area,
    reference: id,
    staff: member.id,
    what: file,
    at: request.now,
  });
  const type = contentTypes[file.split(".").at(-1) ?? ""] ?? "application/octet-stream";
  const headers: Record<string, string> = { "content-type": type };
  // A report bears its own style sheet, whatever that was when it was written.
  if (file.endsWith(".html")) headers["content-security-policy"] = policyOfReport(body);
  return { status: 200, headers, body };
}

/** A release's id begins with its area. */
async function find(id: string): Promise<Release | undefined> {
  const [area = ""] = id.split("_");
  if (!/^[a-z0-9-]{2,80}$/.test(area)) return undefined;
  return (await services.exports.list(area)).find((release) => release.id === id);
}
