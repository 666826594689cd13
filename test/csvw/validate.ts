import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type PythonTool, pythonTool, ToolMissing } from "../../bin/python-tool.ts";
import { spoilt, type Table, tables } from "./releases.ts";

// npm run validate-csvw: whether a validator that is not ours (Python's csvw) accepts what a release says of its
// columns, and its table with it; and refuses a release that is spoilt in some small way.

const validator: PythonTool = {
  name: "csvw",
  requirements: fileURLToPath(new URL("requirements.txt", import.meta.url)),
  module: "csvw",
};

const validate = ["-c", "from csvw.__main__ import csvwvalidate; csvwvalidate()", "--verbose"];

/** What the validator has against a table; empty where it accepts it. */
function objections(python: string, { csv, metadata }: Table): string {
  const folder = mkdtempSync(join(tmpdir(), "workwell-csvw-"));
  try {
    const described = join(folder, "measures.csv-metadata.json");
    writeFileSync(join(folder, "measures.csv"), csv);
    writeFileSync(described, metadata);
    const told = spawnSync(python, [...validate, described], { encoding: "utf8" });
    return told.status === 0 ? "" : `${told.stdout}${told.stderr}`.trim() || `status ${told.status}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  const python = await pythonTool(validator);
  const failed: string[] = [];
  const sound = await tables();
  for (const [name, table] of sound) {
    const told = objections(python, table);
    console.log(`${told ? "refused " : "accepted"}  ${name}`);
    if (told) failed.push(`${name} is refused: ${told}`);
  }
  const [first] = sound;
  for (const [name, spoil] of Object.entries(spoilt)) {
    const told = first && objections(python, spoil(first[1]));
    console.log(`${told ? "refused " : "accepted"}  spoilt: ${name}`);
    if (!told) failed.push(`accepted, although ${name}`);
  }
  for (const each of failed) console.error(each);
  process.exitCode = failed.length > 0 ? 1 : 0;
} catch (error) {
  if (!(error instanceof ToolMissing)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
