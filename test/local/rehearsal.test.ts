import { describe, expect, it } from "vitest";
import { readAreaFiles } from "../../areas/area-files.ts";
import { referenceData } from "../../areas/reference-data.ts";
import { findPlace } from "../../functions/core/place.ts";
import { summaryOf as summaryOfCase } from "../../functions/core/summary.ts";
import { whereIs } from "../../functions/core/where-is.ts";
import { taskEmail } from "../../functions/emails/index.ts";
import { counted } from "../../functions/platform/counted-lines.ts";
import type { PatientClient } from "../../local/rehearsal/client.ts";
import { coachesEveryOtherDay, desksIn, everyDay, taskMails } from "../../local/rehearsal/desks.ts";
import { quartersEnded } from "../../local/rehearsal/exports.ts";
import { findingsOn } from "../../local/rehearsal/findings.ts";
import { homes } from "../../local/rehearsal/homes.ts";
import { optionsOf } from "../../local/rehearsal/options.ts";
import { samplePeople } from "../../local/rehearsal/people.ts";
import type { PersonRecord } from "../../local/rehearsal/record.ts";
import { Programme } from "../../local/rehearsal/rehearsal.ts";
import { fingerprintOf, outcomesOf, standards } from "../../local/rehearsal/summary.ts";
import type { WholeTable } from "../../local/rehearsal/table-scan.ts";
import { aCoach, TestCase } from "../support/builders.ts";

describe("A command of a rehearsal's lead", () => {
  it.each([
    ["for want of room", "reassign", "/to", []],
    ["for anything else", "reassign", "/reason", ["Sample 1 (R): reassign: 422 refused"]],
    ["by another command", "merge", "/to", ["Sample 1 (R): merge: 422 refused"]],
  ])("that is refused %s is complained of only if it should not be", async (_, name, pointer, complaints) => {
    const programme = new Programme({} as PatientClient, [], {});
    const answer = { status: 422, text: "refused", body: { errors: [{ pointer }] } };
    Object.assign(programme, { sessions: { request: async () => answer } });
    await programme.command("lead", { person: { number: 1 }, reference: "R" } as PersonRecord, name, {});
    expect(programme.complaints).toEqual(complaints);
  });
});

const everywhere = homes();
const plan = { people: 60, intakeRounds: 100, firstDay: "2026-03-02", homes: everywhere, arePlain: false };

describe("The plan of a rehearsal", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(samplePeople({ ...plan, seed: 7 })).toEqual(samplePeople({ ...plan, seed: 7 }));
    expect(samplePeople({ ...plan, seed: 8 })).not.toEqual(samplePeople({ ...plan, seed: 7 }));
  });

  it("has people in all 15 areas, in places that lead to their area and to no other", () => {
    expect(new Set(everywhere.map(({ area }) => area)).size).toBe(15);
    const areas = readAreaFiles().areas.map(({ listing }) => listing);
    const found = everywhere.map(({ localAuthority }) => {
      const person = { noFixedAddress: true, localAuthority };
      return findPlace({ person }, { ...referenceData, areas, outward: undefined, on: "2026-03-02" });
    });
    expect(found.map((each) => ("area" in each ? each.area : each))).toEqual(
      everywhere.map(({ area }) => area),
    );
  });

  it("refers one person of an area at a time, and somebody twice", () => {
    const people = samplePeople({ ...plan, people: 300, intakeRounds: 180, seed: 1 });
    const first = people.filter(({ sameAs }) => sameAs === undefined);
    const places = first.map(({ home, story }) => `${home.area} ${story.round}`);
    expect(new Set(places).size).toBe(places.length);
    const again = people.find(({ sameAs }) => sameAs !== undefined);
    const before = people.find(({ number }) => number === again?.sameAs);
    expect(again?.referral.person).toEqual(before?.referral.person);
    expect(again?.key).not.toBe(before?.key);
  });

  it("has everything in it that happens to real people", () => {
    const stories = samplePeople({ ...plan, people: 300, intakeRounds: 180, seed: 1 }).map(
      ({ story }) => story,
    );
    const happened = new Set(stories.map(({ happening }) => happening?.what));
    for (const what of [
      "hold",
      "transfer",
      "reassign",
      "withdraw",
      "correct",
      "raise safety",
      "finish",
    ] as const) {
      expect(happened, what).toContain(what);
    }
    const closures = new Set(stories.map(({ closure }) => closure));
    for (const closure of ["died", "withdrew", "completed-plan", "unable-to-contact"] as const) {
      expect(closures, closure).toContain(closure);
    }
    expect(stories.some(({ isRestricted }) => isRestricted)).toBe(true);
    expect(stories.some(({ atRisk }) => atRisk)).toBe(true);
    expect(stories.some(({ forgotten }) => forgotten !== undefined)).toBe(true);
    expect(stories.some(({ leavesInRound }) => leavesInRound !== undefined)).toBe(true);
    expect(stories.some(({ movesAppointment }) => movesAppointment)).toBe(true);
    expect(stories.some(({ hasWrongAddress }) => hasWrongAddress)).toBe(true);
    expect(new Set(stories.map(({ record }) => record))).toEqual(
      new Set([undefined, "erased", "kept for a court"]),
    );
  });
});

it("tells a share of those quarters alone whose two figures are told", () => {
  const head = "measure,category,value,denominator";
  const quarter = (value: string, of: string) => `${head}\nwithin-standard,plan,${value},${of}\n`;
  const tables = new Map([
    ["england 2026-Q1", quarter("15", "*")],
    ["england 2026-Q2", quarter("63", "64")],
  ]);
  expect(standards({ tables }).join()).toMatch(/plan in time +98% +63 of 64/);
});

const handle = "a".repeat(22);
const mailOf = (to: string) => {
  const email = taskEmail({
    baseUrl: "http://127.0.0.1:3000",
    handle,
    reference: "23456789CD",
    kind: "follow-up",
    point: "13-weeks",
    dueAt: "2026-03-04T17:00:00.000Z",
    areaName: "Frimley",
    now: "2026-03-02T10:00:00.000Z",
  });
  return { id: "1", at: "2026-03-02T10:00:00.000Z", to: [to], ...email };
};

describe("The staff of a rehearsal", () => {
  it("find in their emails what they are asked, and of whom", () => {
    const staff = "coach1@frimley.example.org";
    expect(taskMails([mailOf(staff)])).toEqual([
      { handle, staff, reference: "23456789CD", kind: "follow-up" },
    ]);
    expect(taskMails([{ ...mailOf(staff), subject: "Your WorkWell tasks for Monday" }])).toEqual([]);
  });

  it("sit down when something is to be done, and do what would be to do tomorrow as well", () => {
    const task = (staff: string, actIn: number) =>
      ({ handle: `${staff}${actIn}`, staff, reference: "", kind: "plan", actIn }) as const;
    const tasks = [task("b", 4), task("b", 5), task("b", 6), task("a", 5), task("c", 3)];
    expect(
      desksIn(4, tasks, everyDay).map(({ staff, tasks: its }) => [staff, its.map(({ actIn }) => actIn)]),
    ).toEqual([
      ["b", [4, 5]],
      ["c", [3]],
    ]);
  });
});

describe("Coaches of a rehearsal", () => {
  it("are there every other day, not all on the same, and others every day", () => {
    const days = (staff: string) => [4, 5, 6, 7].filter((round) => coachesEveryOtherDay(staff, round));
    expect(days("coach1@frimley.example.org")).toEqual([5, 7]);
    expect(days("coach2@frimley.example.org")).toEqual([4, 6]);
    expect(days("duty@frimley.example.org")).toEqual([4, 5, 6, 7]);
  });
});

describe("The end of a rehearsal", () => {
  const kept = (given: TestCase) => ({
    case: given.case,
    events: given.events,
    wakeAt: whereIs(given.case, given.rules, given.now).wakeAt,
    referral: given.referral,
    summary: summaryOfCase(given.case),
    notes: given.notes.length,
  });
  const coachOf = (holding: string[]) =>
    aCoach("coach1@greater-manchester.example.org", { capacity: 25, holding: new Set(holding) });
  const judged = (
    table: WholeTable,
    { reference, now, output = "" }: { reference: string; now: string; output?: string },
  ) => {
    const record = { accepted: { reference } } as PersonRecord;
    const rehearsal = {
      records: new Map([[reference, record]]),
      complaints: [],
      staff: { complaints: [] },
    } as never;
    const executions = [{ name: `${reference}-1`, status: "RUNNING" }];
    const findings = findingsOn({ table, rehearsal, inbox: [], executions, now, output });
    return findings.filter(({ mistakes }) => mistakes.length > 0).map(({ promise }) => promise);
  };

  it("finds nothing wrong with a case that is as it must be", () => {
    const given = new TestCase().supported();
    const { reference } = given.case;
    const table = { cases: [kept(given)], coaches: [coachOf([reference])] };
    expect(judged(table, { reference, now: given.now })).toEqual([]);
  });

  it("finds what the service found by itself at night", () => {
    const given = new TestCase().supported();
    const { reference } = given.case;
    const table = { cases: [kept(given)], coaches: [coachOf([reference])] };
    const line = { message: counted.invariantViolated, area: "frimley", reference, promise: "has-one-owner" };
    const output = `WorkWell is ready\n${JSON.stringify(line)}\n`;
    expect(judged(table, { reference, now: given.now, output })).toEqual([
      "no night's check found anything wrong",
    ]);
  });

  it("finds what is wrong, and says which promise is broken", () => {
    const given = new TestCase().supported();
    const { reference } = given.case;
    const whole = kept(given);
    const now = given.now;
    const find = (cases: WholeTable["cases"], holding = [reference]) =>
      judged({ cases, coaches: [coachOf(holding)] }, { reference, now });
    expect(find([])).toContain("every referral that was accepted is there once");
    expect(find([{ ...whole, events: whole.events.slice(0, -1) }])).toContain(
      "the events of each case tell all of it",
    );
    expect(find([{ ...whole, wakeAt: undefined }])).toContain(
      "each open case wakes within two weeks, and a closed one for the end of its record",
    );
    expect(find([whole], [])).toContain(
      "each coach holds the places of their own people, and no more than they have",
    );
    const said = { ...whole, summary: "Sample goal 17." };
    expect(find([said])).toContain("no event and no list says anything about the person");
  });

  it("finds a coach who left, somebody who waits for nothing, and what is kept of whoever was erased", () => {
    const given = new TestCase().supported();
    const { coach = "", reference } = given.case;
    const { now } = given;
    const waits = "nobody waits for a coach while one has room, or has a coach who left";
    const gone = aCoach(coach, { holding: new Set([reference]) });
    const leftAt = { ...gone, leftAt: now };
    expect(judged({ cases: [kept(given)], coaches: [leftAt] }, { reference, now })).toEqual([waits]);
    given.do({ type: "coach-left", coach, reason: "Sample reason." }).attended();
    const another = aCoach("coach2@greater-manchester.example.org");
    expect(judged({ cases: [kept(given)], coaches: [another] }, { reference, now })).toEqual([waits]);
    given.do({ type: "withdraw", through: "link" }).attended();
    given.do({ type: "erase", reason: "person-asked" }).attended();
    const erased = judged({ cases: [kept(given)], coaches: [another] }, { reference, now });
    expect(erased).toContain("nothing is kept of whoever was erased");
  });

  it("publishes every quarter that has ended", () => {
    expect(quartersEnded("2026-03-02T10:00:00Z", "2026-10-01T00:00:00Z")).toEqual([
      "2026-Q1",
      "2026-Q2",
      "2026-Q3",
    ]);
    expect(quartersEnded("2026-03-02T10:00:00Z", "2026-03-31T00:00:00Z")).toEqual([]);
  });

  it("comes to the same fingerprint whatever the random references were", () => {
    const outcome = (reference: string, kind: "plan" | "exit") => {
      const given = [{ kind, handle: reference, dueAt: "", ends: true, answer: {} }];
      const record = { person: { number: 1 }, given } as unknown as PersonRecord;
      const rehearsal = {
        records: new Map([[reference, record]]),
        commands: new Map(),
        staff: { handedOver: 0 },
      } as never;
      const mail = {
        ...mailOf("coach1@frimley.example.org"),
        subject: `Agree a plan by Monday 2 March (${reference})`,
      };
      const releases = { tables: new Map(), refused: [] };
      return fingerprintOf(outcomesOf(rehearsal, { cases: [], coaches: [] }, [mail], releases));
    };
    expect(outcome("23456789CD", "plan")).toBe(outcome("CDFGHJKMNP", "plan"));
    expect(outcome("23456789CD", "plan")).not.toBe(outcome("23456789CD", "exit"));
  });
});

describe("The options of a rehearsal", () => {
  it("are 300 people over 60 weeks in every area unless told otherwise", () => {
    expect(optionsOf([])).toMatchObject({ people: 300, weeks: 60, seed: 1, areas: undefined, port: 0 });
    expect(optionsOf(["--areas", "frimley, black-country"])?.areas).toEqual(["frimley", "black-country"]);
    expect(optionsOf(["--meter", "counts.json"])?.meter).toBe("counts.json");
    expect(optionsOf(["--help"])).toBeUndefined();
  });

  it.each([[["--people", "0"]], [["--weeks", "soon"]], [["--wekks", "3"]], [["--seed", "-1"]]])(
    "cannot be %j",
    (given) => {
      expect(() => optionsOf(given)).toThrow();
    },
  );
});
