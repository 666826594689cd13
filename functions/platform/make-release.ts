import { isDeepStrictEqual } from "node:util";
import type { AreaStore } from "../adapters/area-store.ts";
import type { CaseLists } from "../adapters/case-lists.ts";
import { type ExportStore, type Release, ReleaseIsFixed } from "../adapters/export-store.ts";
import { highsSolver } from "../adapters/highs-solver.ts";
import type { RedirectCounter } from "../adapters/redirect-counter.ts";
import { boundsOfQuarter, londonDate } from "../core/calendar.ts";
import { fingerprintOf } from "../core/decide/decision.ts";
import { type Counted, countRelease, type Row, rowsOf } from "../core/reporting/build.ts";
import { type Change, changesBetween } from "../core/reporting/changes.ts";
import { toCsv } from "../core/reporting/csv.ts";
import type { Profile } from "../core/reporting/disclosure.ts";
import { standardsOf } from "../core/reporting/measure.ts";
import { type Checked, checkRelease, type RegisterEntry } from "../core/reporting/register.ts";
import type { Instant } from "../core/texts.ts";
import { filesOf } from "./release-files.ts";
import { areaScope, factsIn, standardsIn } from "./reporting-sources.ts";

export interface ReleaseServices {
  readonly lists: Pick<CaseLists, "everyFact">;
  readonly areas: AreaStore;
  readonly redirected: RedirectCounter;
  readonly exports: ExportStore;
}

export interface ReleaseAsked {
  /** A pilot area's id, or "england". */
  readonly area: string;
  readonly quarter: string;
  readonly profile: Profile;
  /** Made by the clock, and not because somebody asked for it. */
  readonly scheduled?: true;
  /** The request that asks, as a hash of its key. Whoever repeats it is answered with the release that it made. */
  readonly request?: string;
}

export type Made = { readonly release: Release } | Refused | { readonly refusal: "idempotency-key-reused" };
export type Refused =
  | { readonly refusal: "no-change"; readonly last: Release }
  /** `figures`: the withheld figures that this release would give away, whatever it withheld itself. */
  | { readonly refusal: "release-clash"; readonly figures: readonly string[] };

/** What a release would be if it were made now. */
export type Previewed =
  | {
      readonly rows: readonly Row[];
      readonly changes: readonly Change[] | undefined;
      readonly supersedes: string | undefined;
    }
  | Refused;

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
  const repeated = await madeBefore(services.exports, asked);
  if (repeated) return repeated;
  const { partition, counted } = await countedFor(services, asked, asAt);
  for (let tries = 1; ; tries += 1) {
    try {
      return await publishChecked(services, { asked, asAt, partition, counted });
    } catch (error) {
      if (!(error instanceof ReleaseIsFixed) || tries === mostTries) throw error;
    }
  }
}

/** What this request, sent before, has made; another request may not have its key. */
async function madeBefore(exports: ExportStore, asked: ReleaseAsked): Promise<Made | undefined> {
  if (asked.request === undefined) return undefined;
  const release = (await exports.list(asked.area)).find(({ request }) => request === asked.request);
  if (!release) return undefined;
  const isSame = release.quarter === asked.quarter && release.profile === asked.profile;
  return isSame ? { release } : { refusal: "idempotency-key-reused" };
}

interface ToPublish {
  readonly asked: ReleaseAsked;
  readonly asAt: Instant;
  readonly partition: readonly string[];
  readonly counted: Counted;
}

interface Draft {
  readonly id: string;
  readonly checked: Exclude<Checked, { clashes: unknown }>;
  /** measures.csv. */
  readonly csv: string;
  /** Since the last of its kind, where there is one. */
  readonly changes: readonly Change[] | undefined;
  readonly last: Release | undefined;
  readonly counts: string;
  readonly entries: readonly RegisterEntry[];
}

/** What a release would say and withhold, with what it would change. Nothing is kept of it. */
export async function previewRelease(
  services: ReleaseServices,
  asked: ReleaseAsked,
  asAt: Instant,
): Promise<Previewed> {
  const { partition, counted } = await countedFor(services, asked, asAt);
  const draft = await draftOf(services, { asked, asAt, partition, counted });
  if ("refusal" in draft) return draft;
  const { checked, changes, last } = draft;
  return { rows: checked.rows, changes, supersedes: last?.id };
}

/** The place in the register is taken before anything is published: what was not entered was not checked. */
async function publishChecked(services: ReleaseServices, given: ToPublish): Promise<Made> {
  const { asked, counted } = given;
  const { area, quarter, profile } = asked;
  const { exports } = services;
  const draft = await draftOf(services, given);
  if ("refusal" in draft) return (await madeBefore(exports, asked)) ?? draft;
  const { id, checked, csv, changes, last, counts, entries } = draft;
  const begun = entries.find(({ release }) => release === id);
  const { asAt } = begun ?? given;
  if (!begun) {
    const entry = { ...checked.registered, release: id, asAt, counts, rows: checked.rows };
    await exports.enter(entry, entries.length);
  }
  const supersedes = last ? { supersedes: last.id } : {};
  const files = await filesOf({
    rows: checked.rows,
    csv,
    changes,
    described: { areaName: counted.about.area_name, quarter, profile, asAt, ...supersedes },
    standards: await ownStandards(services, asked),
  });
  const release: Release = {
    id,
    area,
    quarter,
    profile,
    asAt,
    files: files.map(({ name }) => name),
    ...supersedes,
    ...(asked.scheduled ? { scheduled: true as const } : {}),
    ...(asked.request ? { request: asked.request } : {}),
  };
  for (const { name, ...file } of files) await exports.putFile(release, name, file);
  await exports.publish(release);
  return { release };
}

/** A release as it may be written now, beside everything that was released of its quarter before; or why it may not. */
async function draftOf(
  { exports }: ReleaseServices,
  { asked, partition, counted }: ToPublish,
): Promise<Draft | Refused> {
  const { area, quarter, profile } = asked;
  const [all, entries] = await Promise.all([exports.list(area), exports.registered(quarter)]);
  const ofItsKind = all.filter((release) => release.quarter === quarter && release.profile === profile);
  const last = ofItsKind.at(-1);
  const entry = entries.find(({ release }) => release === last?.id);
  const counts = fingerprintOf(toCsv(rowsOf(counted, new Set())));
  if (last && entry?.counts === counts) return { refusal: "no-change", last };
  const checked = checkRelease(counted, partition, entries, await highsSolver());
  if ("clashes" in checked) return { refusal: "release-clash", figures: checked.clashes };
  const before = entry?.rows;
  if (last && before && isDeepStrictEqual(before, checked.rows)) return { refusal: "no-change", last };
  const csv = toCsv(checked.rows);
  // With its content in its name a build that broke off never stands in the way of the next.
  const id = `${area}_${quarter}_${profile}_${ofItsKind.length + 1}-${fingerprintOf(csv).slice(0, 8)}`;
  return { id, checked, csv, changes: before && changesBetween(before, checked.rows), last, counts, entries };
}

/** The clocks in force on the quarter's last day; England has none of its own. */
async function ownStandards({ areas }: ReleaseServices, { area, quarter }: ReleaseAsked) {
  return area === "england"
    ? undefined
    : standardsOf(await areas.rulesOn(area, boundsOfQuarter(quarter).lastDay));
}

async function countedFor(services: ReleaseServices, asked: ReleaseAsked, asAt: Instant) {
  const { quarter, profile } = asked;
  const { lastDay } = boundsOfQuarter(quarter);
  const listed = await services.areas.listedOn(lastDay);
  const areas = asked.area === "england" ? listed : listed.filter(({ id }) => id === asked.area);
  const ids = areas.map(({ id }) => id);
  const counted = await countRelease({
    scope:
      asked.area === "england"
        ? "england"
        : areaScope(areas[0], { atEvent: lastDay, today: londonDate(asAt) }),
    quarter,
    profile,
    asAt,
    facts: factsIn(services.lists, ids),
    standardsOf: await standardsIn(services.areas, ids, lastDay),
    redirectedOutOfArea: asked.area === "england" ? await services.redirected.inQuarter(quarter) : 0,
  });
  return { partition: listed.map(({ id }) => id), counted };
}
