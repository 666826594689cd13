import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DataFolder, FolderInUse } from "../../local/data-folder.ts";
import { programmeTime } from "../../local/programme-time.ts";

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), "workwell-data-"));
});
afterEach(() => rmSync(path, { recursive: true }));

const april = Date.parse("2026-04-01T09:00:00Z");

describe("A data folder", () => {
  it("belongs to one process at a time, and is free again however that one ends", async () => {
    const script = `
      import { DataFolder } from ${JSON.stringify(new URL("../../local/data-folder.ts", import.meta.url).href)};
      new DataFolder(${JSON.stringify(path)});
      console.log("taken");
      setInterval(() => {}, 1000);
    `;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    expect(() => new DataFolder(path)).toThrow(FolderInUse);
    expect(() => new DataFolder(path)).toThrow(
      `(process ${child.pid}). Stop that one, or choose another folder with --data.`,
    );
    child.kill("SIGKILL");
    await once(child, "exit");
    new DataFolder(path).release();
  });
});

describe("Programme time", () => {
  const started = (
    run: (time: ReturnType<typeof programmeTime>) => void,
    asked: Partial<Parameters<typeof programmeTime>[1]> = {},
  ) => {
    const folder = new DataFolder(path);
    const time = programmeTime(folder, { mode: "manual", now: undefined, speed: undefined, ...asked });
    run(time);
    time.stop();
    folder.release();
  };

  it("stands where a manual clock stood", () => {
    started(() => {}, { now: april });
    started(({ clock }) => expect(clock.now()).toBe(april));
  });

  it("keeps a real clock's offset and speed", () => {
    started(() => {}, { mode: "real", now: april, speed: 60 });
    started(
      ({ clock }) => {
        expect(clock.now()).toBeGreaterThanOrEqual(april);
        expect(clock.now()).toBeLessThan(april + 60_000);
        expect(clock.speed).toBe(60);
      },
      { mode: "real" },
    );
  });

  it("goes on when the clock changes from manual to real", () => {
    started(() => {}, { now: april });
    started(({ clock }) => expect(Math.abs(clock.now() - april)).toBeLessThan(5000), { mode: "real" });
  });

  it("is set anew by a time that is given", () => {
    started(() => {}, { now: april });
    started(({ clock }) => expect(clock.now()).toBe(0), { now: 0 });
  });

  it("is the wall clock's at first, and where the file cannot be read", () => {
    started(({ clock }) => expect(Math.abs(clock.now() - Date.now())).toBeLessThan(5000));
    writeFileSync(join(path, "clock.json"), "{");
    started(({ clock }) => expect(Math.abs(clock.now() - Date.now())).toBeLessThan(5000));
  });
});
