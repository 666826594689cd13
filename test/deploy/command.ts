import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** A command that could not be run or ended badly, with what it printed. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";
  readonly output: string;

  constructor(message: string, output: string) {
    super(message);
    this.output = output;
  }
}

/** Something that the machine lacks, and what to do about it. */
export class Advice extends Error {
  override readonly name = "Advice";
}

interface How {
  readonly env?: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Until it is ended, in seconds. */
  readonly seconds: number;
  /** Prints as it goes; what it prints is then not answered. */
  readonly isSeen?: boolean;
}

/** Runs a command in the project's folder to its end and answers what it printed. */
export async function run(command: string, given: readonly string[], how: How): Promise<string> {
  const signal = AbortSignal.any([how.signal, AbortSignal.timeout(how.seconds * 1000)]);
  const child = spawn(command, given, {
    cwd: root,
    env: how.env ?? process.env,
    signal,
    stdio: ["ignore", how.isSeen ? "inherit" : "pipe", how.isSeen ? "inherit" : "pipe"],
  });
  const printed: Buffer[] = [];
  child.stdout?.on("data", (chunk) => printed.push(chunk));
  child.stderr?.on("data", (chunk) => printed.push(chunk));
  const name = [command, ...given].join(" ");
  const code = await ended(child).catch((error) => {
    how.signal.throwIfAborted();
    const reason = signal.aborted ? `was not done after ${how.seconds} s` : error.message;
    throw new CommandFailed(`${name}: ${reason}`, Buffer.concat(printed).toString());
  });
  const output = Buffer.concat(printed).toString();
  if (code !== 0) throw new CommandFailed(`${name} ended with ${code}`, output);
  return output;
}

function ended(child: ChildProcess): Promise<number | null> {
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once("error", reject);
  child.once("close", resolve);
  return promise;
}
