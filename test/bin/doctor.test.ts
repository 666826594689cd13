import { beforeEach, describe, expect, it } from "vitest";
import type { Aws, StandingAlarm } from "../../bin/doctor/aws.ts";
import { checkHeadroom, checkStuckCases } from "../../bin/doctor/checks.ts";
import { examineDeployed } from "../../bin/doctor/deployed.ts";
import { exitCodeOf, type Finding, told } from "../../bin/doctor/finding.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { wakeIndex } from "../../functions/adapters/wake-index.ts";
import { addMinutes } from "../../functions/core/calendar.ts";
import { AreaInTable } from "../support/area-in-table.ts";
import { monday } from "../support/builders.ts";

const ok: Finding = { check: "Alarms", state: "ok", says: "30, all quiet" };
const look: Finding = { check: "Dead letters", state: "look", says: "1 in q", section: "Dead letters" };
const broken: Finding = {
  check: "Stuck cases",
  state: "broken",
  says: "3",
  section: "A case does not go on",
};

describe("what the doctor tells", () => {
  it("is a line for each check, and what to read about each that is not ok", () => {
    expect(told([ok, look]).split("\n")).toEqual([
      "ok      Alarms        30, all quiet",
      "look    Dead letters  1 in q",
      "",
      "Dead letters: see “Dead letters” in docs/runbook.md.",
    ]);
  });

  it.each([
    [[ok], 0],
    [[ok, look], 1],
    [[look, broken, ok], 2],
  ] as const)("ends with a code for scripts", (findings, code) => {
    expect(exitCodeOf(findings)).toBe(code);
  });
});

describe("stuck cases", () => {
  it("are looked at from 10 minutes past their moment, and broken from half an hour", async () => {
    const table = memoryTable();
    const area = await new AreaInTable(table).published();
    const { wakeAt = "" } = await area.stored(await area.looking("23456789CD"));
    const stateAfter = async (minutes: number) =>
      (await checkStuckCases(wakeIndex(table), addMinutes(wakeAt, minutes))).state;
    expect([await stateAfter(9), await stateAfter(11), await stateAfter(31)]).toEqual([
      "ok",
      "look",
      "broken",
    ]);
  });
});

describe("quotas", () => {
  const use = (used: number) => checkHeadroom([{ what: "100 starts a second", used, allowed: 100 }]);

  it("are looked at above half, and broken when nothing is left", () => {
    expect([use(50), use(51), use(100)].map(({ state }) => state)).toEqual(["ok", "look", "broken"]);
    expect(use(51).says).toBe("100 starts a second: 51%");
  });

  it("are told even where nothing is used", () => {
    expect(checkHeadroom([]).says).toBe("at most, nothing is used");
  });
});

describe("a deployed stack", () => {
  let alarms: StandingAlarm[];
  let highest: Record<string, number>;
  let sent: number;
  const alarm = (name: string, section: string, more: Partial<StandingAlarm> = {}): StandingAlarm => ({
    name,
    description: `People wait (what is allowed of ${name}). Runbook: ${section}.`,
    isOn: false,
    metric: name,
    threshold: 100,
    watched: {
      MetricName: name,
      Period: 60,
      Statistic: "Sum",
      Dimensions: [{ Name: "QueueName", Value: name }],
    },
    ...more,
  });
  const aws: Aws = {
    async resources(type) {
      if (type === "AWS::DynamoDB::Table") return [{ id: "Cases", name: "cases-1" }];
      return alarms.map(({ name }) => ({ id: name, name }));
    },
    alarms: async (names) => alarms.filter(({ name }) => names.includes(name)),
    highest: async (given) => given.map(({ name }) => highest[name] ?? 0),
    emails: async () => ({ sent, allowed: 1000 }),
  };
  const examine = () => examineDeployed(aws, () => memoryTable(), new Date(monday));
  const found = async (check: string) => (await examine()).find((finding) => finding.check === check);

  beforeEach(() => {
    alarms = [
      alarm("queue", "Dead letters", { threshold: 0 }),
      alarm("starts", "Half of a quota is used"),
      alarm("failures", "Workflow failures"),
    ];
    highest = {};
    sent = 0;
  });

  it("in which all is well says so", async () => {
    const findings = await examine();
    expect(findings.map(({ check, state }) => [check, state])).toEqual([
      ["Invariants", "ok"],
      ["Stuck cases", "ok"],
      ["Dead letters", "ok"],
      ["Alarms", "ok"],
      ["Quotas", "ok"],
    ]);
    expect(exitCodeOf(findings)).toBe(0);
  });

  it("tells the queue with dead letters", async () => {
    highest = { queue: 2 };
    expect(await found("Dead letters")).toMatchObject({ state: "look", says: "2 in queue" });
  });

  it("tells each alarm that is on, in its own words, with its section", async () => {
    alarms = [alarm("failures", "Workflow failures", { isOn: true })];
    expect(await found("Alarm")).toEqual({
      check: "Alarm",
      state: "look",
      says: "People wait (what is allowed of failures).",
      section: "Workflow failures",
    });
  });

  it("compares what was used with the whole quota, whose half the alarm is at", async () => {
    highest = { starts: 150 };
    expect(await found("Quotas")).toMatchObject({ state: "look", says: "what is allowed of starts: 75%" });
  });

  it("compares emails with what this account may send", async () => {
    sent = 900;
    expect(await found("Quotas")).toMatchObject({ state: "look", says: "1,000 emails a day: 90%" });
  });

  it("that has no table is none of ours", async () => {
    const other: Aws = { ...aws, resources: async () => [] };
    await expect(examineDeployed(other, () => memoryTable(), new Date(monday))).rejects.toThrow("no table");
  });
});
