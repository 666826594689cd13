import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyInPostgres } from "./export/postgres.ts";

// npm run bench:export: how fast and in how much memory England's release is made from 250,000 cases, counted, audited
// against the releases of all areas and written with all its files, beside PostgreSQL's COPY of the same rows where
// PostgreSQL is present. Each step is a process of its own; the memory is the most that the releasing process ever held
// (maxRSS), Node itself included.

const cases = Number(process.argv[2] ?? 250_000);
const mostMegabytes = 256;
const folder = mkdtempSync(join(tmpdir(), "workwell-bench-"));
const rows = join(folder, "rows.jsonl");

try {
  run(process.execPath, [script("write-rows.ts"), folder, String(cases)]);
  for (const file of readdirSync(folder)) appendFileSync(rows, readFileSync(join(folder, file)));
  console.log(`${cases} synthetic cases, ${Math.round(statSync(rows).size / 1e6)} MB of facts`);
  run(process.execPath, [script("release-areas.ts"), folder]);
  const small = ["--max-old-space-size=112", "--max-semi-space-size=4"];
  const made = JSON.parse(run(process.execPath, [...small, script("release-england.ts"), folder]));
  const { counting, auditing, megabytes, earlier, files } = made;
  console.log(
    `export: ${Math.round(cases / counting)} rows/s (${counting.toFixed(1)} s), then ${auditing.toFixed(1)} s for the ` +
      `audit against ${earlier} earlier releases and ${files} files; at most ${megabytes} MB in all`,
  );
  console.log(toldOfPostgres());
  if (megabytes >= mostMegabytes) {
    console.error(`more than ${mostMegabytes} MB`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function toldOfPostgres(): string {
  const copied = copyInPostgres(rows, folder);
  if (typeof copied === "string") return `PostgreSQL COPY: ${copied}`;
  const rate = (seconds: number) => `${Math.round(cases / seconds)} rows/s (${seconds.toFixed(1)} s)`;
  return `PostgreSQL COPY of the same rows: in ${rate(copied.into)}, out ${rate(copied.out)}`;
}

function script(name: string): string {
  return new URL(`export/${name}`, import.meta.url).pathname;
}

function run(command: string, given: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, given, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
