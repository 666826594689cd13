import { referenceData } from "../../areas/reference-data.ts";
import { AreaNotPublished, type AreaStore } from "../adapters/area-store.ts";
import type { CaseStore } from "../adapters/case-store.ts";
import { type ExportStore, type Release, ReleaseIsFixed } from "../adapters/export-store.ts";
import { highsSolver } from "../adapters/highs-solver.ts";
import type { RedirectCounter } from "../adapters/redirect-counter.ts";
import type { AreaRules } from "../core/area-rules.ts";
import { boundsOfQuarter, type LondonDate, londonDate } from "../core/calendar.ts";
import { fingerprintOf } from "../core/decide/decision.ts";
import { type AreaListing, coverOf } from "../core/place/area-listing.ts";
import { boardOn } from "../core/place/board.ts";
import { type AreaScope, type Counted, countRelease } from "../core/reporting/build.ts";
import { changesBetween } from "../core/reporting/changes.ts";
import { toCsv } from "../core/reporting/csv.ts";
import type { Profile } from "../core/reporting/disclosure.ts";
import { CaseFacts } from "../core/reporting/facts.ts";
import { rulesAtReceipt, type Standards, standardsOf } from "../core/reporting/measure.ts";
import { checkRelease } from "../core/reporting/register.ts";
import type { Instant } from "../core/texts.ts";
import { filesOf } from "./files.ts";

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

export type Made =
  | { readonly release: Release }
  | { readonly refusal: "no-change" }
  /** `figures`: the withheld figures that this release would give away, whatever it withheld itself. */
  | { readonly refusal: "release-clash"; readonly figures: readonly string[] };

/** Two people who publish at the same moment are one after the other; more than a few at once do not happen. */
const mostTries = 5;

/**
 * Builds, checks and publishes one release. Refuses one that says what the last of its kind says, and one that the
 * register or the audit forbids. Repeatable: a build that broke off is taken up where it was.
 */
export async function makeRelease(
  services: ReleaseServices,
  asked: ReleaseAsked,
  asAt: Instant,
): Promise<Made> {
  const { partition, counted } = await countedFor(services, asked, asAt);
  for (let tries = 1; ; tries += 1) {
    try {
      return await publishChecked(services, { asked, asAt, partition, counted });
    } catch (error) {
      if (!(error instanceof ReleaseIsFixed) || tries === mostTries) throw error;
    }
  }
}

interface ToPublish {
  readonly asked: ReleaseAsked;
  readonly asAt: Instant;
  readonly partition: readonly string[];
  readonly counted: Counted;
}

/** The place in the register is taken before anything is published: what was not entered was not checked. */
async function publishChecked({ exports }: ReleaseServices, given: ToPublish): Promise<Made> {
  const { asked, asAt, partition, counted } = given;
  const { area, quarter, profile } = asked;
  const [all, entries] = await Promise.all([exports.list(area), exports.registered(quarter)]);
  const ofItsKind = all.filter((release) => release.quarter === quarter && release.profile === profile);
  const last = ofItsKind.at(-1);
  const checked = checkRelease(counted, partition, entries, await highsSolver());
  if ("clashes" in checked) return { refusal: "release-clash", figures: checked.clashes };
  const before = last && entries.find(({ release }) => release === last.id)?.rows;
  const csv = toCsv(checked.rows);
  if (before && toCsv(before) === csv) return { refusal: "no-change" };
  // With its content in its name a build that broke off never stands in the way of the next.
  const id = `${area}_${quarter}_${profile}_${ofItsKind.length + 1}-${fingerprintOf(csv).slice(0, 8)}`;
  if (!entries.some(({ release }) => release === id)) {
    await exports.enter({ ...checked.registered, release: id, rows: checked.rows }, entries.length);
  }
  const supersedes = last ? { supersedes: last.id } : {};
  const files = filesOf({
    rows: checked.rows,
    changes: before && changesBetween(before, checked.rows),
    described: { areaName: counted.about.area_name, quarter, profile, asAt, ...supersedes },
  });
  const release: Release = {
    id,
    area,
    quarter,
    profile,
    asAt,
    files: files.map(({ name }) => name),
    ...supersedes,
  };
  for (const { name, ...file } of files) await exports.putFile(release, name, file);
  await exports.publish(release);
  return { release };
}

async function countedFor(services: ReleaseServices, asked: ReleaseAsked, asAt: Instant) {
  const { quarter, profile } = asked;
  const { lastDay } = boundsOfQuarter(quarter);
  const listed = await services.areas.listedOn(lastDay);
  const areas = asked.area === "england" ? listed : listed.filter(({ id }) => id === asked.area);
  const ids = areas.map(({ id }) => id);
  const counted = await countRelease({
    scope: asked.area === "england" ? "england" : scopeOf(areas, quarter, londonDate(asAt)),
    quarter,
    profile,
    asAt,
    facts: factsIn(services.cases, ids),
    standardsOf: await standardsIn(services.areas, ids, lastDay),
    redirectedOutOfArea: asked.area === "england" ? await services.redirected.inQuarter(quarter) : 0,
  });
  return { partition: listed.map(({ id }) => id), counted };
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
