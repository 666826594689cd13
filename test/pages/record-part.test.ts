import { describe, expect, test } from "vitest";
import { Command } from "../../functions/core/commands.ts";
import { recordView } from "../../functions/core/record-view.ts";
import { fromCommandForm } from "../../functions/http/form.ts";
import { casePage } from "../../functions/pages/index.ts";
import type { Roles } from "../../functions/pages/staff-menu.ts";
import { monday, TestCase } from "../support/builders.ts";
import { formsOf, sent } from "./forms-of.ts";

function pageOf({ case: given, rules, referral }: TestCase, roles: Roles = ["coach"]) {
  const { reference, area, stage } = given;
  const details = given.erasure ? undefined : referral;
  return casePage({
    ...{ reference, area, stage, history: [], notes: [], openTasks: [], possibleDuplicates: [], now: monday },
    restricted: false,
    record: recordView(given, rules, details),
    roles,
  });
}

const formsAbout = (page: string) =>
  formsOf(page).filter(({ action }) => /\/(erase|legal-hold)$/.test(action));

describe("the record on the page of a case", () => {
  const closed = () => new TestCase().do({ type: "withdraw", through: "link" });

  test("is told to everybody who may see the case, the default as a default", () => {
    expect(pageOf(new TestCase())).toContain("While the case is open, and for some years after it is closed");
    expect(pageOf(closed())).toContain("Until Thursday 2 March 2034, then the person is removed from it");
    expect(pageOf(closed())).toContain("A default, not published; set by your area");
  });

  test("has forms for the lead alone, which make the commands of the core", () => {
    expect(formsAbout(pageOf(closed()))).toEqual([]);
    const person = closed();
    const forms = formsAbout(pageOf(person, ["lead"]));
    const filled = [
      ["legal-hold", { reason: "Complaint" }, { on: true, reason: "Complaint" }],
      ["erase", { reason: "person-asked" }, { reason: "person-asked" }],
    ] as const;
    for (const [name, fields, body] of filled) {
      const form = forms.find(({ action }) => action.endsWith(name));
      if (!form) throw new Error(`no form ${name}`);
      expect(fromCommandForm(name, sent(form, fields))).toEqual(body);
      expect(person.decide(Command.parse({ type: name, ...body }))).toHaveProperty("events");
    }
    expect(forms).toHaveLength(2);
  });

  test("offers to end a legal hold while one is on, and nothing to erase with it", () => {
    const held = closed().do({ type: "legal-hold", on: true, reason: "r" });
    const page = pageOf(held, ["lead"]);
    expect(page).toContain("Under a legal hold since Monday 2 March at 10am: nothing is erased");
    const [form, ...more] = formsAbout(page);
    expect(more).toEqual([]);
    if (!form) throw new Error("no form");
    expect(fromCommandForm("legal-hold", sent(form, { reason: "Over" }))).toEqual({
      on: false,
      reason: "Over",
    });
  });

  test("offers nothing more once the person was erased", () => {
    const erased = closed().do({ type: "erase", reason: "person-asked" });
    erased.attend();
    const page = pageOf(erased, ["lead"]);
    expect(formsAbout(page)).toEqual([]);
    expect(page).toContain("The person&#39;s details were erased on Monday 2 March at 10am");
  });
});

test("what to do about the end of the weeks of support stands before everything else to do", () => {
  const { case: given } = new TestCase().supported();
  const { reference, area, stage } = given;
  const plain = { reference, area, stage, history: [], notes: [], openTasks: [], possibleDuplicates: [] };
  const page = casePage({
    ...plain,
    roles: ["coach"],
    restricted: false,
    supportPrompt: "8 weeks of support ended.",
    now: monday,
  });
  expect(page).toContain("8 weeks of support ended.");
});

test("cases of perhaps the same person that have ended are told apart from those that may be joined", () => {
  const page = casePage({
    ...{ reference: "2345CDFGHJ", area: "a", stage: "contact", history: [], notes: [], openTasks: [] },
    roles: ["lead"],
    restricted: false,
    possibleDuplicates: ["2345CDFGHK", "2345CDFGHM"],
    previous: [{ reference: "2345CDFGHM", closure: "withdrew" }],
    earlier: [{ area: "surrey-heartlands", reference: "2345CDFGHN", history: [] }],
    now: monday,
  });
  expect(page.indexOf("2345CDFGHK")).toBeLessThan(page.indexOf("Perhaps here before"));
  expect(page.indexOf("2345CDFGHM")).toBeGreaterThan(page.indexOf("Perhaps here before"));
  expect(page).toContain("closed: The person chose to stop");
  expect(page).toContain("Before: case 2345CDFGHN in surrey-heartlands");
});
