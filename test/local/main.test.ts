import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { dynamoDbTable } from "../../functions/adapters/dynamodb-table.ts";
import { counted } from "../../functions/platform/counted-lines.ts";
import { close, listen } from "../../local/servers.ts";
import { aReferral } from "../support/builders.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "workwell-main-"));
/** The first start synthesises the stack. */
const patience = 120_000;

const running: WorkWell[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
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
  return runScript("local/main.ts", ...options);
}

function runScript(script: string, ...options: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...options], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** What functions logged under these words. */
function logged(service: WorkWell, message: string): Record<string, unknown>[] {
  const lines = service.output().split("\n");
  const entries = lines.flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
  return entries.filter((entry) => entry.message === message);
}

/** As somebody who writes to the table: the snapshot is not what the events tell. */
async function changeByHand(service: WorkWell, key: { area: string; reference: string }): Promise<void> {
  const { table: name, endpoint } = (await service.get("/_local/data")).body;
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint, region: "eu-west-2", credentials });
  const table = dynamoDbTable(name, client);
  const item = { pk: `${key.area}#CASE#${key.reference}`, sk: "CASE" };
  const kept = await table.get(item);
  await table.update(item, { set: { snapshot: { ...(kept?.snapshot as object), stage: "support" } } });
  client.destroy();
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
    "is examined by the doctor and once a week by itself, and both find a case that somebody changed by hand",
    async () => {
      vi.stubEnv("POWERTOOLS_LOG_LEVEL", "INFO");
      const service = await started({ dataDir: join(folder, "examined"), now: "2026-04-01T09:00:00+01:00" });
      const doctor = () => runScript("bin/doctor.ts", "--url", service.url);
      const send = () => service.post("/referrals", aReferral(), { "idempotency-key": "sent-twice" });
      await send();
      const { area, reference } = (await send()).body;
      await service.advance("P1D");
      expect(logged(service, counted.referralAccepted)).toMatchObject([{ area, reference }]);
      expect(logged(service, counted.serviceLevels)).toMatchObject([
        { accepted: 1, firstContacts: 0, withinStandard: 0, oldestWait: 1 },
      ]);
      expect(logged(service, counted.serviceLevelsOfArea)).toMatchObject([{ area, oldestWait: 1 }]);
      expect(logged(service, counted.casesResumed).at(-1)).toMatchObject({ found: 0, everyOpenCase: false });
      expect(logged(service, counted.invariantViolated)).toEqual([]);
      const well = doctor();
      expect(well.stdout).toMatch(/^ok +Invariants +1 open cases in \d+ areas, nothing wrong$/m);
      expect(well.status).toBe(0);

      await changeByHand(service, { area, reference });
      const ill = doctor();
      expect(ill.stdout).toMatch(/^broken +Invariants /m);
      expect(ill.stdout).toContain(`${area} ${reference} not is-told-by-its-events`);
      expect(ill.stdout).toContain("“Something is not true that must always be” in docs/runbook.md");
      expect(ill.status).toBe(2);
      await service.advance("P7D");
      expect(logged(service, counted.invariantViolated)).toContainEqual(
        expect.objectContaining({ area, reference, promise: "is-told-by-its-events" }),
      );
    },
    patience,
  );

  it("is not examined where it does not run", () => {
    const { status, stderr } = runScript("bin/doctor.ts", "--url", "http://127.0.0.1:1");
    expect(status).toBe(3);
    expect(stderr).toContain("There is no npm start at http://127.0.0.1:1");
  });

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
