import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { z } from "zod";
import { AreaRules } from "../functions/core/area-rules.ts";
import { AreaServices } from "../functions/core/area-service.ts";
import { type FieldError, fieldErrors } from "../functions/core/field-errors.ts";
import { type AreaListing, listedOn } from "../functions/core/place/area-listing.ts";
import { findBoard, isNameOf } from "../functions/core/place/board.ts";
import { listingOf, overlapsIn } from "./listing.ts";
import { referenceData } from "./reference-data.ts";

/** A file of an area's rules, checked, with the listing derived from it. */
export interface AreaFile {
  readonly file: string;
  readonly rules: AreaRules;
  readonly listing: AreaListing;
}

export interface AreaFiles {
  readonly areas: readonly AreaFile[];
  readonly services: readonly AreaServices[];
}

/** The areas of this repository. */
export const areasFolder = fileURLToPath(new URL("./", import.meta.url));

/** The file that import-services writes and publish-areas publishes. */
export function servicesFile(folder: string, area: string): string {
  return join(folder, "services", `${area}.json`);
}

/** The files are not valid; every mistake of every file is told: file, pointer, what is wrong and what to do. */
export class AreaFilesNotValid extends Error {
  override name = "AreaFilesNotValid";

  constructor(mistakes: readonly string[]) {
    super(`The area files are not valid. Nothing was written.\n${mistakes.join("\n")}`);
  }
}

/**
 * Every <area>.json, <area>.<date>.json and services/<area>.json of a folder, checked each by itself and all
 * together with the areas that are published already. Throws AreaFilesNotValid.
 */
export function readAreaFiles(folder = areasFolder, published: readonly AreaListing[] = []): AreaFiles {
  const mistakes: string[] = [];
  const areas = jsonFilesIn(folder).flatMap((file) => {
    const { rules, listing, wrong } = areaFileFrom(join(folder, file));
    mistakes.push(...wrong.map(({ pointer, detail }) => `${file} ${pointer}: ${detail}.`));
    return rules && listing ? [{ file, rules, listing }] : [];
  });
  const ids = new Set([...areas.map(({ rules }) => rules.area), ...published.map(({ id }) => id)]);
  const services = jsonFilesIn(join(folder, "services")).flatMap((file) => {
    const { value, wrong } = parsed(join(folder, "services", file), AreaServices);
    if (value && !(ids.has(value.area) && file === `${value.area}.json`)) {
      wrong.push({ pointer: "/area", detail: "Name an area that has rules, and the file after it" });
    }
    mistakes.push(...wrong.map(({ pointer, detail }) => `services/${file} ${pointer}: ${detail}.`));
    return value ? [value] : [];
  });
  mistakes.push(...mistakesBetween(areas, published));
  if (mistakes.length > 0) throw new AreaFilesNotValid(mistakes);
  return { areas, services };
}

function jsonFilesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(".json"))
      .sort();
  } catch (error) {
    // A folder without services has no folder of them.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function areaFileFrom(path: string): {
  rules?: AreaRules | undefined;
  listing?: AreaListing;
  wrong: readonly FieldError[];
} {
  const { value: rules, wrong } = parsed(path, AreaRules);
  if (!rules) return { wrong };
  if (![rules.area, `${rules.area}.${rules.effectiveFrom}`].includes(basename(path, ".json"))) {
    const detail = `Name the file ${rules.area}.json, or ${rules.area}.${rules.effectiveFrom}.json for a later version`;
    wrong.push({ pointer: "/area", detail });
  }
  wrong.push(...mistakesOfBoard(rules));
  const listed = listingOf(rules, referenceData.authorities);
  if ("listing" in listed) return { rules, listing: listed.listing, wrong };
  return { wrong: [...wrong, ...listed.mistakes] };
}

/** The code must be a board's, and the name beside it the same board's. */
function mistakesOfBoard({ icbAtLaunch, icbAtLaunchName }: AreaRules): FieldError[] {
  const board = findBoard(referenceData.boards, icbAtLaunch);
  if (!board) {
    const detail = `${icbAtLaunch} is no board's ODS code. Use one of areas/data/icbs.json`;
    return [{ pointer: "/icbAtLaunch", detail }];
  }
  if (isNameOf(board, icbAtLaunchName)) return [];
  const detail = `${icbAtLaunch} is the code of ${board.name}. Correct the name or the code`;
  return [{ pointer: "/icbAtLaunchName", detail }];
}

function parsed<Shape extends z.ZodType>(
  path: string,
  shape: Shape,
): { value?: z.infer<Shape>; wrong: FieldError[] } {
  try {
    const checked = shape.safeParse(JSON.parse(readFileSync(path, "utf8")), { error: told });
    return checked.success ? { value: checked.data, wrong: [] } : { wrong: fieldErrors(checked.error) };
  } catch (error) {
    const detail = `${error instanceof Error ? error.message : String(error)}. Correct the JSON`;
    return { wrong: [{ pointer: "/", detail }] };
  }
}

/** zod says of what is missing only that it is undefined. */
function told({ code, input }: z.core.$ZodRawIssue): string | undefined {
  return code === "invalid_type" && input === undefined ? "This is missing. Add it" : undefined;
}

/** What no file can tell by itself: two versions of one date, and two areas that claim the same authority. */
function mistakesBetween(areas: readonly AreaFile[], published: readonly AreaListing[]): string[] {
  const byVersion = Map.groupBy(areas, ({ rules }) => `${rules.area} from ${rules.effectiveFrom}`);
  const twice = [...byVersion]
    .filter(([, files]) => files.length > 1)
    .map(([version, files]) => {
      return `${files.map(({ file }) => file).join(", ")} /effectiveFrom: Both are ${version}. Keep one.`;
    });
  const listings = [...published, ...areas.map(({ listing }) => listing)];
  const dates = new Set(listings.map(({ effectiveFrom }) => effectiveFrom));
  const overlaps = [...dates].flatMap((date) =>
    overlapsIn(listedOn(listings, date), referenceData.authorities),
  );
  const told = overlaps.map(
    ({ ids, authority }) =>
      `${ids.map((id) => `${id}.json`).join(", ")} /localAuthorities: Both have ${authority}. ` +
      `Write "${authority} (part)" in both, or remove it from one.`,
  );
  return [...twice, ...new Set(told)];
}
