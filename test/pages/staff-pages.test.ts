import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { fieldErrors } from "../../functions/core/field-errors.ts";
import { loadOf, overviewOf } from "../../functions/core/overview.ts";
import { factsOf } from "../../functions/core/reporting/facts.ts";
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
  addCoachPage,
  availabilityPage,
  choosePage,
  coachesPage,
  coachPage,
  comparePage,
  handedOverPage,
  leavingPage,
  overviewPage,
  reassignPage,
  rulesPage,
} from "../../functions/pages/index.ts";
import { loadBar, loadInWords, scaleOf } from "../../functions/pages/load-chart.ts";
import { aCoach, aReferral, monday, rulesWith, TestCase } from "../support/builders.ts";
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
const roles = ["lead" as const];
const told = {
  reference: "A",
  stage: "contact" as const,
  coach: { name: "Sample" },
  because: [],
  goesToLead: false,
};
const tooShort = { pointer: "/reason", detail: "Enter some text" };
const pointersOf = (schema: z.ZodType, sent: unknown) =>
  fieldErrors(schema.safeParse(sent).error ?? { issues: [] }).map(({ pointer }) => pointer);

describe("the pages about staff", () => {
  const waiting = new TestCase();
  waiting.do({ type: "triage", referral: waiting.referral }).do({ type: "wait-for-coach", because: [evil] });
  waiting.attend();
  const supported = new TestCase().assigned().at("2026-03-20T10:00:00.000Z");
  supported.attend();
  const now = "2026-03-20T10:00:00.000Z";
  const ofArea = { ...rules, name: evil };
  const listed = [waiting, supported].map((person, index) => ({
    summary: { ...summaryOf(person.case), reference: index === 0 ? person.case.reference : "B" },
    facts: factsOf(person.case),
  }));
  const [first, second] = listed.map(({ summary }) => summary);
  if (!first || !second) throw new Error("there are two");
  const staff = [aCoach("a", { name: evil, capacity: 0, away, bouncedAt: monday })];
  const duplicates = [{ earlier: first, later: second }];
  const overview = overviewOf(
    { versions: [ofArea], staff, cases: listed, queued: [waiting], duplicates },
    ofArea,
    now,
  );
  const shownOverview = {
    roles,
    ...overview,
    duplicates: overview.duplicates.map((pair) => ({ ...pair, compareUrl: `/area/duplicates/x/${evil}` })),
    now,
  };
  const foreseen = {
    reference: "A",
    preferredName: evil,
    stage: "contact" as const,
    coach: { name: evil },
    because: [evil],
    goesToLead: false,
  };
  const evilMember = { ...member, name: evil, email: evil, languages: [evil], skills: [evil] };
  const typed = { values: new Map([["reason", [evil]]]), errors: [{ pointer: "/reason", detail: evil }] };
  const names = new Map([[evil, evil]]);
  const compared = (reference: string) => ({
    reference,
    receivedAt: monday,
    stage: "contact" as const,
    coach: evil,
    restricted: true,
    person: aReferral({ person: { givenName: evil, preferredName: evil } }).person,
    referrer: { kind: "gp" as const, organisation: evil },
    mayBeJoined: true,
    mayGoOn: true,
  });
  const imported = { area: "x", source: evil, importedOn: "2026-02-01", services: [{ id: "1", name: evil }] };
  const shown: [string, string][] = [
    ["overviewPage", overviewPage(shownOverview)],
    ["coachesPage", coachesPage({ roles, items: [evilMember], rules, saved: evilMember })],
    ["coachPage", coachPage({ roles, member: evilMember, rules })],
    [
      "addCoachPage",
      addCoachPage({ roles, rules, typed: { values: new Map([["name", [evil]]]), errors: [] } }),
    ],
    ["leavingPage", leavingPage({ roles, member: evilMember, people: [foreseen], isOnlyLead: false })],
    ["choosePage", choosePage({ roles, staff: [evilMember], ...typed })],
    ["reassignPage", reassignPage({ roles, from: evilMember, to: evilMember, people: [foreseen], ...typed })],
    ["comparePage", comparePage({ roles, names, cases: [compared("A"), compared("B")], now: monday })],
    ["rulesPage", rulesPage({ roles, rules: ofArea, later: [ofArea], imported, now: monday })],
    ["availabilityPage", availabilityPage({ roles: ["coach"], ...loadOf(aCoach("a", { away })) })],
    [
      "handedOverPage",
      handedOverPage(
        { roles, moved: [{ reference: "A", coach: evil }], left: [evil], followedUpByLead: [evil], more: 2 },
        { action: "/area/reassign", fields: [["reason", evil]] },
      ),
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
    expect(overview.stages).toMatchObject({ waiting: 1, contact: 1, support: 0 });
    expect(overview.unassignedTasks.map(({ kind, for: to, overdue }) => [kind, to, overdue])).toEqual([
      ["wait-for-coach", "lead", true],
    ]);
    expect(overview.escalatedTasks.map(({ reference, kind }) => [reference, kind])).toEqual([
      ["B", "contact"],
    ]);
    expect(overview.coaches).toEqual([
      { email: "a", name: evil, capacity: 0, holding: 0, away, isAway: false, overdueTasks: 0 },
    ]);
    expect(overview.standards.map(({ standard, over }) => [standard, over])).toEqual([
      ["first-contact", 2],
      ["first-appointment", 0],
      ["plan", 0],
    ]);
    expect(overview.absences).toEqual([
      { email: "a", name: evil, from: "2026-04-01", to: "2026-04-02", isNow: false },
    ]);
    expect(overview.unreachedStaff).toEqual([{ email: "a", name: evil, since: monday }]);
    expect(overview.duplicates.map(({ earlier, later }) => [earlier.stage, later.reference])).toEqual([
      ["waiting", "B"],
    ]);
  });

  test("whoever waits is linked to the task of the wait, also when their address is to be checked", () => {
    const unreached = new TestCase();
    unreached.record([{ type: "email-returned", email: "x", of: "person", because: "bounced", mail: "m" }]);
    unreached.attend();
    unreached
      .do({ type: "triage", referral: unreached.referral })
      .do({ type: "wait-for-coach", because: [] });
    unreached.attend();
    const told = overviewOf(
      {
        versions: [rules],
        staff: [],
        cases: [{ summary: summaryOf(unreached.case), facts: factsOf(unreached.case) }],
        queued: [unreached],
        duplicates: [],
      },
      rules,
      now,
    );
    expect(told.waiting[0]?.task).toBe(unreached.handleOf("wait-for-coach"));
    expect(told.unreachedAddresses.map(({ task }) => task)).toEqual([unreached.handleOf("check-address")]);
  });

  test("every number that is told against a standard leads to those who are meant", () => {
    const page = overviewPage(shownOverview);
    expect(page).toContain('href="/cases?standard=first-contact&amp;standing=over"');
    expect(page).not.toContain("standing=within");
    expect(page).not.toMatch(/ style=/);
  });

  test("a bar says in words what it shows, also when there are more people than places", () => {
    expect(String(loadBar({ holding: 3, capacity: 2 }, 4))).toMatch(
      /^3 of 2 places taken, 1 over[\s\S]*aria-hidden="true"[\s\S]*__people" width="75%"[\s\S]*__room" width="50%"/,
    );
    expect(loadInWords({ holding: 1, capacity: 1 })).toBe("1 of 1 place taken, full");
    expect(loadInWords({ holding: 0, capacity: 0 })).toBe("0 of 0 places taken");
    expect(scaleOf([])).toBe(1);
  });

  test("the only lead is told that they cannot be removed, and finds no button for it", () => {
    const page = leavingPage({ roles, member, people: [], isOnlyLead: true });
    expect(formsOf(page).filter(({ action }) => action.endsWith("/leaving"))).toEqual([]);
    expect(page).toContain("Make somebody else a lead first");
  });

  test("rules that begin later are told by what changes, each with its mark", () => {
    const clock = { value: 9, mark: "published" as const, source: "Sample Council" };
    const later = {
      ...rules,
      effectiveFrom: "2026-05-01",
      clocks: { ...rules.clocks, contactWorkingDays: clock },
    };
    const page = rulesPage({ roles, rules, later: [later], now: monday });
    const after = page.slice(page.indexOf("What begins later"), page.indexOf("Local services"));
    expect(after).toContain("From Friday 1 May");
    expect(after).toContain("Within 9 working days of your referral");
    expect(after).toContain("(Sample Council)");
    expect(after).not.toContain("First appointment");
  });

  test("a coach is called by their name, and by their address where the area does not know them", () => {
    const cases = [
      { ...compared("A"), coach: "c1@example.org" },
      { ...compared("B"), coach: "gone@example.org" },
    ] as const;
    const known = new Map([["c1@example.org", "Sample first coach"]]);
    const page = comparePage({ roles, names: known, cases, now: monday });
    expect(page).toContain("Sample first coach");
    expect(page).not.toContain("c1@example.org");
    expect(page).toContain("gone@example.org");
  });

  test("cases of which one has ended are not offered to be joined", () => {
    const joinsOf = (one: Partial<ReturnType<typeof compared>>) =>
      formsOf(
        comparePage({ roles, names, cases: [{ ...compared("A"), ...one }, compared("B")], now: monday }),
      )
        .map(({ id }) => id)
        .filter((id) => id.startsWith("join-"));
    expect(joinsOf({})).toEqual(["join-B", "join-A"]);
    expect(joinsOf({ mayBeJoined: false })).toEqual(["join-B"]);
    expect(joinsOf({ mayBeJoined: false, mayGoOn: false })).toEqual([]);
  });
});

describe("the forms about staff", () => {
  test("a member's form sends back what the member is, unless it is changed", () => {
    const page = coachPage({ roles, member, rules });
    const sent = fromStaffForm("member", filledIn(page, "member").asShown);
    const { away: _, holding: __, handingOver: ___, ...same } = member;
    expect(sent).toEqual(same);
    expect(NewMemberBody.safeParse(sent).success).toBe(true);
    expect(mistakesOfMember(sent, rules)).toEqual([]);
    expect(page).toContain(`href="/area/coaches/${encodeURIComponent(member.email)}/leaving"`);
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
    const values = new Map([["reason", ["x"]]]);
    const errors = [{ pointer: "/from", detail: "Choose somebody who works in this area" }];
    const page = choosePage({ roles, staff: [member], values: new Map([["to", [member.email]]]), errors });
    expect(page).toContain('href="#choose-from"');
    expect(filledIn(page, "choose").asShown.get("to")).toBe(member.email);
    const again = reassignPage({ roles, from: member, people: [{ ...told }], values, errors: [tooShort] });
    expect(again).toContain('href="#reassign-reason"');
    expect(filledIn(again, "reassign").asShown.get("reason")).toBe("x");
    const refused = addCoachPage({
      roles,
      rules,
      typed: {
        values: new Map([["email", ["typed"]]]),
        errors: [{ pointer: "/email", detail: "Enter an email address" }],
      },
    });
    expect(refused).toContain("<title>Error: ");
    expect(filledIn(refused, "member").asShown.get("email")).toBe("typed");
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
