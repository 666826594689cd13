import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { readAreaFiles } from "../../areas/area-files.ts";
import { programme } from "../../test/core/reporting/programme.ts";
import { rowsFile } from "./sources.ts";

// Writes the facts of synthetic cases, one a line, in a file for each area, as the by-area index holds them.

const [, , folder = "", cases = "0"] = process.argv;
const areas = readAreaFiles().areas.map(({ rules }) => rules.area);
const given = { areas, cases: Number(cases), from: "2026-01-01T00:00:00.000Z", days: 90, seed: 3 };

const files = new Map(areas.map((area) => [area, createWriteStream(rowsFile(folder, area))]));
for (const facts of programme(given)) {
  const file = files.get(facts.area);
  if (file && !file.write(`${JSON.stringify(facts)}\n`)) await once(file, "drain");
}
await Promise.all(
  [...files.values()].map((file) => {
    file.end();
    return finished(file);
  }),
);
