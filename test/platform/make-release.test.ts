import { describe, expect, test, vi } from "vitest";
import { areaStore } from "../../functions/adapters/area-store.ts";
import { caseLists } from "../../functions/adapters/case-lists.ts";
import { ExportStore } from "../../functions/adapters/export-store.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { redirectCounter } from "../../functions/adapters/redirect-counter.ts";
import { fold } from "../../functions/core/evolve.ts";
import { factsOf } from "../../functions/core/reporting/facts.ts";
import { counted } from "../../functions/platform/counted-lines.ts";
import { logger } from "../../functions/platform/logger.ts";
import { makeRelease } from "../../functions/platform/make-release.ts";
import { releaseOnTime } from "../../functions/platform/release-on-time.ts";
import { eventsOf } from "../core/reporting/journeys.ts";
import { rulesWith } from "../support/builders.ts";
import { MemoryBucket } from "../support/memory-bucket.ts";

const area = "greater-manchester";
const asked = { area, quarter: "2026-Q1", profile: "nhs" } as const;
const firstDay = "2026-04-02T06:00:00.000Z";
const nextDay = "2026-04-03T06:00:00.000Z";

/** An area with so many people referred in the quarter, and a bucket for its releases. */
async function anArea(people: number) {
  const table = memoryTable();
  const bucket = new MemoryBucket();
  const { effectiveFrom, ...rules } = rulesWith({ area, effectiveFrom: "2025-01-01" });
  await table.put({ pk: `${area}#RULES`, sk: effectiveFrom, effectiveFrom, ...rules });
  const covers = { icbAtLaunch: "QOP", icbCovers: "whole", authorities: [] };
  await table.put({
    pk: "AREAS",
    sk: `${effectiveFrom}#${area}`,
    id: area,
    name: area,
    effectiveFrom,
    ...covers,
  });
  const referred = async (number: number) => {
    const receivedAt = "2026-02-02T10:00:00.000Z";
    const facts = factsOf(fold(eventsOf({ area, receivedAt, acceptedAt: receivedAt })), [`person ${number}`]);
    const sort = `${receivedAt}#${number}`;
    await table.put({ pk: `${area}#CASE#${number}`, sk: "CASE", area, areaSort: sort, facts });
  };
  for (let number = 1; number <= people; number += 1) await referred(number);
  const services = {
    lists: caseLists(table),
    areas: areaStore(table),
    redirected: redirectCounter(table),
    exports: new ExportStore("exports", bucket.client),
  };
  return { services, bucket, referred };
}

test.each(["measures.csv", "report.html", "manifest.json"])(
  "a build that broke off before %s was written is taken up as it was, on another day",
  async (broken) => {
    const { services, bucket } = await anArea(12);
    bucket.beforePut = (key) => {
      if (key.endsWith(`/${broken}`)) throw new Error("the process was killed");
    };
    await expect(makeRelease(services, asked, firstDay)).rejects.toThrow("killed");
    expect(await services.exports.list(area)).toEqual([]);
    bucket.beforePut = () => {};
    const made = await makeRelease(services, asked, nextDay);
    expect(made).toMatchObject({ release: { asAt: firstDay } });
    expect(await services.exports.list(area)).toHaveLength(1);
    expect(await services.exports.registered("2026-Q1")).toHaveLength(1);
  },
);

test("two who publish at the same moment make one release, and each is told of that one", async () => {
  const { services } = await anArea(12);
  const made = await Promise.all([
    makeRelease(services, asked, firstDay),
    makeRelease(services, asked, firstDay),
  ]);
  const [published, ...others] = await services.exports.list(area);
  expect(others).toEqual([]);
  expect(await services.exports.registered("2026-Q1")).toHaveLength(1);
  const told = made.map((each) => ("release" in each ? each.release : "last" in each ? each.last : each));
  expect(told).toMatchObject([{ id: published?.id }, { id: published?.id }]);
  expect(await makeRelease(services, asked, nextDay)).toMatchObject({ refusal: "no-change" });
});

describe("a request that is repeated with its key", () => {
  const keyed = { ...asked, request: "a key" };

  test("is answered with the release that it made, whatever has changed since", async () => {
    const { services, referred } = await anArea(12);
    const made = await makeRelease(services, keyed, firstDay);
    expect(made).toMatchObject({ release: { quarter: "2026-Q1" } });
    expect(await makeRelease(services, keyed, nextDay)).toEqual(made);
    for (let number = 13; number <= 40; number += 1) await referred(number);
    expect(await makeRelease(services, keyed, nextDay)).toEqual(made);
    expect(await makeRelease(services, { ...keyed, request: "another key" }, nextDay)).toMatchObject({
      release: { supersedes: expect.any(String) },
    });
    expect(await makeRelease(services, keyed, nextDay)).toEqual(made);
  });

  test("at the same moment makes one release, and both are told of it", async () => {
    const { services } = await anArea(12);
    const both = [makeRelease(services, keyed, firstDay), makeRelease(services, keyed, nextDay)];
    const [one, other] = await Promise.all(both);
    expect(one).toHaveProperty("release");
    expect(other).toEqual(one);
    expect(await services.exports.list(area)).toHaveLength(1);
  });

  test("is told the release that it made also after that was taken up by it as broken off", async () => {
    const { services, bucket } = await anArea(12);
    bucket.beforePut = (key) => {
      if (key.endsWith("/report.html")) throw new Error("the process was killed");
    };
    await expect(makeRelease(services, keyed, firstDay)).rejects.toThrow("killed");
    bucket.beforePut = () => {};
    const made = await makeRelease(services, keyed, nextDay);
    expect(made).toMatchObject({ release: { asAt: firstDay } });
    expect(await makeRelease(services, keyed, nextDay)).toEqual(made);
  });

  test("asks for the same: its key is not used for another quarter or rule", async () => {
    const { services } = await anArea(12);
    await makeRelease(services, keyed, firstDay);
    for (const other of [{ quarter: "2025-Q4" }, { profile: "strict" as const }]) {
      expect(await makeRelease(services, { ...keyed, ...other }, nextDay)).toEqual({
        refusal: "idempotency-key-reused",
      });
    }
  });

  test("does not make another request of the same a repeat", async () => {
    const { services } = await anArea(12);
    await makeRelease(services, keyed, firstDay);
    const others = [asked, { ...asked, request: "another key" }];
    for (const other of others) {
      expect(await makeRelease(services, other, nextDay)).toMatchObject({ refusal: "no-change" });
    }
  });

  test("is the first to ask for what the clock released, each time that it is sent", async () => {
    const { services } = await anArea(12);
    const made = await makeRelease(services, { ...asked, scheduled: true }, firstDay);
    if (!("release" in made)) throw new Error("nothing was released");
    const isFirst = (request?: string) => services.exports.isFirstAsked(made.release, request);
    expect([await isFirst("a key"), await isFirst("a key"), await isFirst("another key")]).toEqual([
      true,
      true,
      false,
    ]);
    expect(await isFirst()).toBe(false);
  });
});

test("a quarter that the clock may not release is counted for the operators, and not tried again", async () => {
  const { services } = await anArea(6);
  await makeRelease(services, { ...asked, profile: "strict" }, firstDay);
  const warn = vi.spyOn(logger, "warn").mockImplementation(() => {});
  expect(await releaseOnTime(services, asked, nextDay)).toBe(true);
  const figures = expect.any(Number);
  expect(warn.mock.calls).toEqual([[counted.releaseClashed, { area, quarter: "2026-Q1", figures }]]);
  warn.mockRestore();
});

test("a release that corrects another names it, and says what changed", async () => {
  const { services, referred } = await anArea(12);
  const first = await makeRelease(services, asked, firstDay);
  for (let number = 13; number <= 40; number += 1) await referred(number);
  const second = await makeRelease(services, asked, nextDay);
  if (!("release" in first) || !("release" in second)) throw new Error("nothing was released");
  expect(second.release.supersedes).toBe(first.release.id);
  expect(second.release.files).toContain("changes.csv");
  const changes = await services.exports.readFile(second.release, "changes.csv");
  expect(changes).toMatch(/referrals,.*10,40/);
});
