import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { close, listen } from "../../local/servers.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "workwell-main-"));
/** The first start synthesises the stack. */
const patience = 120_000;

const running: WorkWell[] = [];
afterEach(async () => {
  for (const service of running.splice(0)) await service.kill("SIGKILL");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function started(...[options]: Parameters<typeof startWorkWell>) {
  const service = await startWorkWell({ dataDir: join(folder, "data"), ...options });
  running.push(service);
  return service;
}

/** Runs to the end, as a mistake in the command line makes it. */
function run(...options: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["local/main.ts", ...options], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("The embedded default", () => {
  it(
    "serves, keeps programme time across a kill, and stops cleanly",
    async () => {
      const first = await started({ now: "2026-04-01T09:00:00+01:00" });
      expect(await first.now()).toBe("2026-04-01T08:00:00.000Z");
      await first.advance("P2D");
      await first.kill("SIGKILL");

      const second = await started();
      expect(await second.now()).toBe("2026-04-03T08:00:00.000Z");
      expect(second.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(await second.kill("SIGTERM")).toBe(0);
    },
    patience,
  );

  it(
    "says who has the data folder",
    async () => {
      const service = await started();
      const { status, stderr } = run("--port", "0", "--data", service.dataDir);
      expect(status).toBe(1);
      expect(stderr).toContain(`in use by another WorkWell (process ${service.pid})`);
      expect(stderr.trim().split("\n")).toHaveLength(1);
    },
    patience,
  );

  it("says in one line that its port is in use", async () => {
    const server = createServer();
    const port = new URL(await listen(server, 0)).port;
    const { status, stderr } = run("--port", port, "--data", join(folder, "other"));
    await close(server);
    expect(status).toBe(1);
    expect(stderr.trim()).toBe(`Port ${port} is in use. Stop what uses it, or choose another with --port.`);
  });

  it.each([
    ["an unknown option", ["--prot", "1"], "--prot"],
    ["a port that cannot be", ["--port", "70000"], '--port cannot be "70000"'],
    ["a clock that cannot be", ["--clock", "broken"], '--clock cannot be "broken"'],
    ["a time without its offset", ["--now", "2026-04-01T09:00:00"], "--now cannot be"],
    ["a speed of nothing", ["--speed", "0"], '--speed cannot be "0"'],
    ["an argument that is no option", ["fast"], "fast"],
  ])("refuses %s and shows the usage", (_, options, message) => {
    const { status, stderr } = run(...options);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).toContain("Usage: npm start -- [options]");
  });

  it("explains itself with --help", () => {
    const { status, stdout } = run("--help");
    expect(status).toBe(0);
    expect(stdout).toContain("--speed");
  });
});
