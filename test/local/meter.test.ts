import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceCounts, TableCounts } from "../../local/meter/counts.ts";
import { tableCountsOf } from "../../local/meter/table-meter.ts";

// A process of its own, because the meter is loaded before everything else.

const folder = mkdtempSync(join(tmpdir(), "workwell-meter-"));
const file = join(folder, "meter.json");
const preload = new URL("../../local/meter/preload.ts", import.meta.url).href;
const script = fileURLToPath(new URL("metered.ts", import.meta.url));
let table: TableCounts;
let service: ServiceCounts;
let printed = "";

beforeAll(() => {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--import", preload, script, folder], {
    encoding: "utf8",
    env: {
      ...process.env,
      WORKWELL_METER: file,
      AWS_REGION: "eu-west-2",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
    },
  });
  expect(stderr).toBe("");
  printed = stdout;
  expect(status).toBe(0);
  table = JSON.parse(readFileSync(tableCountsOf(file), "utf8"));
  service = JSON.parse(readFileSync(file, "utf8"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("A metered table", () => {
  it("counts units of reads and writes as DynamoDB bills them", () => {
    const { others } = table.uses;
    // One item of 2 KB that is there and one that is not.
    expect(others?.readUnits).toBe(2);
    // 2,064 bytes put, and updated; a session.
    expect(others?.writeUnits).toBe(3 + 3 + 1);
    expect(others?.refusedWriteUnits).toBe(3);
    expect(others?.indexQueries).toEqual({ "by-area": 1 });
    expect(others?.indexReadUnits).toEqual({ "by-area": 0.5 });
  });

  it("counts what an index is written, twice where the key of an entry changes", () => {
    expect(table.uses.others?.indexWriteUnits).toEqual({ "by-area": 1, "by-wake": 1 + 2 });
  });

  it("knows what stays, and what DynamoDB removes by itself", () => {
    expect(table.items.CASE).toMatchObject({ count: 1 });
    expect(table.items.CASE?.bytes).toBeGreaterThan(2000);
    expect(table.temporary.count).toBe(1);
    expect(table.entries["by-wake"]?.count).toBe(1);
    expect(table.entries["by-queue"]?.count).toBe(0);
  });

  it("knows which function asks", () => {
    expect(table.uses["show-sample"]).toMatchObject({ calls: 2, readUnits: 0 });
  });
});

describe("A metered service", () => {
  it("counts invocations, and of them the requests, with what was answered", () => {
    expect(service.functions["show-sample"]).toMatchObject({ invocations: 2, requests: 1, answeredBytes: 5 });
    expect(service.requests).toEqual({ "GET /sample/{id}": 1 });
  });

  it("counts what functions log, and does not show it", () => {
    const line = JSON.stringify({ code: "asked" });
    expect(service.functions["show-sample"]).toMatchObject({ logLines: 2, logBytes: 2 * (line.length + 1) });
    expect(printed).toBe("");
  });

  it("counts calls of other services by what they ask for", () => {
    expect(service.functions["show-sample"]?.calls).toEqual({ "DYNAMODB ListTables": 2 });
    expect(service.functions.others?.calls).toMatchObject({ "DYNAMODB PutItem": 3, "DYNAMODB Query": 1 });
  });

  it("counts states that are entered, attempts after the first, and waits that time ended, by the London minute", () => {
    expect(service.workflow).toEqual({
      executions: 1,
      entered: { "Wait for the plan": 1 },
      retries: 1,
      historyEvents: 5,
      longestHistory: 5,
      timersByMinute: { "09:00": 1 },
    });
  });
});
