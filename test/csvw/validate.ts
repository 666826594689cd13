import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hashOf } from "../../functions/http/request.ts";
import { spoilt, type Table, tables } from "./releases.ts";

// npm run validate-csvw: whether a validator that is not ours (Python's csvw) accepts what a release says of its
// columns, and its table with it; and refuses a release that is spoilt in some small way. Needs Python 3.10 or later;
// the validator is installed once, beside the other caches.

const requirements = fileURLToPath(new URL("requirements.txt", import.meta.url));
const wanted = readFileSync(requirements, "utf8");
const environment = fileURLToPath(
  new URL(`../../node_modules/.cache/workwell/csvw-${hashOf(wanted).slice(0, 12)}`, import.meta.url),
);
const scripts = join(environment, process.platform === "win32" ? "Scripts" : "bin");
const validator = join(scripts, "csvwvalidate");
/** Written last: an installation that broke off is made anew. */
const done = join(environment, "installed");

/** There is nothing to validate with; its message says what to do. */
class CannotValidate extends Error {}

function install(): void {
  if (existsSync(done)) return;
  const python = [process.env.PYTHON, "python3", "python"].find((name) => name && isPython(name));
  if (!python) {
    throw new CannotValidate(
      "Python 3.10 or later is needed to validate CSVW, and none was found. Install it, or name it: PYTHON=<path> npm run validate-csvw",
    );
  }
  console.log("Installing the validator (once)...");
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(environment, { recursive: true });
  run(python, ["-m", "venv", environment], "Python cannot make a virtual environment (its module venv).");
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements];
  run(
    join(scripts, "python"),
    pip,
    "The validator could not be installed. Check that pip can reach its registry.",
  );
  writeFileSync(done, wanted);
}

function isPython(name: string): boolean {
  const isNewEnough = "import sys; sys.exit(sys.version_info < (3, 10))";
  return spawnSync(name, ["-c", isNewEnough]).status === 0;
}

function run(command: string, given: readonly string[], otherwise: string): void {
  const { status, stderr } = spawnSync(command, given, { encoding: "utf8" });
  if (status !== 0) throw new CannotValidate(`${otherwise}\n${stderr ?? ""}`);
}

/** What the validator has against a table; empty where it accepts it. */
function objections({ csv, metadata }: Table): string {
  const folder = mkdtempSync(join(tmpdir(), "workwell-csvw-"));
  try {
    const described = join(folder, "measures.csv-metadata.json");
    writeFileSync(join(folder, "measures.csv"), csv);
    writeFileSync(described, metadata);
    const told = spawnSync(validator, [described], { encoding: "utf8" });
    return told.status === 0 ? "" : `${told.stdout}${told.stderr}`.trim() || `status ${told.status}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  install();
  const failed: string[] = [];
  const sound = await tables();
  for (const [name, table] of sound) {
    const told = objections(table);
    console.log(`${told ? "refused " : "accepted"}  ${name}`);
    if (told) failed.push(`${name} is refused: ${told}`);
  }
  const [first] = sound;
  for (const [name, spoil] of Object.entries(spoilt)) {
    const told = first && objections(spoil(first[1]));
    console.log(`${told ? "refused " : "accepted"}  spoilt: ${name}`);
    if (!told) failed.push(`accepted, although ${name}`);
  }
  for (const each of failed) console.error(each);
  process.exitCode = failed.length > 0 ? 1 : 0;
} catch (error) {
  if (!(error instanceof CannotValidate)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
