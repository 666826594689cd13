import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { ExportStore, type Release } from "../adapters/export-store.ts";
import { readAudit } from "../adapters/read-audit.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { type StaffWithPlaces, staffStore } from "../adapters/staff-store.ts";
import { maySeeExportsOf } from "../core/permissions.ts";
import { api } from "../http/api.ts";
import { notFound } from "../http/problems.ts";
import { releaseView } from "../http/release-view.ts";
import { parameter, type Request } from "../http/request.ts";
import { json, page, type Response } from "../http/responses.ts";
import { notYours, signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import { exportsPage } from "../pages/index.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, EXPORTS_BUCKET } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = { sessions: sessionStore(table), staff: staffStore(table) };
const store = new ExportStore(EXPORTS_BUCKET);
const audit = readAudit(table);

const contentTypes: Record<string, string> = {
  csv: "text/csv; charset=utf-8",
  json: "application/csvm+json",
  html: "text/html; charset=utf-8",
};

/** Releases and their files, for those who may publish them. */
export const handler = api(async (request) => {
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return await toSignIn(services, request);
  return request.parameters.id === undefined
    ? await listFor(member, request)
    : await fileFor(member, request);
});

async function listFor(member: StaffWithPlaces, request: Request): Promise<Response> {
  const isNational = member.roles.includes("national");
  if (!isNational && !maySeeExportsOf(member, member.area)) throw notYours();
  const releases = await store.list(isNational ? undefined : member.area);
  const items = releases.map(releaseView);
  return request.wantsPage ? page(200, exportsPage({ items, roles: member.roles })) : json(200, { items });
}

async function fileFor(member: StaffWithPlaces, request: Request): Promise<Response> {
  const id = parameter(request, "id");
  const file = parameter(request, "file");
  const release = await find(id);
  // Another area's release is as unknown as none.
  if (!release || !maySeeExportsOf(member, release.area)) throw notFound();
  const body = await store.readFile(release, file);
  if (body === undefined) throw notFound();
  await audit.record({ area: release.area, reference: id, staff: member.id, what: file, at: request.now });
  const type = contentTypes[file.split(".").at(-1) ?? ""] ?? "application/octet-stream";
  return { status: 200, headers: { "content-type": type }, body };
}

/** A release's id begins with its area. */
async function find(id: string): Promise<Release | undefined> {
  const [area = ""] = id.split("_");
  if (!/^[a-z0-9-]{2,80}$/.test(area)) return undefined;
  return (await store.list(area)).find((release) => release.id === id);
}
