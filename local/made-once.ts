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

/** Inside node_modules, so that bundles find packages that they do not contain, and nobody commits it. */
const cache = join(root, "node_modules/.cache/workwell");

/** Where Node keeps code that it has compiled, so that the next start need not. */
export const compiledCode = join(cache, "compiled");

/** Entries unused for longer are removed; a service that still runs on one has long loaded what it needs. */
const keptFor = 24 * 60 * 60 * 1000;

/**
 * The folder that `make` fills from files and folders of the repository: made before, or now if one of them changed.
 * Different things are made of different sources.
 */
export async function madeOnce(
  sources: readonly string[],
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const entry = join(cache, hashOf(sources));
  if (!existsSync(entry)) {
    const temporary = `${entry}.${process.pid}`;
    try {
      mkdirSync(temporary, { recursive: true });
      await make(temporary);
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
