import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { schemaFor } from "../../functions/core/answers.ts";
import { fieldErrors } from "../../functions/core/field-errors.ts";
import type { TaskKind } from "../../functions/core/words.ts";
import {
  fromCommandForm,
  fromForm,
  fromStaffForm,
  pathToGoOnTo,
  valuesOf,
  withoutRemovedRows,
} from "../../functions/http/form.ts";

const form = (text: string) => new URLSearchParams(text);

describe("a date and time of a form", () => {
  test.each([
    ["in winter", "2026-03-03T14:30", "2026-03-03T14:30:00.000Z"],
    ["in summer", "2026-07-03T14:30", "2026-07-03T13:30:00.000Z"],
    ["with seconds", "2026-07-03T14:30:00", "2026-07-03T13:30:00.000Z"],
    ["typed with a space", "2026-07-03 14:30", "2026-07-03T13:30:00.000Z"],
    ["just before the clocks go forward", "2026-03-29T00:59", "2026-03-29T00:59:00.000Z"],
    ["in the hour that the clocks leave out", "2026-03-29T01:30", "2026-03-29T01:30:00.000Z"],
    ["just after the clocks went forward", "2026-03-29T02:00", "2026-03-29T01:00:00.000Z"],
    ["just before the clocks go back", "2026-10-25T00:59", "2026-10-24T23:59:00.000Z"],
    ["in the hour that comes twice, the first", "2026-10-25T01:30", "2026-10-25T00:30:00.000Z"],
    ["just after the clocks went back", "2026-10-25T02:00", "2026-10-25T02:00:00.000Z"],
  ])("%s is read in London", (_name, typed, expected) => {
    expect(fromForm("contact", form(`appointmentAt=${typed}`))).toEqual({ appointmentAt: expected });
  });

  test.each(["2026-02-30T10:00", "2026-03-03T24:00", "2026-03-03T10:60", "2026-03-03", "tomorrow", "T10:00"])(
    "%s goes on as it was typed, so that its field tells the mistake",
    (typed) => {
      expect(fromForm("contact", form(`appointmentAt=${typed}`))).toEqual({ appointmentAt: typed });
    },
  );

  test("with an offset goes on as it was typed", () => {
    expect(fromCommandForm("hold", new URLSearchParams({ until: "2026-03-03T10:00:00+01:00" }))).toEqual({
      until: "2026-03-03T10:00:00+01:00",
    });
  });
});

test.each<[TaskKind, string, string]>([
  ["contact", "outcome=agreed&appointmentAt=2026-02-30T10:00", "/appointmentAt"],
  ["assessment", "attended=no&next.appointmentAt=soon", "/next/appointmentAt"],
  ["plan", "form=more-time&moreTime.until=Friday&moreTime.reason=Away", "/moreTime/until"],
  ["review", "attended=no&reviewOn=2026-02-30", "/reviewOn"],
])("%s: the mistake in %s is told at %s", (kind, fields, pointer) => {
  const body = fromForm(kind, form(fields));
  const { error } = schemaFor(kind, body).safeParse(body);
  expect(fieldErrors(error ?? { issues: [] }).map((each) => each.pointer)).toContain(pointer);
});

test("empty fields, blanks and the form's own name are left out", () => {
  expect(fromForm("contact", form("form=answer&outcome=agreed&channel=&note=++"))).toEqual({
    outcome: "agreed",
  });
});

test("numbers and booleans are only read where the answer has them", () => {
  expect(fromForm("plan", form("reviewInWeeks=3&note=3&planType=true"))).toEqual({
    actions: [],
    reviewInWeeks: 3,
    note: "3",
    planType: "true",
  });
  expect(fromForm("follow-up", form("reached=maybe&hoursPerWeek=1e3"))).toEqual({
    reached: "maybe",
    hoursPerWeek: "1e3",
  });
});

test("rows keep their order, and what was typed has their new numbers", () => {
  const fields = form("actions.10.kind=skills&actions.2.kind=other&actions.3.kind=&actions.10.by=coach");
  expect(fromForm("plan", fields)).toEqual({ actions: [{ kind: "other" }, { kind: "skills", by: "coach" }] });
  expect([...valuesOf(fields)]).toEqual([
    ["actions.1.kind", ["skills"]],
    ["actions.0.kind", ["other"]],
    ["actions.1.by", ["coach"]],
  ]);
});

test("an unknown field goes on, so that the schema refuses it", () => {
  expect(fromForm("contact", form("isAdmin=true"))).toEqual({ isAdmin: "true" });
  expect(fromForm("contact", form("constructor=x&toString.valueOf=y"))).toEqual({
    constructor: "x",
    toString: { valueOf: "y" },
  });
});

test("no field reaches the prototype of an object", () => {
  const body = fromForm("contact", form("__proto__.polluted=yes&constructor.prototype.polluted=yes"));
  expect(JSON.stringify(body)).toBe(
    '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}',
  );
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test("any fields at all make a body", () => {
  const name = fc.oneof(
    fc.string(),
    fc.constantFrom("actions.0.kind", "actions.0", "actions", "next.0.x", "a..b", "."),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.string())), (pairs) => {
      const fields = new URLSearchParams(pairs);
      expect(typeof fromForm("review", fields)).toBe("object");
      expect(fromCommandForm("note", fields)).toEqual(fromCommandForm("note", fields));
    }),
  );
});

describe("the form of a command", () => {
  test.each([
    ["note", "text=Rang", { text: "Rang" }],
    ["finish", "", {}],
    ["withdraw", "reason=Moved", { reason: "Moved" }],
    ["hold", "until=2026-07-01T09:00&reason=Away", { until: "2026-07-01T08:00:00.000Z", reason: "Away" }],
    [
      "consent",
      "which=evaluation&given=false&on=2026-03-02",
      { which: "evaluation", given: false, on: "2026-03-02" },
    ],
    ["contact-details", "phone=1&safeToLeaveMessage=true", { phone: "1", safeToLeaveMessage: true }],
    ["constructor", "until=x", { until: "x" }],
  ])("%s: %s", (command, text, body) => {
    expect(fromCommandForm(command, form(text))).toEqual(body);
  });
});

test("an absence that is ticked to be removed is gone, and the others stay as they were typed", () => {
  const fields = form(
    "capacity=3&away.0.from=2026-04-01&away.0.to=2026-04-02&away.0.remove=true&away.1.from=2026-05-01&away.10.from=x",
  );
  const left = withoutRemovedRows(fields);
  expect(fromStaffForm("availability", left)).toEqual({
    capacity: 3,
    away: [{ from: "2026-05-01" }, { from: "x" }],
  });
  expect([...valuesOf(left).keys()]).toEqual(["capacity", "away.0.from", "away.1.from"]);
});

test.each([
  ["/tasks/AAAAAAAAAAAAAAAAAAAAAA", "/tasks/AAAAAAAAAAAAAAAAAAAAAA"],
  ["/cases?next=abc", "/cases?next=abc"],
  ["/cases/2345CDFGHJ/plan?for=employer", "/cases/2345CDFGHJ/plan?for=employer"],
  ["/area/coaches/new%2Bcoach@example.org", "/area/coaches/new%2Bcoach@example.org"],
  [`/${"a".repeat(3000)}`, undefined],
  ["//evil.example", undefined],
  ["/\\evil.example", undefined],
  ["https://evil.example", undefined],
  ["javascript:alert(1)", undefined],
  ["/x\r\nset-cookie: a=b", undefined],
  ["", undefined],
  [undefined, undefined],
])("after signing in one goes on from %j to %j", (next, expected) => {
  expect(pathToGoOnTo(next)).toBe(expected);
});

test("whatever a link says, one goes on to this site or nowhere", () => {
  const here = "https://workwell.example";
  const next = fc.array(
    fc.constantFrom("/", "\\", ".", "..", "?", "@", ":", "evil.example", "\t", "\n", "%2f", "#"),
  );
  fc.assert(
    fc.property(next, (parts) => {
      const goOnTo = pathToGoOnTo(parts.join(""));
      return goOnTo === undefined || new URL(goOnTo, here).origin === here;
    }),
  );
});
