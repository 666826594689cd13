import { describe, expect, it } from "vitest";
import { given } from "../../../bin/scale/assumptions.ts";
import { bill, totalOf } from "../../../bin/scale/costs.ts";
import { dollars, figure } from "../../../bin/scale/figures.ts";
import { limits } from "../../../bin/scale/limits.ts";
import { scalePage } from "../../../bin/scale/page.ts";
import { busiestSecond, programmeOf, traced, unitsOfPass } from "../../../bin/scale/programme.ts";
import type { Metered } from "../../../bin/scale/stack.ts";
import { busiestMinute, caseUse, listUse } from "../../../bin/scale/use.ts";
import { breaksAt, shareUsed } from "../../../bin/scale/used-up.ts";

const tableUse = {
  calls: 0,
  readUnits: 0,
  writeUnits: 0,
  refusedWriteUnits: 0,
  indexWriteUnits: {},
  indexQueries: {},
  indexReadUnits: {},
};

/** Two cases: one request each, two looks at each, an email and two signals each. */
const meter: Metered = {
  rehearsal: { people: 2, weeks: 1, seed: 1 },
  service: {
    functions: {
      "submit-referral": {
        invocations: 2,
        requests: 2,
        answeredBytes: 1000,
        logLines: 2,
        logBytes: 200,
        calls: { "DYNAMODB PutItem": 6, "SFN StartExecution": 2 },
      },
      "attend-to-case": {
        invocations: 4,
        requests: 0,
        answeredBytes: 0,
        logLines: 0,
        logBytes: 0,
        calls: { "DYNAMODB UpdateItem": 8, "SES Send": 2, "SFN SendTaskSuccess": 4 },
      },
      "send-digests": {
        invocations: 5,
        requests: 0,
        answeredBytes: 0,
        logLines: 0,
        logBytes: 5000,
        calls: { "SES Send": 1 },
      },
    },
    requests: { "POST /referrals": 2 },
    workflow: {
      executions: 2,
      entered: { "Attend to the case": 4, "Where is this case?": 4 },
      retries: 1,
      historyEvents: 60,
      longestHistory: 30,
      timersByMinute: { "09:00": 1, "10:00": 2, "17:00": 1 },
    },
  },
  table: {
    uses: {
      "submit-referral": {
        ...tableUse,
        readUnits: 4,
        writeUnits: 6,
        indexWriteUnits: { "by-wake": 2, "by-area": 2 },
      },
      "attend-to-case": {
        ...tableUse,
        readUnits: 10,
        writeUnits: 15,
        refusedWriteUnits: 1,
        indexWriteUnits: { "by-wake": 8, "by-queue": 2 },
        indexReadUnits: { "by-area": 100, "by-queue": 3 },
      },
      "send-digests": { ...tableUse, readUnits: 1000, writeUnits: 1000 },
      others: { ...tableUse, readUnits: 5000 },
    },
    items: { CASE: { count: 2, bytes: 2800, largest: 1500 } },
    temporary: { count: 9, bytes: 9000, largest: 1000 },
    entries: {
      "by-area": { count: 2, bytes: 800, largest: 400 },
      "by-open": { count: 0, bytes: 0, largest: 450 },
    },
  },
  stack: {
    memory: { "submit-referral": 512, "attend-to-case": 512 },
    resources: { "AWS::WAFv2::WebACL": 1, "AWS::CloudWatch::Alarm": 10 },
    firewallRules: 3,
  },
};

const use = caseUse(meter, given);

describe("What one case uses", () => {
  it("counts states that were entered, retries and the start", () => {
    expect(use.transitions).toBe((8 + 1 + 2) / 2);
    expect(use.executions).toBe(1);
    expect(use.signals).toBe(2);
  });

  it("takes people's requests, and what they read, twice, and what they write once", () => {
    expect(use.requests).toBe(2);
    expect(use.referrals).toBe(1);
    expect(use.writes).toBe((6 + 15 + 1) / 2);
    expect(use.reads).toBe((2 * 4 + 10 + 3) / 2);
  });

  it("leaves out what the clock brings about, what the rehearsal reads itself, and lists of an area", () => {
    expect(use.reads).toBeLessThan(100);
    expect(use.indexWrites).toBe(7);
    expect(use.wakeWrites).toBe(5);
    expect(use.areaWrites).toBe(1);
  });

  it("counts every email, with the news that SES gives of it", () => {
    expect(use.emails).toBe(1.5);
    expect(use.invocations).toBe((2 * 2 + 4) / 2 + 1.5);
  });

  it("adds 100 bytes to everything that stays", () => {
    expect(use.storedBytes).toBe((2800 + 200 + 800 + 200) / 2);
  });

  it("takes the index of open cases for one that is written as often as that of all, until it was counted", () => {
    const { "by-open": _, ...entries } = meter.table.entries;
    const older = { ...meter, table: { ...meter.table, entries } };
    expect(caseUse(older, given).indexWrites).toBe(use.indexWrites + use.areaWrites);
    expect(listUse(older).openEntryBytes).toBe(400);
    expect(scalePage(older)).toContain("did not know the index of open cases");
    expect(scalePage(meter)).not.toContain("did not know the index of open cases");
  });

  it("takes times for invocations, calls and emails by assumption", () => {
    const each = 25 + 0.03 * 700;
    const submitted = 2 * (2 * each + 8 * 8);
    const attended = 4 * each + (8 + 4) * 8 + 2 * 80;
    const news = 3 * 25;
    expect(use.gigabyteSeconds).toBeCloseTo((submitted + attended + news) / 1000 / 2 / 2, 9);
  });

  it("refuses a rehearsal without cases", () => {
    const empty = { ...meter, table: { ...meter.table, items: {} } };
    expect(() => caseUse(empty, given)).toThrow("no cases");
  });
});

describe("What a programme costs", () => {
  const lines = bill(programmeOf(meter, 1));
  const costOf = (service: string, what: string) =>
    lines.find((line) => line.service === service && line.what === what)?.dollars;

  it("is quantity times price, line by line", () => {
    expect(costOf("Step Functions", "state transitions")).toBeCloseTo((250_000 * 5.5 * 25) / 1e6, 6);
    expect(costOf("API Gateway", "requests")).toBeCloseTo((250_000 * 2 * 3.5) / 1e6, 6);
    expect(costOf("SES", "emails")).toBeCloseTo(250_000 * 1.5 * 0.0001, 6);
    expect(costOf("DynamoDB", "writes of items")).toBeCloseTo((250_000 * 11 * 0.7423) / 1e6, 6);
    expect(costOf("CloudWatch", "alarms")).toBeCloseTo(10 * 0.1 * 36, 6);
    expect(costOf("WAF", "rules")).toBe(3 * 36);
  });

  it("pays on average for half of what is stored at the end", () => {
    const gigabytes = (250_000 * use.storedBytes) / 2 ** 30;
    expect(costOf("DynamoDB", "storage")).toBeCloseTo((gigabytes / 2) * 36 * 0.297, 6);
  });

  const coaches = (250_000 / 3) * (0.5 / 30);
  const openCases = (250_000 / 3) * 1.1;
  /** As they are now, which costs twice what a list does. */
  const ofShown = (20 * 1400) / 4096;
  const read = (views: number, listBytes: number) =>
    (views * (listBytes / 4096 / 2 + ofShown) * 0.1485) / 1e6;

  it("reads a coach's own open cases, and those that are shown, each time that a coach opens their work", () => {
    const views = coaches * 3 * 252 * 3;
    expect(costOf("DynamoDB", "coaches' lists")).toBeCloseTo(read(views, (openCases / coaches) * 450), 6);
  });

  it("reads the open cases of an area each time that one of its leads opens a list", () => {
    const views = 36 * 3 * 3 * 252 * 3;
    expect(costOf("DynamoDB", "leads' lists")).toBeCloseTo(read(views, (openCases / 36) * 450), 6);
  });

  it("reads half of all cases there will be, on average, every morning", () => {
    expect(costOf("DynamoDB", "the morning's pass")).toBeCloseTo(
      (((252 * 3 * 250_000 * 400) / 2 / 4096 / 2) * 0.1485) / 1e6,
      6,
    );
  });

  it("grows with its size, and what stands there does not", () => {
    const ten = bill(programmeOf(meter, 10));
    const growth = (service: string, what: string) => {
      const at = lines.findIndex((line) => line.service === service && line.what === what);
      return (ten[at]?.dollars ?? 0) / (lines[at]?.dollars ?? 1);
    };
    expect(growth("Step Functions", "state transitions")).toBeCloseTo(10, 9);
    expect(growth("WAF", "web ACL")).toBe(1);
    expect(growth("DynamoDB", "coaches' lists")).toBeCloseTo(10, 9);
    expect(growth("DynamoDB", "the morning's pass")).toBeCloseTo(10, 9);
    expect(totalOf(ten)).toBeGreaterThan(totalOf(lines));
  });
});

describe("The busiest moments", () => {
  it("add four standard deviations to what comes by chance", () => {
    expect(busiestSecond(100)).toBe(140);
    expect(busiestSecond(0)).toBe(0);
  });

  it("know the minute that rules choose, and not those at which the rehearsal's people act", () => {
    expect(busiestMinute(meter)).toEqual({ minute: "09:00", share: 0.25 });
    const { busy } = programmeOf(meter, 1);
    const day = (250_000 / 3 / 252) * 1.5;
    expect(busy.casesADay).toBeCloseTo(day, 6);
    expect(busy.waitsAtOnce).toBeCloseTo(day * 2 * 0.25, 6);
  });

  it("take half a unit for each 4 KB of a list", () => {
    expect(unitsOfPass(1)).toBe(128);
  });

  it("trace the first of each second, and a twentieth of the others", () => {
    const first = 252 * 8 * 3600;
    expect(traced(1000, given)).toBe(1000);
    expect(traced(first + 2000, given)).toBe(first + 100);
  });
});

describe("What breaks", () => {
  const at = (scale: number) => programmeOf(meter, scale);

  it("breaks where as much is used as there is", () => {
    for (const limit of limits) {
      const scale = breaksAt(limit, at);
      if (scale === undefined) expect(shareUsed(limit, at(1000))).toBeLessThanOrEqual(1);
      else {
        expect(shareUsed(limit, at(scale))).toBeGreaterThanOrEqual(1);
        expect(shareUsed(limit, at(scale / 1.02))).toBeLessThan(1);
      }
    }
  });

  it("is used more the larger the programme is, whatever it is", () => {
    for (const limit of limits) {
      expect(shareUsed(limit, at(10))).toBeGreaterThan(shareUsed(limit, at(1)));
    }
  });

  it("has a remedy for each", () => {
    for (const { remedy, consequence } of limits) expect(`${consequence}|${remedy}`).toMatch(/^.+\.\|.+\.$/);
  });
});

describe("A figure", () => {
  it("has two significant digits", () => {
    expect([0, 0.0123, 1.26, 12.6, 126, 250_000, 1_234_567].map(figure)).toEqual([
      "0",
      "0.012",
      "1.3",
      "13",
      "130",
      "250,000",
      "1,200,000",
    ]);
  });

  it("is told in dollars down to a thousandth of a cent", () => {
    expect([0.000_000_1, 0.0134, 1234].map(dollars)).toEqual(["under $0.00001", "$0.013", "$1,200"]);
  });
});
