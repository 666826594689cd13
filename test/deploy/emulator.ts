import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { PythonTool } from "../../bin/python-tool.ts";
import { Advice } from "./command.ts";

/** The emulator of AWS that the stack is deployed to. */
export const ministack: PythonTool = {
  name: "ministack",
  requirements: fileURLToPath(new URL("requirements.txt", import.meta.url)),
  module: "ministack.app",
};

/** Until it answers; it takes one. */
const startSeconds = 30;

/** The account that the emulator gives everything to, and the stack's region. */
export const account = "000000000000";
export const region = "eu-west-2";

/** Of this machine only what programs need to run: no profile or setting of AWS's may lead elsewhere. */
const { HOME, LANG, TERM, PATH = "" } = process.env;
const onlyWhatProgramsNeed: NodeJS.ProcessEnv = {
  HOME,
  LANG,
  TERM,
  // Lambda functions run with the first `node`, which has to be the one that the project pins.
  PATH: [dirname(process.execPath), PATH].join(delimiter),
};

export interface Emulator {
  /** Where SDK clients and the CDK reach it. */
  readonly endpoint: string;
  readonly port: number;
  /** Its environment for programs that use it: credentials that mean nothing, and its endpoint. */
  readonly env: NodeJS.ProcessEnv;
  /** The last lines of its log. */
  log(): string;
  /** Ends it and what it started, by their process group, and removes its files. */
  stop(): Promise<void>;
}

/** Starts it on a free port of this machine alone, with an empty memory, and waits until it answers. */
export async function startEmulator(python: string, signal: AbortSignal): Promise<Emulator> {
  const folder = mkdtempSync(join(tmpdir(), "workwell-deploy-"));
  // The emulator's workers are CommonJS files in this folder, whatever a package.json above it says.
  writeFileSync(join(folder, "package.json"), '{"type":"commonjs"}\n');
  const logFile = join(folder, "emulator.log");
  const port = await freePort();
  const log = openSync(logFile, "a");
  const child = spawn(python, ["-m", "ministack"], {
    cwd: folder,
    // A group of its own: what it starts can be ended with it.
    detached: true,
    stdio: ["ignore", log, log],
    env: {
      ...onlyWhatProgramsNeed,
      TMPDIR: folder,
      GATEWAY_PORT: `${port}`,
      BIND_HOST: "127.0.0.1",
      MINISTACK_REGION: region,
    },
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const emulator: Emulator = {
    endpoint,
    port,
    env: {
      ...onlyWhatProgramsNeed,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    },
    log: () => lastLines(readFileSync(logFile, "utf8")),
    async stop() {
      await endGroup(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await untilItAnswers(child, endpoint, signal);
    return emulator;
  } catch (error) {
    const said = emulator.log();
    await emulator.stop();
    signal.throwIfAborted();
    throw new Advice(`The emulator did not start: ${error}\n\n${said}`);
  }
}

async function untilItAnswers(child: ChildProcess, endpoint: string, signal: AbortSignal): Promise<void> {
  const end = Date.now() + startSeconds * 1000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    const answer = await fetch(`${endpoint}/_ministack/health`, { signal }).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > end) throw new Error(`no answer after ${startSeconds} s`);
    await pause(100, undefined, { signal });
  }
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined) return;
  const group = -child.pid;
  const hasEnded = child.exitCode !== null || child.signalCode !== null;
  const ended = hasEnded ? Promise.resolve() : new Promise((resolve) => child.once("close", resolve));
  kill(group, "SIGTERM");
  await Promise.race([ended, pause(5000, undefined, { ref: false })]);
  // Also what its workers left behind.
  kill(group, "SIGKILL");
  await ended;
}

function kill(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(group, signal);
  } catch (error) {
    // Nothing of the group is left.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once("error", reject);
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    server.close(() => resolve(port));
  });
  return promise;
}

function lastLines(text: string): string {
  return text.trimEnd().split("\n").slice(-25).join("\n");
}
