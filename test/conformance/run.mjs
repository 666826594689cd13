#!/usr/bin/env node
// node run.mjs [options] CASES_DIR... -- COMMAND [ARG...]
// Feeds every case below the folders to COMMAND (one JSON line each on its stdin), reads one JSON line a
// result from its stdout, compares, prints "N of M agree" and the disagreements. Contract: README.md.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const argv = process.argv.slice(2);
const cut = argv.indexOf("--");
const own = cut < 0 ? argv : argv.slice(0, cut);
const command = cut < 0 ? [] : argv.slice(cut + 1);
const flags = new Set(own.filter((a) => a.startsWith("--") && !a.includes("=")));
const value = (name, fallback) =>
  own.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;
const dirs = own.filter((a) => !a.startsWith("--"));
if (!dirs.length || !command.length) {
  console.error(
    "usage: node run.mjs [--events] [--aws-causes] [--feature=NAME] [--only=TEXT] [--timeout=SECONDS] [--json] CASES_DIR... -- COMMAND [ARG...]",
  );
  process.exit(2);
}
const timeoutMs = 1000 * Number(value("timeout", "600"));

const find = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .sort()
        .flatMap((n) => find(join(path, n)))
    : path.endsWith(".json")
      ? [path]
      : [];
let cases = dirs
  .flatMap(find)
  .map((p) => JSON.parse(readFileSync(p, "utf8")))
  .filter((c) => c?.id && c.expected);
const feature = value("feature");
const only = value("only");
if (feature) cases = cases.filter((c) => c.features?.includes(feature));
if (only) cases = cases.filter((c) => c.id.includes(only));

const authored = (c, text) =>
  JSON.stringify([c.definition, c.input, c.mocks, c.signals]).includes(JSON.stringify(text).slice(1, -1));

// Deep equality, where objects ignore key order and the keys a case asks to ignore. An AWS-worded Cause beside an
// Error counts only under --aws-causes (wording is not behaviour), one written in the case itself always.
function same(expected, got, c) {
  if (Array.isArray(expected))
    return (
      Array.isArray(got) && expected.length === got.length && expected.every((e, i) => same(e, got[i], c))
    );
  if (expected && typeof expected === "object") {
    if (!got || typeof got !== "object" || Array.isArray(got)) return false;
    const skip = new Set(c.expected.ignoreKeys ?? []);
    if (
      "Error" in expected &&
      typeof expected.Cause === "string" &&
      !flags.has("--aws-causes") &&
      !authored(c, expected.Cause)
    )
      skip.add("Cause");
    const keys = (o) =>
      Object.keys(o)
        .filter((k) => !skip.has(k))
        .sort();
    const a = keys(expected);
    const b = keys(got);
    return a.length === b.length && a.every((k, i) => k === b[i] && same(expected[k], got[k], c));
  }
  return Object.is(expected, got) || (typeof expected === "number" && expected === got);
}

function judge(c, got) {
  if (!got) return ["no result"];
  if (got.skipped) return null;
  const wrong = [];
  const e = c.expected;
  const differ = (field) => wrong.push(`${field}: expected ${clip(e[field])}, got ${clip(got[field])}`);
  if (c.kind === "validation") {
    if (got.valid !== e.valid) differ("valid");
    return wrong;
  }
  if (got.status !== e.status) differ("status");
  if ("output" in e && got.status === e.status && !same(e.output, got.output, c)) differ("output");
  if ("error" in e && got.error !== e.error) differ("error");
  if ("cause" in e && (flags.has("--aws-causes") || authored(c, e.cause)) && got.cause !== e.cause)
    differ("cause");
  if (flags.has("--events") && e.events) {
    const lines = (list) => (list ?? []).map((x) => `${x.type} ${x.state ?? ""}`.trim());
    const [a, b] = [lines(e.events), lines(got.events)];
    if (e.eventsOrder !== "exact") for (const list of [a, b]) list.sort();
    const at = a.findIndex((x, i) => x !== b[i]);
    if (at >= 0 || a.length !== b.length)
      wrong.push(
        `events: differ at ${at < 0 ? a.length : at}: expected ${a[at] ?? "end"}, got ${b[at < 0 ? a.length : at] ?? "end"}`,
      );
  }
  return wrong;
}
const clip = (v) =>
  ((s) => (s.length > 300 ? `${s.slice(0, 300)}...` : s))(v === undefined ? "nothing" : JSON.stringify(v));

const child = spawn(command[0], command.slice(1), { stdio: ["pipe", "pipe", "inherit"] });
const results = new Map();
const timer = setTimeout(() => {
  console.error(`adapter stopped after ${timeoutMs / 1000} s`);
  child.kill("SIGKILL");
}, timeoutMs);
child.stdin.on("error", () => {});
child.on("error", (err) => {
  console.error(`cannot start: ${err.message}`);
  process.exit(2);
});
createInterface({ input: child.stdout }).on("line", (line) => {
  if (!line.startsWith("{")) return;
  try {
    const r = JSON.parse(line);
    if (r.id) results.set(r.id, r);
  } catch {
    console.error(`not JSON: ${line.slice(0, 120)}`);
  }
});
for (const { expected, source, features, split, recorded, droppedFields, rewritten, ...asked } of cases)
  child.stdin.write(`${JSON.stringify(asked)}\n`);
child.stdin.end();
child.on("close", () => {
  clearTimeout(timer);
  const disagree = [];
  let skipped = 0;
  const byFeature = new Map();
  for (const c of cases) {
    const wrong = judge(c, results.get(c.id));
    if (wrong === null) {
      skipped++;
      continue;
    }
    for (const f of c.features ?? []) {
      const row = byFeature.get(f) ?? byFeature.set(f, [0, 0]).get(f);
      row[1]++;
      if (!wrong.length) row[0]++;
    }
    if (wrong.length) disagree.push({ id: c.id, source: c.source, wrong });
  }
  const judged = cases.length - skipped;
  if (flags.has("--json"))
    console.log(
      JSON.stringify(
        {
          agree: judged - disagree.length,
          of: judged,
          skipped,
          byFeature: Object.fromEntries(byFeature),
          disagree,
        },
        null,
        1,
      ),
    );
  else {
    for (const d of disagree) console.log(`- ${d.id}\n    ${d.wrong.join("\n    ")}`);
    for (const [f, [ok, all]] of [...byFeature].sort()) console.log(`  ${f}: ${ok} of ${all}`);
    console.log(
      `${judged - disagree.length} of ${judged} agree${skipped ? `, ${skipped} skipped by the adapter` : ""}`,
    );
  }
  process.exitCode = disagree.length || !judged ? 1 : 0;
});
