import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What a synthesised stack depends on. */
const sources = ["bin", "lib", "functions", "areas", "cdk.json", "package-lock.json"];

/** Inside node_modules, so that bundles find packages that they do not contain, and nobody commits it. */
const cache = join(root, "node_modules/.cache/workwell");

/** Entries unused for longer are removed; a service that still runs on one has long loaded what it needs. */
const keptFor = 24 * 60 * 60 * 1000;

/** A stack that could not be synthesised; the message holds what the app printed. */
export class SynthesisFailed extends Error {
  override readonly name = "SynthesisFailed";
}

/** The folder of the synthesised stack with its bundles: from the cache, or made now if the sources changed. */
export async function synthesise(progress: (message: string) => void): Promise<string> {
  const entry = join(cache, hashOf(sources));
  if (!existsSync(entry)) {
    progress("Synthesising the stack (once for each change of the sources)...");
    const temporary = `${entry}.${process.pid}`;
    try {
      mkdirSync(temporary, { recursive: true });
      await runApp(temporary);
      publish(temporary, entry);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  }
  const now = new Date();
  utimesSync(entry, now, now);
  removeUnused(now.getTime());
  return entry;
}

/** Another process may have published the same entry meanwhile, which is as good. */
function publish(temporary: string, entry: string): void {
  try {
    renameSync(temporary, entry);
  } catch (error) {
    if (!existsSync(entry)) throw error;
  }
}

function removeUnused(now: number): void {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    const age = now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now);
    if (age > keptFor) rmSync(path, { recursive: true, force: true });
  }
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) {
    for (const file of filesOf(join(root, path))) {
      hash
        .update(`${relative(root, file)}\0`)
        .update(readFileSync(file))
        .update("\0");
    }
  }
  return hash.digest("hex").slice(0, 32);
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Runs the CDK app as the `cdk` command would, without that command's own start-up time. */
function runApp(outputFolder: string): Promise<void> {
  const { context } = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8"));
  const withMetadata = {
    ...context,
    // Construct ids and asset folders, which are read from the template's metadata.
    "aws:cdk:enable-path-metadata": true,
    "aws:cdk:enable-asset-metadata": true,
    // Findings of the security checks stop a deployment and `npm test`, not a trial on one's own machine.
    "@aws-cdk/core:failSynthOnValidationErrors": false,
  };
  const child = spawn(process.execPath, ["bin/workwell.ts"], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: outputFolder, CDK_CONTEXT_JSON: JSON.stringify(withMetadata) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: Buffer[] = [];
  child.stdout.on("data", (chunk) => printed.push(chunk));
  child.stderr.on("data", (chunk) => printed.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new SynthesisFailed(`The stack could not be synthesised:\n${Buffer.concat(printed)}`));
    });
  });
}
