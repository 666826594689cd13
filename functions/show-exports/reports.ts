import type { AreaStore } from "../adapters/area-store.ts";
import type { ExportStore, Release } from "../adapters/export-store.ts";
import type { ReadAudit } from "../adapters/read-audit.ts";
import type { StaffWithPlaces } from "../adapters/staff-store.ts";
import { londonDate } from "../core/calendar.ts";
import { maySeeExportsOf } from "../core/permissions.ts";
import { comparisonOf } from "../core/reporting/comparison.ts";
import { linesOf } from "../core/reporting/find-row.ts";
import { rowsFromCsv } from "../core/reporting/read-csv.ts";
import { notFound } from "../http/problems.ts";
import { releaseView } from "../http/release-view.ts";
import type { Request } from "../http/request.ts";
import { json, page, type Response } from "../http/responses.ts";
import { notYours } from "../http/staff.ts";
import { type ReadRelease, reportsPage } from "../pages/releases/reports-page.ts";

interface ReportServices {
  readonly areas: AreaStore;
  readonly exports: ExportStore;
  readonly audit: ReadAudit;
}

/**
 * An area's newest release, or that of the quarter asked for, beside England's of the same quarter and rule. England's
 * figures are public once they are released; only its files are the national role's.
 */
export async function reportsFor(
  services: ReportServices,
  member: StaffWithPlaces,
  request: Request,
): Promise<Response> {
  const isNational = member.roles.includes("national");
  if (!isNational && !maySeeExportsOf(member, member.area)) throw notYours();
  const listed = await services.areas.listedOn(londonDate(request.now));
  const wanted = isNational ? request.query.area || undefined : (request.query.area ?? member.area);
  const area = listed.find(({ id }) => id === wanted);
  // Another area is as unknown as none.
  if (wanted !== undefined && (!area || !maySeeExportsOf(member, wanted))) throw notFound();
  const releases = area ? await services.exports.list(area.id) : [];
  const quarters = [...new Set(releases.map(({ quarter }) => quarter))].sort().reverse();
  const quarter = request.query.quarter || quarters[0];
  const found = await bestOf(
    services,
    releases.filter((release) => release.quarter === quarter),
  );
  if (area && found) {
    const reference = found.own.item.id;
    await services.audit.record({
      area: area.id,
      reference,
      staff: member.id,
      what: "reports",
      at: request.now,
    });
  }
  if (!request.wantsPage) return json(200, viewOf(found));
  const areas = isNational ? listed : [];
  return page(200, reportsPage({ roles: member.roles, areas, area, quarters, ...found }));
}

interface Found {
  readonly own: ReadRelease;
  readonly england: ReadRelease | undefined;
}

/** The newest that England can stand beside; without any, the newest. */
async function bestOf({ exports }: ReportServices, releases: readonly Release[]): Promise<Found | undefined> {
  const ofEngland = releases.length === 0 ? [] : await exports.list("england");
  const besides = (own: Release) =>
    ofEngland.findLast(({ quarter, profile }) => quarter === own.quarter && profile === own.profile);
  const own = releases.findLast((release) => besides(release) !== undefined) ?? releases.at(-1);
  if (!own) return undefined;
  const england = besides(own);
  return { own: await read(exports, own), england: england && (await read(exports, england)) };
}

async function read(exports: ExportStore, release: Release): Promise<ReadRelease> {
  const csv = await exports.readFile(release, "measures.csv");
  return { item: releaseView(release), lines: linesOf(rowsFromCsv(csv ?? "")) };
}

function viewOf(found: Found | undefined) {
  if (!found) return { tables: [] };
  const { own, england } = found;
  const tables = comparisonOf({ own: own.lines, england: england?.lines, profile: own.item.profile });
  return { own: own.item, england: england?.item, tables };
}
