import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyInPostgres } from "./export/postgres.ts";

// npm run bench:export: how fast and in how much memory the figures of England are counted from 250,000 cases, beside
// PostgreSQL's COPY of the same rows where PostgreSQL is present. Each step is a process of its own; the memory is the
// most that the counting process ever held (maxRSS), Node itself included.

const cases = Number(process.argv[2] ?? 250_000);
const mostMegabytes = 256;
const folder = mkdtempSync(join(tmpdir(), "workwell-bench-"));
const rowsFile = join(folder, "rows.jsonl");

try {
  run(process.execPath, [script("write-rows.ts"), rowsFile, String(cases)]);
  console.log(`${cases} synthetic cases, ${Math.round(statSync(rowsFile).size / 1e6)} MB of facts`);
  const counted = JSON.parse(
    run(process.execPath, [
      "--max-old-space-size=112",
      "--max-semi-space-size=4",
      script("count-rows.ts"),
      rowsFile,
    ]),
  );
  const { seconds, megabytes, figures } = counted;
  console.log(
    `export: ${Math.round(cases / seconds)} rows/s (${seconds.toFixed(1)} s, ${figures} figures), at most ${megabytes} MB`,
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
  const copied = copyInPostgres(rowsFile, folder);
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
