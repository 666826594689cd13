import { createReadStream, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readAreaFiles } from "../../areas/area-files.ts";
import { areaStore, listingKey, rulesKey } from "../../functions/adapters/area-store.ts";
import { ExportStore } from "../../functions/adapters/export-store.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { redirectCounter } from "../../functions/adapters/redirect-counter.ts";
import { CaseFacts } from "../../functions/core/reporting/facts.ts";
import { registerRoot } from "../../functions/core/reporting/register.ts";
import type { ReleaseServices } from "../../functions/platform/make-release.ts";
import { MemoryBucket } from "../../test/support/memory-bucket.ts";

export function rowsFile(folder: string, area: string): string {
  return join(folder, `${area}.jsonl`);
}

/** Line by line, and no further ahead than one chunk: as the pages of the index come. */
async function* factsIn(file: string): AsyncGenerator<CaseFacts> {
  let rest = "";
  for await (const chunk of createReadStream(file, { encoding: "utf8" })) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield CaseFacts.parse(JSON.parse(line));
  }
}

/** What a release is made from: the published areas, facts from files, and what was released of the quarter before. */
export async function sourcesIn(folder: string) {
  const table = memoryTable();
  const { areas } = readAreaFiles();
  for (const { rules, listing } of areas) {
    await table.putMany([
      { ...rules, ...rulesKey(rules) },
      { ...listing, ...listingKey(listing) },
    ]);
  }
  const bucket = new MemoryBucket();
  const register = join(folder, "register.json");
  if (existsSync(register)) {
    for (const [key, text] of JSON.parse(readFileSync(register, "utf8"))) bucket.objects.set(key, text);
  }
  const services: ReleaseServices = {
    lists: { everyFact: (area) => factsIn(rowsFile(folder, area)) },
    areas: areaStore(table),
    redirected: redirectCounter(table),
    exports: new ExportStore("exports", bucket.client),
  };
  return {
    services,
    areas: areas.map(({ rules }) => rules.area),
    /** Keeps the register, for whoever releases next. */
    keep: () => {
      const entries = [...bucket.objects].filter(([key]) => key.startsWith(`${registerRoot}/`));
      writeFileSync(register, JSON.stringify(entries));
    },
  };
}
