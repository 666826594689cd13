import { describe, expect, it } from "vitest";
import type { StaffMember } from "../../functions/core/area-rules.ts";
import type { TaskLine, Told } from "../../functions/core/digests.ts";
import { digest } from "../../functions/emails/index.ts";
import { staffMeant } from "../../functions/platform/recipients.ts";
import { ownDigest } from "../../functions/send-digests/own-digest.ts";
import { monday } from "../support/builders.ts";

function member(id: string, roles: StaffMember["roles"], overrides: Partial<StaffMember> = {}): StaffMember {
  const none = { capacity: 0, away: [], places: [], languages: [], skills: [], restrictedPool: false };
  return { id: `${id}@example.org`, area: "frimley", name: `Sample ${id}`, roles, ...none, ...overrides };
}

function line(handle: string, state: TaskLine["state"], to: TaskLine["to"]): TaskLine {
  return {
    handle,
    state,
    to,
    kind: "contact",
    reference: "23456789CD",
    askAt: monday,
    dueAt: "2026-02-26T17:00:00.000Z",
    escalated: state === "escalated",
  };
}

const coach = member("coach", ["coach"]);
const lead = member("lead", ["lead"]);
const duty = member("duty", ["duty"]);
const staff = [coach, lead, duty];
const escalated = line("late", "escalated", { staff: coach.id });
const told: Told[] = [
  { to: { staff: coach.id }, line: escalated },
  { to: { role: "lead" }, line: escalated },
  { to: { role: "lead" }, line: line("wait", "waiting", { role: "lead" }) },
];

describe("the digest of one member of staff", () => {
  it("holds only what is theirs, without the area's counts unless they lead it", () => {
    const own = ownDigest(coach, { told, waiting: 4 }, staff);
    expect(own).toMatchObject({ overview: undefined, items: [{ handle: "late", whose: undefined }] });
    expect(own?.items).toHaveLength(1);
  });

  it("tells the lead the counts, and whose task it is that is late", () => {
    expect(ownDigest(lead, { told, waiting: 4 }, staff)).toMatchObject({
      overview: { escalated: 1, waiting: 4, unreachedStaff: [] },
      items: [
        { handle: "late", whose: "Sample coach" },
        { handle: "wait", whose: undefined },
      ],
    });
  });

  it("tells a coach of somebody whom they took over, and nobody else", () => {
    const takenOver = { reference: "23456789CD", state: "taken-over", next: undefined } as const;
    const all: Told[] = [{ to: { staff: coach.id }, line: takenOver }];
    expect(ownDigest(coach, { told: all, waiting: 0 }, staff)?.items).toEqual([takenOver]);
    expect(ownDigest(lead, { told: all, waiting: 0 }, staff)).toBeUndefined();
  });

  it("tells the lead of a case that ended because nobody could be reached", () => {
    const ending = { reference: "23456789CD", state: "not-contacted", endedAt: monday } as const;
    const all: Told[] = [{ to: { role: "lead" }, line: ending }];
    expect(ownDigest(lead, { told: all, waiting: 0 }, staff)?.items).toEqual([ending]);
    expect(ownDigest(coach, { told: all, waiting: 0 }, staff)).toBeUndefined();
  });

  it("is none for whom nothing is expected", () => {
    expect(ownDigest(duty, { told, waiting: 4 }, staff)).toBeUndefined();
    expect(ownDigest(lead, { told: [], waiting: 4 }, staff)).toBeUndefined();
  });

  it("is one for somebody with several roles, each task once", () => {
    const both = member("coach", ["coach", "lead", "duty"]);
    const safety = line("safe", "escalated", { role: "duty" });
    const all = [...told, { to: safety.to, line: safety }, { to: { role: "lead" } as const, line: safety }];
    const own = ownDigest(both, { told: all, waiting: 0 }, [both]);
    expect(own?.items.map((item) => "handle" in item && [item.handle, item.whose])).toEqual([
      ["late", undefined],
      ["wait", undefined],
      ["safe", undefined],
    ]);
  });

  it("tells the lead, and nobody else, of colleagues whom emails do not reach, even on a quiet morning", () => {
    const unreached = { ...coach, bouncedAt: monday };
    const quiet = { told: [], waiting: 0 };
    const own = ownDigest(lead, quiet, [unreached, lead]);
    expect(own?.overview?.unreachedStaff).toEqual(["Sample coach, coach@example.org"]);
    expect(ownDigest(unreached, quiet, [unreached, lead])).toBeUndefined();
    const { text } = digest({
      baseUrl: "http://127.0.0.1",
      listsCases: true,
      name: lead.name,
      items: [],
      ...own,
      now: monday,
    });
    expect(text).toContain("Sample coach, coach@example.org");
  });
});

it("everyone on duty and the lead are meant together, each once", () => {
  const safeguarding = member("safeguarding", ["duty"], { safeguarding: true });
  const both = member("both", ["duty", "lead"]);
  const meant = staffMeant("duty-and-lead", [...staff, safeguarding, both]);
  expect(meant).toEqual([lead, duty, safeguarding, both].map(({ id }) => id));
  expect(staffMeant("duty-and-lead", [coach, lead])).toEqual([lead.id]);
});
