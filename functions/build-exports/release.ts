import { referenceData } from "../../areas/reference-data.ts";
import { AreaNotPublished, type AreaStore } from "../adapters/area-store.ts";
import type { CaseStore } from "../adapters/case-store.ts";
import type { ExportStore, Release } from "../adapters/export-store.ts";
import type { RedirectCounter } from "../adapters/redirect-counter.ts";
import type { AreaRules } from "../core/area-rules.ts";
import { boundsOfQuarter, type LondonDate, londonDate } from "../core/calendar.ts";
import { fingerprintOf } from "../core/decide/decision.ts";
import { type AreaListing, coverOf } from "../core/place/area-listing.ts";
import { boardOn } from "../core/place/board.ts";
import { type AreaScope, buildMeasures, toCsv } from "../core/reporting/build.ts";
import type { Profile } from "../core/reporting/disclosure.ts";
import { CaseFacts } from "../core/reporting/facts.ts";
import { rulesAtReceipt, type Standards, standardsOf } from "../core/reporting/measure.ts";
import type { Instant } from "../core/texts.ts";

export interface ReleaseServices {
  readonly cases: CaseStore;
  readonly areas: AreaStore;
  readonly redirected: RedirectCounter;
  readonly exports: ExportStore;
}

export interface ReleaseAsked {
  /** A pilot area's id, or "england". */
  readonly area: string;
  readonly quarter: string;
  readonly profile: Profile;
}

const file = "measures.csv";

/**
 * Builds and publishes one release. Undefined when nothing has changed since the last one of the same kind. Only
 * primary disclosure control is applied here: the audit across releases is not built yet.
 */
export async function makeRelease(
  services: ReleaseServices,
  asked: ReleaseAsked,
  asAt: Instant,
): Promise<Release | undefined> {
  const { area, quarter, profile } = asked;
  const earlier = (await services.exports.list(area)).filter(
    (release) => release.quarter === quarter && release.profile === profile,
  );
  const last = earlier.at(-1);
  const csv = await measuresCsv(services, asked, asAt);
  if (last && (await services.exports.readFile(last, file)) === csv) return undefined;
  const release: Release = {
    // With its content in its name a build that broke off never stands in the way of the next.
    id: `${area}_${quarter}_${profile}_${earlier.length + 1}-${fingerprintOf(csv).slice(0, 8)}`,
    area,
    quarter,
    profile,
    asAt,
    files: [file],
    ...(last ? { supersedes: last.id } : {}),
  };
  await services.exports.putFile(release, file, { body: csv, contentType: "text/csv; charset=utf-8" });
  await services.exports.publish(release);
  return release;
}

async function measuresCsv(services: ReleaseServices, asked: ReleaseAsked, asAt: Instant): Promise<string> {
  const { quarter, profile } = asked;
  const { lastDay } = boundsOfQuarter(quarter);
  const listed = await services.areas.listedOn(lastDay);
  const areas = asked.area === "england" ? listed : listed.filter(({ id }) => id === asked.area);
  const ids = areas.map(({ id }) => id);
  return toCsv(
    await buildMeasures({
      scope: asked.area === "england" ? "england" : scopeOf(areas, quarter, londonDate(asAt)),
      quarter,
      profile,
      asAt,
      facts: factsIn(services.cases, ids),
      standardsOf: await standardsIn(services.areas, ids, lastDay),
      redirectedOutOfArea: asked.area === "england" ? await services.redirected.inQuarter(quarter) : 0,
    }),
  );
}

/** The areas' facts, a page of the index at a time. */
async function* factsIn(cases: CaseStore, areas: readonly string[]): AsyncGenerator<CaseFacts> {
  for (const area of areas) {
    let after: string | undefined;
    do {
      const page = await cases.inArea(area, { after });
      for (const item of page.items) yield CaseFacts.parse(item.facts);
      after = page.next;
    } while (after !== undefined);
  }
}

/** A case is held to the clocks that were in force when it was received, whatever has been published since. */
async function standardsIn(
  areas: AreaStore,
  ids: readonly string[],
  until: LondonDate,
): Promise<(facts: CaseFacts) => Standards> {
  const versions = new Map<string, readonly AreaRules[]>();
  for (const id of ids) versions.set(id, await areas.rulesUntil(id, until));
  return ({ area, receivedAt }) => {
    const inForce = rulesAtReceipt(versions.get(area) ?? [], receivedAt);
    if (!inForce) throw new AreaNotPublished(`${area} has no rules by ${until}`);
    return standardsOf(inForce);
  };
}

function scopeOf([listing]: readonly AreaListing[], quarter: string, today: LondonDate): AreaScope {
  if (!listing) throw new AreaNotPublished(`the area is not listed in ${quarter}`);
  const code = (on: LondonDate) => boardOn(listing.icbAtLaunch, referenceData.boards, on) ?? "";
  const authorities = referenceData.authorities.filter((each) => coverOf(listing, each) !== undefined);
  return {
    area: listing.id,
    name: listing.name,
    icb: { atEvent: code(boundsOfQuarter(quarter).lastDay), today: code(today) },
    places: new Map(authorities.map(({ code, name }) => [code, name])),
  };
}
