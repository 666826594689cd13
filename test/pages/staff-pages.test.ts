import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { fieldErrors } from "../../functions/core/field-errors.ts";
import { loadOf, overviewOf } from "../../functions/core/overview.ts";
import {
  AvailabilityBody,
  BulkReassignBody,
  MemberBody,
  mistakesOfAvailability,
  mistakesOfMember,
  NewMemberBody,
} from "../../functions/core/staff-bodies.ts";
import { summaryOf } from "../../functions/core/summary.ts";
import { fromStaffForm } from "../../functions/http/form.ts";
import {
  availabilityPage,
  coachesPage,
  coachPage,
  handedOverPage,
  overviewPage,
} from "../../functions/pages/index.ts";
import { aCoach, monday, rulesWith, TestCase } from "../support/builders.ts";
import { formsOf } from "./forms-of.ts";

const evil = `"><script>alert('x')</script>`;
const sourced = <Value>(value: Value) => ({ value, mark: "published" as const, source: "test" });
const rules = rulesWith({
  places: sourced(["East", "North"]),
  providers: sourced([{ name: "Sample Works", places: [] }]),
});
const away = [{ from: "2026-04-01", to: "2026-04-02" }];
const member = {
  email: "a@example.org",
  name: "Sample coach",
  roles: ["coach" as const, "duty" as const],
  capacity: 5,
  places: ["North"],
  languages: ["Urdu", "Polish"],
  skills: ["mental health"],
  restrictedPool: true,
  safeguarding: false,
  provider: "Sample Works",
  away,
  holding: 2,
  handingOver: false,
};
const filledIn = (page: string, id: string) => {
  const found = formsOf(page).find((each) => each.id === id);
  if (!found) throw new Error(`there is no form ${id}`);
  return found;
};
const pointersOf = (schema: z.ZodType, sent: unknown) =>
  fieldErrors(schema.safeParse(sent).error ?? { issues: [] }).map(({ pointer }) => pointer);

describe("the pages about staff", () => {
  const waiting = new TestCase();
  waiting.do({ type: "triage", referral: waiting.referral }).do({ type: "wait-for-coach", because: [evil] });
  waiting.attend();
  const supported = new TestCase().assigned().at("2026-03-20T10:00:00.000Z");
  supported.attend();
  const overview = overviewOf(
    {
      rules: { ...rules, name: evil },
      staff: [aCoach("a", { name: evil, capacity: 0, away })],
      summaries: [summaryOf(waiting.case), { ...summaryOf(supported.case), reference: "B" }],
      queued: [waiting],
    },
    "2026-03-20T10:00:00.000Z",
  );
  const shown: [string, string][] = [
    [
      "overviewPage",
      overviewPage({
        roles: ["lead"],
        ...overview,
        links: { rules: "http://127.0.0.1/areas/x" },
        now: "2026-03-20T10:00:00.000Z",
      }),
    ],
    ["coachesPage", coachesPage({ roles: ["lead"], items: [{ ...member, name: evil, email: evil }], rules })],
    [
      "coachPage",
      coachPage({ roles: ["lead"], member: { ...member, name: evil, languages: [evil] }, rules }),
    ],
    ["availabilityPage", availabilityPage({ roles: ["coach"], ...loadOf(aCoach("a", { away })) })],
    [
      "handedOverPage",
      handedOverPage({
        roles: ["lead"],
        moved: [{ reference: "A", coach: evil }],
        left: [evil],
        followedUpByLead: [evil],
        more: 2,
      }),
    ],
  ];

  test.each(shown)(
    "%s escapes every value, has one heading, no double id and a label for each field",
    (_, page) => {
      expect(page).not.toMatch(/<script>/i);
      expect(page.match(/<h1/g)).toHaveLength(1);
      expect(page).not.toMatch(/undefined|\[object|NaN|>null</);
      const ids = [...page.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [tag] of page.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)) {
        const id = /\bid="([^"]*)"/.exec(tag)?.[1];
        if (!tag.includes('type="hidden"')) expect(page).toContain(`for="${id}"`);
      }
    },
  );

  test("the overview tells who waits and why, what is late, and how the coaches are loaded", () => {
    expect(overview.waiting).toEqual([
      {
        reference: waiting.case.reference,
        stage: "waiting",
        position: 1,
        since: monday,
        workingDaysWaited: 14,
        why: ["every coach who could support the person is full: 0 of 0 places taken"],
        task: waiting.handleOf("wait-for-coach"),
      },
    ]);
    expect(overview).toMatchObject({ openCases: 2, overdueTasks: 2, area: "greater-manchester" });
    expect(overview.stages).toMatchObject({ waiting: 1, contact: 1, closed: 0 });
    expect(overview.unassignedTasks.map(({ kind, for: to, overdue }) => [kind, to, overdue])).toEqual([
      ["wait-for-coach", "lead", true],
    ]);
    expect(overview.escalatedTasks.map(({ reference, kind }) => [reference, kind])).toEqual([
      ["B", "contact"],
    ]);
    expect(overview.coaches).toEqual([
      { email: "a", name: evil, capacity: 0, holding: 0, away, isAway: false },
    ]);
  });
});

describe("the forms about staff", () => {
  test("a member's form sends back what the member is, unless it is changed", () => {
    const page = coachPage({ roles: ["lead"], member, rules });
    const sent = fromStaffForm("member", filledIn(page, "member").asShown);
    const { away: _, holding: __, handingOver: ___, ...same } = member;
    expect(sent).toEqual(same);
    expect(NewMemberBody.safeParse(sent).success).toBe(true);
    expect(mistakesOfMember(sent, rules)).toEqual([]);
    expect(page).toContain(`action="/area/coaches/${encodeURIComponent(member.email)}/leaving"`);
  });

  test("an empty list or an empty tick of a form means none; JSON that leaves them out means as before", () => {
    const sent = fromStaffForm("member", new URLSearchParams("name=A&roles=coach&capacity=1"));
    expect(sent).toEqual({
      name: "A",
      roles: ["coach"],
      capacity: 1,
      places: [],
      languages: [],
      skills: [],
      restrictedPool: false,
      safeguarding: false,
      provider: "",
    });
    expect(MemberBody.parse({ name: "A", roles: ["coach"], capacity: 1 })).not.toHaveProperty("places");
  });

  test("a coach's absences are shown as they are, with rows for more", () => {
    const page = availabilityPage({ roles: ["coach"], capacity: 3, away, holding: 0 });
    const sent = fromStaffForm("availability", filledIn(page, "availability").asShown);
    expect(sent).toEqual({ capacity: 3, away });
    const full = Array.from({ length: 20 }, () => away[0] ?? { from: "", to: "" });
    const fullPage = availabilityPage({ roles: ["coach"], capacity: 3, away: full, holding: 0 });
    expect(fromStaffForm("availability", filledIn(fullPage, "availability").asShown)).toEqual({
      capacity: 3,
      away: full,
    });
  });

  test("what is wrong is told at its field, and what was typed stays", () => {
    const values = new Map([
      ["form", ["reassign"]],
      ["from", ["a@example.org"]],
    ]);
    const errors = [{ pointer: "/from", detail: "Choose somebody who works in this area" }];
    const page = coachesPage({ roles: ["lead"], items: [member], rules, values, errors });
    expect(page).toContain('href="#reassign-from"');
    expect(page).toContain('value="a@example.org"');
    expect(filledIn(page, "member").asShown.get("email")).toBe("");
  });
});

describe("what coach and lead say about staff", () => {
  test("absences end after they begin, within 2 years, and are at most 20", () => {
    const today = "2026-03-02";
    const check = (absences: unknown) => [
      ...pointersOf(AvailabilityBody, { away: absences }),
      ...mistakesOfAvailability({ away: absences }, today).map(({ pointer }) => pointer),
    ];
    expect(check([{ from: "2026-03-02", to: "2026-03-02" }])).toEqual([]);
    expect(check([{ from: "2026-03-03", to: "2026-03-02" }])).toEqual(["/away/0/to"]);
    expect(check([{ from: "2026-03-03", to: "2028-03-02" }])).toEqual([]);
    expect(check([{ from: "2026-03-03", to: "2028-03-03" }])).toEqual(["/away/0/to"]);
    expect(check(Array.from({ length: 20 }, () => away[0]))).toEqual([]);
    expect(check(Array.from({ length: 21 }, () => away[0]))).toEqual(["/away"]);
    expect(check("Friday")).toEqual(["/away"]);
    expect(check([null, 3])).toEqual(["/away/0", "/away/1"]);
  });

  test("a lead gives every role but the national one, and only places and providers that the rules name", () => {
    const body = { name: "A", capacity: 0 };
    for (const role of ["coach", "lead", "duty", "commissioner"]) {
      expect(pointersOf(MemberBody, { ...body, roles: [role] })).toEqual([]);
    }
    expect(pointersOf(MemberBody, { ...body, roles: ["national"] })).toEqual(["/roles/0"]);
    expect(pointersOf(MemberBody, { ...body, roles: [] })).toEqual(["/roles"]);
    const said = { places: ["East", "West", 3], provider: "Nobody" };
    expect(mistakesOfMember(said, rules).map(({ pointer }) => pointer)).toEqual([
      "/places/1",
      "/places/2",
      "/provider",
    ]);
    expect(mistakesOfMember({ places: ["Bolton"], provider: "" }, rulesWith())).toEqual([]);
    expect(pointersOf(BulkReassignBody, { from: "A@Example.org", to: "x", reason: "" })).toEqual([
      "/to",
      "/reason",
    ]);
  });
});
