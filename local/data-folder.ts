import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
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

/** Everything that outlives a process: `.workwell/` unless told otherwise. Held by one process at a time. */
export class DataFolder {
  readonly path: string;
  readonly #lock: DatabaseSync;

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

  writeClock(snapshot: ClockSnapshot): void {
    this.#writeJson("clock.json", snapshot);
  }

  release(): void {
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

  /** Whole or not at all, whenever the process ends. */
  #writeJson(name: string, value: unknown): void {
    writeFileSync(this.at(`${name}.new`), JSON.stringify(value));
    renameSync(this.at(`${name}.new`), this.at(name));
  }
}
