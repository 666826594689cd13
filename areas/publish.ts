import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import {
  areaStore,
  listingKey,
  rulesKey,
  serviceSort,
  servicesPartition,
  sourceSort,
} from "../functions/adapters/area-store.ts";
import { outwardKey } from "../functions/adapters/place-store.ts";
import { ConditionFailed, everyItem, type Item, type Table } from "../functions/adapters/table.ts";
import { AreaRules, StaffMember } from "../functions/core/area-rules.ts";
import type { AreaServices } from "../functions/core/area-service.ts";
import type { AreaListing } from "../functions/core/place/area-listing.ts";
import { type AreaFile, areasFolder, readAreaFiles } from "./area-files.ts";
import { outwardRecordsIn, postcodesFile } from "./check-reference-data.ts";
import { listingOf } from "./listing.ts";
import { referenceData } from "./reference-data.ts";
import { sampleRoster } from "./sample-roster.ts";

export interface Publication {
  /** Of area files; those of this repository by default. */
  readonly folder?: string;
  /** Whether to publish invented staff, so that the service can be tried. */
  readonly sampleRoster: boolean;
  /** Whether an edited file stops everything, or is told while what was published stays in force. */
  readonly editedFiles: "refuse" | "report";
  readonly report?: (line: string) => void;
}

/** How many of each a run wrote; 0 where everything was there already. */
export interface Published {
  readonly areas: number;
  readonly services: number;
  readonly postcodes: number;
  readonly staff: number;
}

/** Files whose rules are published already, and say something else now. */
export class PublishedFilesEdited extends Error {
  override name = "PublishedFilesEdited";
}

/** Items handed over at once, so that progress can be told. */
const itemsAtOnce = 500;

/**
 * Writes what is new of the areas' rules, listings and services, the postcodes and, if asked, the sample roster.
 * Repeatable: published rules, and staff whom a lead has changed or removed since, stay as they are. Refuses,
 * before it writes anything, files that are not valid (AreaFilesNotValid) and, unless they are only to be
 * reported, edited files of published rules (PublishedFilesEdited).
 */
export async function publishAreas(table: Table, publication: Publication): Promise<Published> {
  const report = publication.report ?? (() => {});
  const files = readAreaFiles(publication.folder ?? areasFolder, await areaStore(table).everyListing());
  const compared = await Promise.all(files.areas.map((file) => comparedWithPublished(table, file)));
  const edited = compared.filter(({ state }) => state === "edited").map(adviceOnEdited);
  if (edited.length > 0 && publication.editedFiles === "refuse") {
    throw new PublishedFilesEdited(`${edited.join("\n")}\nNothing was written.`);
  }
  for (const line of edited) report(line);
  const areas = await publishRules(table, compared);
  report(`areas: ${areas} new of ${files.areas.length}`);
  const services = await publishServices(table, files.services);
  if (services > 0) report(`services: ${services} written or removed`);
  const postcodes = await publishPostcodes(table, report);
  const staff = publication.sampleRoster
    ? await publishSampleRoster(
        table,
        files.areas.map(({ listing }) => listing),
      )
    : 0;
  report(`sample staff: ${staff} new`);
  return { areas, services, postcodes, staff };
}

interface Compared {
  readonly file: string;
  readonly state: "new" | "published" | "edited";
  readonly rules: AreaRules;
  /** What is, or is to be, published; undefined where this version cannot read what is. */
  readonly inForce: AreaRules | undefined;
}

/**
 * Published values stand. Fields that the rules have gained since they were published come from the file, and those
 * they have lost go, so that rules published by an older version of WorkWell stay readable.
 */
async function comparedWithPublished(table: Table, { file, rules }: AreaFile): Promise<Compared> {
  const published = await table.get(rulesKey(rules));
  if (!published) return { file, state: "new", rules, inForce: rules };
  const completed = AreaRules.safeParse({
    ...stillKnown(rules, published),
    clocks: stillKnown(rules.clocks, published.clocks ?? {}),
  });
  const state = isDeepStrictEqual(completed.data, rules) ? "published" : "edited";
  return { file, state, rules, inForce: completed.data };
}

function stillKnown(inFile: object, published: object): Record<string, unknown> {
  const known = new Set(Object.keys(inFile));
  return {
    ...inFile,
    ...Object.fromEntries(Object.entries(published).filter(([field]) => known.has(field))),
  };
}

function adviceOnEdited({ file, rules: { area, effectiveFrom } }: Compared): string {
  return (
    `${file} /effectiveFrom: Other rules of ${area} are published from ${effectiveFrom}, and they stay in force. ` +
    `Published rules never change: undo the edit, and add ${area}.<date>.json with a new effectiveFrom.`
  );
}

/** Rules are written once. Listings are derived from them, and follow the codes of the reference data. */
async function publishRules(table: Table, all: readonly Compared[]): Promise<number> {
  let written = 0;
  for (const { state, inForce } of all) {
    if (!inForce) continue;
    const item = { ...inForce, ...rulesKey(inForce) };
    if (state === "new") written += (await putIfAbsent(table, item)) ? 1 : 0;
    else await putIfOther(table, item);
    const listed = listingOf(inForce, referenceData.authorities);
    if ("listing" in listed) await putIfOther(table, { ...listed.listing, ...listingKey(listed.listing) });
  }
  return written;
}

/** An area's list becomes what its file holds: what is no longer there goes. Answers how many items changed. */
async function publishServices(table: Table, all: readonly AreaServices[]): Promise<number> {
  let changed = 0;
  for (const { area, source, importedOn, services } of all) {
    const pk = servicesPartition(area);
    const wanted: Item[] = [
      ...services.map((service) => ({ ...service, pk, sk: serviceSort(service.id) })),
      { area, source, ...(importedOn ? { importedOn } : {}), pk, sk: sourceSort },
    ];
    const existing = await everyItem(table, { partition: pk });
    const other = wanted.filter((item) => !existing.some((each) => isDeepStrictEqual(each, item)));
    const gone = existing.filter(({ sk }) => !wanted.some((item) => item.sk === sk));
    await table.putMany(other);
    for (const { sk } of gone) await table.delete({ pk, sk });
    changed += other.length + gone.length;
  }
  return changed;
}

async function publishPostcodes(table: Table, report: (line: string) => void): Promise<number> {
  const text = readFileSync(postcodesFile, "utf8");
  const marker = { pk: "POSTCODES", sk: createHash("sha256").update(text).digest("hex") };
  if (await table.get(marker)) return 0;
  const items = outwardRecordsIn(text).map((record) => ({ ...record, ...outwardKey(record.outward) }));
  for (let done = 0; done < items.length; done += itemsAtOnce) {
    await table.putMany(items.slice(done, done + itemsAtOnce));
    report(`postcodes: ${Math.min(done + itemsAtOnce, items.length)} of ${items.length} outward codes`);
  }
  await table.put(marker);
  return items.length;
}

/** An area's marker is written last: a run that broke off is made up, and who left since does not come back. */
async function publishSampleRoster(table: Table, areas: readonly AreaListing[]): Promise<number> {
  let written = 0;
  for (const [area, members] of Map.groupBy(sampleRoster(areas), (member) => member.area)) {
    const marker = { pk: "SAMPLE-ROSTER", sk: area };
    if (await table.get(marker)) continue;
    for (const member of members) written += await publishMember(table, StaffMember.parse(member));
    await table.put(marker);
  }
  return written;
}

async function publishMember(table: Table, member: StaffMember): Promise<number> {
  const { area, id } = member;
  const key = { pk: `${area}#STAFF`, sk: id };
  const isNew = await putIfAbsent(table, { ...member, ...key });
  // Somebody who left in the meantime stays away: their address may work for another area.
  if (isNew || !(await table.get(key))?.leftAt) {
    await putIfAbsent(table, { pk: `STAFF#${id}`, sk: "STAFF", area });
  }
  return isNew ? 1 : 0;
}

/** Answers whether the item was written. */
async function putIfAbsent(table: Table, item: Item): Promise<boolean> {
  try {
    await table.put(item, { absent: true });
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}

async function putIfOther(table: Table, item: Item): Promise<void> {
  const { pk, sk } = item;
  if (!isDeepStrictEqual(await table.get({ pk, sk }), item)) await table.put(item);
}
