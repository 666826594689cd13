import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { programme } from "../../test/core/reporting/programme.ts";

// Writes the facts of synthetic cases, one a line, as the by-area index holds them.

const [, , file = "", cases = "0"] = process.argv;
const areas = Array.from({ length: 15 }, (_, number) => `area-${number + 1}`);
const given = { areas, cases: Number(cases), from: "2026-01-01T00:00:00.000Z", days: 90, seed: 3 };

function* lines() {
  for (const facts of programme(given)) yield `${JSON.stringify(facts)}\n`;
}

await pipeline(Readable.from(lines()), createWriteStream(file));
