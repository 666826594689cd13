import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { parseArgs } from "node:util";
import { type AreaService, AreaServices } from "../functions/core/area-service.ts";
import { londonDate } from "../functions/core/calendar.ts";
import { type FieldError, fieldErrors } from "../functions/core/field-errors.ts";
import { areasFolder, readAreaFiles, servicesFile } from "./area-files.ts";
import { type Imported, importedFrom, mistakesOfId } from "./open-referral.ts";

const help = `Imports the services of an area from Open Referral UK or HSDS 3 JSON.

  npm run import-services -- --area <id> <file.json> [<file.json> ...]

  --source <text>    where the list comes from and its licence, shown with it
  --areas <folder>   of area files, instead of the repository's areas/

Takes a service, a list of services, services at locations, or organisations with their services. A list that comes
in pages is given as several files. The area's list becomes what the files hold, in areas/services/<id>.json, to
look at and to keep; npm run publish-areas publishes it, and npm start does when it starts.`;

/** MiB of a file: far more than any directory of one area, and little enough to hold in memory. */
const largestFile = 50;
/** Mistakes that are told one by one; whoever makes more makes the same one again and again. */
const mostTold = 25;

try {
  const { values, positionals: files } = parseArgs({
    allowPositionals: true,
    options: {
      help: { type: "boolean", short: "h" },
      area: { type: "string" },
      source: { type: "string" },
      areas: { type: "string", default: areasFolder },
    },
  });
  if (values.help) console.log(help);
  else if (values.area && files.length > 0) {
    const source = values.source ?? `Open Referral data, ${files.map((file) => basename(file)).join(", ")}`;
    importServices({ area: values.area, folder: values.areas, source, files });
  } else throw new Error(help);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

interface Asked {
  readonly area: string;
  readonly folder: string;
  readonly source: string;
  readonly files: readonly string[];
}

function importServices({ area, folder, source, files }: Asked): void {
  if (!readAreaFiles(folder).areas.some(({ rules }) => rules.area === area)) {
    throw new Error(
      `--area ${area}: there is no such area. Add its rules first, as ${area}.json in ${folder}.`,
    );
  }
  const imported = files.map(readImported);
  const services = servicesOf(area, source, imported);
  const file = write(folder, services);
  const leftOut = imported.reduce((sum, each) => sum + each.leftOut, 0);
  console.log(
    `Services written to ${file}: ${services.services.length}; left out as not active: ${leftOut}.`,
  );
  for (const line of pagesMissing(imported)) console.log(line);
  console.log("Publish them with npm run publish-areas; npm start does so when it starts.");
}

/** Throws with the mistakes of the file: file, pointer, what is wrong and what to do. */
function readImported(file: string): Imported {
  const imported = importedFrom(jsonOf(file));
  if ("mistakes" in imported) throw refusal(imported.mistakes, file);
  return imported;
}

function jsonOf(file: string): unknown {
  try {
    if (statSync(file).size > largestFile * 1024 * 1024) {
      throw new RangeError(`the file is larger than ${largestFile} MiB`);
    }
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${file} /: ${reason}. Give a file of JSON. Nothing was written.`);
  }
}

/** In the order of ids, so that the same services give the same file on the same day. */
function servicesOf(area: string, source: string, imported: readonly Imported[]): AreaServices {
  const byId = new Map<string, AreaService>();
  for (const service of imported.flatMap(({ services }) => services)) {
    const mistakes = mistakesOfId(service, byId.get(service.id), "");
    if (mistakes.length > 0) throw refusal(mistakes, "files together");
    byId.set(service.id, service);
  }
  const services = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const importedOn = londonDate(new Date());
  const checked = AreaServices.safeParse({ area, source, importedOn, services });
  if (checked.success) return checked.data;
  throw refusal(fieldErrors(checked.error), "files together");
}

function refusal(mistakes: readonly FieldError[], where: string): Error {
  const lines = mistakes.slice(0, mostTold).map(({ pointer, detail }) => `${where} ${pointer}: ${detail}.`);
  const more = mistakes.length > mostTold ? [`And ${mistakes.length - mostTold} more.`] : [];
  return new Error(["Nothing was written.", ...lines, ...more].join("\n"));
}

/** Written beside it and then moved, so that the list is the one of before or the new one, and never half of it. */
function write(folder: string, services: AreaServices): string {
  const file = servicesFile(folder, services.area);
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.unfinished`;
  writeFileSync(unfinished, `${JSON.stringify(services, null, 2)}\n`);
  renameSync(unfinished, file);
  return file;
}

function pagesMissing(imported: readonly Imported[]): string[] {
  const of = Math.max(...imported.map(({ page }) => page?.of ?? 1));
  const given = new Set(imported.map(({ page }) => page?.number ?? 1));
  return given.size < of
    ? [`The list has ${of} pages and ${given.size} of them came: give all to have them all.`]
    : [];
}
