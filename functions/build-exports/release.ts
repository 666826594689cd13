import { areaNames } from "../../areas/index.ts";
import { placeData } from "../../areas/place-data.ts";
import type { AreaStore } from "../adapters/area-store.ts";
import type { CaseStore } from "../adapters/case-store.ts";
import type { ExportStore, Release } from "../adapters/export-store.ts";
import type { RedirectCounter } from "../adapters/redirect-counter.ts";
import { boundsOfQuarter, londonDate } from "../core/calendar.ts";
import { fingerprintOf } from "../core/decide/decision.ts";
import { boardOn } from "../core/place/board.ts";
import { buildMeasures, type Scope, toCsv } from "../core/reporting/build.ts";
import type { Profile } from "../core/reporting/disclosure.ts";
import { CaseFacts } from "../core/reporting/facts.ts";
import { type Standards, standardsOf } from "../core/reporting/measure.ts";
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
  const ids = asked.area === "england" ? areaNames.map(({ id }) => id) : [asked.area];
  const standards = await standardsByArea(services.areas, ids, boundsOfQuarter(quarter).firstDay);
  return toCsv(
    await buildMeasures({
      scope: scopeOf(asked.area, quarter, londonDate(asAt)),
      quarter,
      profile,
      asAt,
      facts: factsIn(services.cases, ids),
      standardsOf: ({ area }) => standards.get(area) as Standards,
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

async function standardsByArea(
  areas: AreaStore,
  ids: readonly string[],
  on: string,
): Promise<Map<string, Standards>> {
  const rules = await Promise.all(ids.map((id) => areas.rulesOn(id, on)));
  return new Map(rules.map((each) => [each.area, standardsOf(each)]));
}

function scopeOf(area: string, quarter: string, today: string): Scope {
  const named = areaNames.find(({ id }) => id === area);
  if (!named) return "england";
  const code = (on: string) => boardOn(named.icbAtLaunch, placeData.boards, on) ?? "";
  const authorities = placeData.authorities.filter(({ areas }) => areas.some(({ id }) => id === area));
  return {
    area,
    name: named.name,
    icb: { atEvent: code(boundsOfQuarter(quarter).lastDay), today: code(today) },
    places: new Map(authorities.map(({ code, name }) => [code, name])),
  };
}
