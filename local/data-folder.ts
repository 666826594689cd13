import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { ClockSnapshot } from "./clock.ts";

/** Another running process has the folder. */
export class FolderInUse extends Error {
  override readonly name = "FolderInUse";
}

const kept = z.discriminatedUnion("mode", [
  z.object({ mode: z.literal("real"), offset: z.number(), speed: z.number().default(1) }),
  z.object({ mode: z.literal("manual"), time: z.number() }),
]);

/** Bytes of the clock's file, more than any snapshot has: each write covers the one before. */
const clockBytes = 128;

/** Everything that outlives a process: `.workwell/` unless told otherwise. Held by one process at a time. */
export class DataFolder {
  readonly path: string;
  readonly #lock: DatabaseSync;
  #clock: number | undefined;

  constructor(path: string) {
    this.path = resolve(path);
    mkdirSync(this.path, { recursive: true });
    this.#lock = this.#take();
  }

  at(name: string): string {
    return join(this.path, name);
  }

  /** Where the programme clock stood. */
  readClock(): ClockSnapshot | undefined {
    const read = kept.safeParse(this.#readJson("clock.json"));
    return read.success ? read.data : undefined;
  }

  /**
   * One write over the file in place, which a process cannot be killed in the middle of. An advance writes at every
   * moment it passes, some hundred a day: a new file renamed into place took a tenth of its time.
   */
  writeClock(snapshot: ClockSnapshot): void {
    this.#clock ??= openSync(this.at("clock.json"), constants.O_WRONLY | constants.O_CREAT);
    writeSync(this.#clock, JSON.stringify(snapshot).padEnd(clockBytes), 0);
  }

  release(): void {
    if (this.#clock !== undefined) closeSync(this.#clock);
    this.#lock.close();
  }

  /** A database lock, because the system itself lets go of it however the process ends. */
  #take(): DatabaseSync {
    const lock = new DatabaseSync(this.at("lock"));
    try {
      lock.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE;");
    } catch {
      lock.close();
      const owner = existsSync(this.at("lock.pid"))
        ? ` (process ${readFileSync(this.at("lock.pid"), "utf8")})`
        : "";
      throw new FolderInUse(
        `The data folder ${this.path} is in use by another WorkWell${owner}. Stop that one, or choose another folder with --data.`,
      );
    }
    writeFileSync(this.at("lock.pid"), String(process.pid));
    return lock;
  }

  #readJson(name: string): unknown {
    try {
      return JSON.parse(readFileSync(this.at(name), "utf8"));
    } catch {
      return undefined;
    }
  }
}
