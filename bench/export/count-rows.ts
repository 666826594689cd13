import { createReadStream } from "node:fs";
import { countRelease, rowsOf } from "../../functions/core/reporting/build.ts";
import { toCsv } from "../../functions/core/reporting/csv.ts";
import { CaseFacts } from "../../functions/core/reporting/facts.ts";

// Counts England's figures from a file of facts and writes measures.csv, as a release does; says what it took.

const [, , file = ""] = process.argv;

/** Line by line, and no further ahead than one chunk: as the pages of the index come. */
async function* facts() {
  let rest = "";
  for await (const chunk of createReadStream(file, { encoding: "utf8" })) {
    const lines = `${rest}${chunk}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield CaseFacts.parse(JSON.parse(line));
  }
}

const before = performance.now();
const counted = await countRelease({
  scope: "england",
  quarter: "2026-Q1",
  profile: "nhs",
  asAt: "2026-04-01T06:00:00.000Z",
  facts: facts(),
  standardsOf: () => ({ firstContact: 2, firstAppointment: 15, plan: 20 }),
  redirectedOutOfArea: 0,
});
const rows = rowsOf(counted, new Set());
toCsv(rows);
const seconds = (performance.now() - before) / 1000;
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ seconds, megabytes, figures: rows.length }));
