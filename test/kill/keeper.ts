import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startWorkWell, type WorkWell } from "../support/service.ts";

/** Programme time at which the rehearsal begins: a Monday. */
export const firstMoment = "2026-03-02T10:00:00Z";

/** Keeps one service running over one data folder, whatever is done to its process. */
export interface Keeper {
  /** The service of the moment; while it is down, the one that comes next. */
  running(): Promise<WorkWell>;
  /**
   * Kills the process and starts another at the same address. `beforeOthers` is done with the new one while all
   * other clients still find nobody there.
   */
  kill(beforeOthers: (service: WorkWell) => Promise<void>): Promise<void>;
  /** How many emails had been sent at each kill. */
  readonly emailsAtKills: readonly number[];
  dispose(): Promise<void>;
}

export async function startKeeper(): Promise<Keeper> {
  let service = await startWorkWell({ clock: "manual", now: firstMoment });
  let running = Promise.resolve(service);
  let kills: Promise<void> = Promise.resolve();
  const emailsAtKills: number[] = [];
  const { dataDir, url } = service;
  const port = Number(new URL(url).port);

  async function killNow(beforeOthers: (service: WorkWell) => Promise<void>): Promise<void> {
    const next = Promise.withResolvers<WorkWell>();
    running = next.promise;
    await service.kill("SIGKILL");
    emailsAtKills.push(emailsIn(dataDir));
    service = await startWorkWell({ clock: "manual", dataDir, port });
    await beforeOthers(service);
    next.resolve(service);
  }

  return {
    running: () => running,
    kill(beforeOthers) {
      kills = kills.then(() => killNow(beforeOthers));
      return kills;
    },
    emailsAtKills,
    dispose: () => service.dispose(),
  };
}

/** Emails that were written whole: the last may have been cut off. */
function emailsIn(dataDir: string): number {
  const file = join(dataDir, "mails.jsonl");
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").length - 1 : 0;
}
