import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { outwardKey } from "../functions/adapters/place-store.ts";
import { ConditionFailed, type Item, type Key, type Table } from "../functions/adapters/table.ts";
import { AreaRules, StaffMember } from "../functions/core/area-rules.ts";
import { OutwardRecord } from "../functions/core/place/postcode.ts";
import { sampleRoster } from "./sample-roster.ts";

export interface Publication {
  /** Whether to publish invented staff, so that the service can be tried. */
  readonly sampleRoster: boolean;
  readonly report?: (line: string) => void;
}

/** How many of each a run wrote; 0 where everything was there already. */
export interface Published {
  readonly areas: number;
  readonly postcodes: number;
  readonly staff: number;
}

const folder = new URL("./", import.meta.url);
const postcodeFile = new URL("data/postcodes-england.jsonl", folder);
/** Items handed over at once, so that progress can be told. */
const postcodesAtOnce = 500;

/**
 * Writes what is new of the areas' rules, the postcodes and, if asked, the sample roster. Repeatable: published
 * rules, and staff whom a lead has changed or removed since, stay as they are. Refuses files that are not valid,
 * and rules that differ from those published for the same date.
 */
export async function publishAreas(table: Table, publication: Publication): Promise<Published> {
  const report = publication.report ?? (() => {});
  const rules = readAreaRules();
  const areas = await publishRules(table, rules);
  report(`areas: ${areas} new of ${rules.length}`);
  const postcodes = await publishPostcodes(table, report);
  const staff = publication.sampleRoster ? await publishSampleRoster(table) : 0;
  report(`sample staff: ${staff} new`);
  return { areas, postcodes, staff };
}

/** Every areas/*.json, checked. Refuses with every mistake of every file: file, pointer and what is wrong. */
export function readAreaRules(from: URL = folder): AreaRules[] {
  const files = readdirSync(from)
    .filter((file) => file.endsWith(".json"))
    .sort();
  const mistakes: string[] = [];
  const rules = files.flatMap((file) => {
    try {
      const checked = AreaRules.safeParse(JSON.parse(readFileSync(new URL(file, from), "utf8")));
      if (!checked.success) {
        const issues = checked.error.issues.map(
          ({ path, message }) => `${file} ${["", ...path.map(String)].join("/")}: ${message}`,
        );
        mistakes.push(...issues);
        return [];
      }
      if (!isNamedAfter(file, checked.data)) mistakes.push(`${file} /area: does not match the file's name`);
      return [checked.data];
    } catch (error) {
      mistakes.push(`${file}: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  });
  if (mistakes.length > 0) throw new Error(`The area files are not valid:\n${mistakes.join("\n")}`);
  return rules;
}

/** A later version of an area's rules stands beside the first: frimley.json, frimley.2026-04-01.json. */
function isNamedAfter(file: string, { area, effectiveFrom }: AreaRules): boolean {
  return [area, `${area}.${effectiveFrom}`].includes(basename(file, ".json"));
}

async function publishRules(table: Table, all: readonly AreaRules[]): Promise<number> {
  let written = 0;
  for (const rules of all) {
    const key: Key = { pk: `${rules.area}#RULES`, sk: rules.effectiveFrom };
    const item: Item = { ...rules, ...key };
    if (await putIfAbsent(table, item)) written += 1;
    else if (!isDeepStrictEqual(await publishedAt(table, key), rules)) {
      throw new Error(
        `${rules.area}: other rules are published from ${rules.effectiveFrom}. Published rules never change: ` +
          "add a file with a new effectiveFrom.",
      );
    }
  }
  return written;
}

/** As they are read today: a rule that was added since has its default in what was published before. */
async function publishedAt(table: Table, key: Key): Promise<AreaRules> {
  const { pk: _, sk: __, ...rules } = (await table.get(key)) ?? key;
  return AreaRules.parse(rules);
}

async function publishPostcodes(table: Table, report: (line: string) => void): Promise<number> {
  const text = readFileSync(postcodeFile, "utf8");
  const marker = { pk: "POSTCODES", sk: createHash("sha256").update(text).digest("hex") };
  if (await table.get(marker)) return 0;
  const items = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => OutwardRecord.parse(JSON.parse(line)))
    .map((record) => ({ ...record, ...outwardKey(record.outward) }));
  for (let done = 0; done < items.length; done += postcodesAtOnce) {
    await table.putMany(items.slice(done, done + postcodesAtOnce));
    report(`postcodes: ${Math.min(done + postcodesAtOnce, items.length)} of ${items.length} outward codes`);
  }
  await table.put(marker);
  return items.length;
}

/** An area's marker is written last: a run that broke off is made up, and who left since does not come back. */
async function publishSampleRoster(table: Table): Promise<number> {
  let written = 0;
  for (const [area, members] of Map.groupBy(sampleRoster(), (member) => member.area)) {
    const marker = { pk: "SAMPLE-ROSTER", sk: area };
    if (await table.get(marker)) continue;
    for (const member of members) written += await publishMember(table, StaffMember.parse(member));
    await table.put(marker);
  }
  return written;
}

async function publishMember(table: Table, member: StaffMember): Promise<number> {
  const isNew = await putIfAbsent(table, { ...member, pk: `${member.area}#STAFF`, sk: member.id });
  await putIfAbsent(table, { pk: `STAFF#${member.id}`, sk: "STAFF", area: member.area });
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
