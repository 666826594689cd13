// Installs the dependencies when they are missing or older than the lock file. Runs on any Node from 20
// before everything else, so it is plain JavaScript and needs nothing but npm.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const installed = `${root}node_modules/.package-lock.json`;
const lock = `${root}package-lock.json`;

const isCurrent = existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;

if (!isCurrent) {
  console.log("Installing dependencies (once)...");
  // `npm ci` is exact; `npm install` with the committed lock is the way round an optional platform package
  // that a registry does not carry.
  const npm = (command, stdio) =>
    spawnSync("npm", [command, "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: root,
      stdio,
      shell: process.platform === "win32",
    }).status === 0;
  if (!npm("ci", "ignore") && !npm("install", "inherit")) {
    console.error(
      "The dependencies could not be installed. Check that npm can reach its registry, then try again.",
    );
    process.exit(1);
  }
}
