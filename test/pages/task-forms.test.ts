import { describe, expect, test } from "vitest";
import { z } from "zod";
import { answerSchemas, schemaFor } from "../../functions/core/answers.ts";
import { fieldErrors } from "../../functions/core/field-errors.ts";
import { type TaskKind, taskKinds } from "../../functions/core/words.ts";
import { fromForm, valuesOf } from "../../functions/http/form.ts";
import { alreadyAnsweredPage, taskEndedPage, taskPage, typedInTask } from "../../functions/pages/index.ts";
import { aTask, aTaskPage, aTaskPageGiven, handle } from "./builders.ts";
import { everyAnswer, type Filled } from "./every-answer.ts";
import { formsOf, type RenderedForm, sent } from "./forms-of.ts";

function formOf(kind: TaskKind, id: string): RenderedForm {
  const form = formsOf(aTaskPage(kind)).find((each) => each.id === id);
  if (!form) throw new Error(`the page of ${kind} has no form ${id}`);
  return form;
}

/** The forms of the task, without the one of the menu. */
function taskForms(page: string): RenderedForm[] {
  return formsOf(page).filter(({ action }) => action !== "/sign-out");
}

test("a task says until when its case is on hold, and asks for no answer that would be refused", () => {
  const page = aTaskPage("review", { view: aTask("review", { onHoldUntil: "2026-04-01T08:00:00.000Z" }) });
  expect(taskForms(page)).toEqual([]);
  expect(page).toContain("on hold until Wednesday 1 April at 9am");
  expect(page).toContain('<a href="/cases/2345CDFGHJ">open the case and go on with it</a>');
  expect(page).not.toContain("Answer now");
});

describe("a task's form, filled in and sent", () => {
  test.each(everyAnswer)(
    "%s: %s with %j is an answer that the core accepts",
    (kind, form, filled, answer) => {
      const body = fromForm(kind, sent(formOf(kind, form), filled));
      expect(body).toEqual(answer);
      expect(schemaFor(kind, body).parse(body)).toEqual(answer);
    },
  );

  test("is tried for every form of every page", () => {
    const tried = new Set(everyAnswer.map(([kind, form]) => `${kind} ${form}`));
    const rendered = taskKinds.flatMap((kind) => taskForms(aTaskPage(kind)).map(({ id }) => `${kind} ${id}`));
    expect(rendered.filter((form) => !tried.has(form))).toEqual([]);
  });

  test.each(everyAnswer)(
    "%s: %s with %j, shown again with a mistake and sent as it stands, is the same answer",
    (kind, form, filled, answer) => {
      const values = valuesOf(sent(formOf(kind, form), filled));
      const page = aTaskPage(kind, { values, errors: [{ pointer: "/note", detail: "Use fewer words" }] });
      const again = taskForms(page).find(({ id }) => id === form);
      expect(fromForm(kind, again?.asShown ?? new URLSearchParams())).toEqual(answer);
    },
  );

  test.each(taskKinds)("%s: every field of the answer can be filled in", (kind) => {
    const names = formsOf(aTaskPage(kind)).flatMap(({ hidden, controls }) => [
      ...hidden.map(([name]) => name),
      ...controls.keys(),
    ]);
    const schema = z.toJSONSchema(answerSchemas[kind], { io: "input", unrepresentable: "any" });
    const variants = (schema.anyOf ?? [schema]) as { properties: Record<string, unknown> }[];
    for (const { properties } of variants) {
      for (const field of Object.keys(properties)) {
        expect(
          names.some((name) => name === field || name.startsWith(`${field}.`)),
          field,
        ).toBe(true);
      }
    }
  });

  test("wait-for-coach: a lead chooses a coach by name, sees who has room, or lets the person wait", () => {
    const coach = (name: string, holding: number) => ({
      email: `${name}@example.org`,
      name,
      holding,
      capacity: 5,
    });
    const page = aTaskPage("wait-for-coach", {
      coaches: [coach("one", 2), coach("two", 5), coach("three", 6)],
    });
    const options = [...page.matchAll(/<option value="([^"]*)">([^<]*)</g)].map(([, ...option]) => option);
    expect(options).toEqual([
      ["", "Let the person wait until a coach has room"],
      ["one@example.org", "one: 3 of 5 places free"],
      ["two@example.org", "two: no room"],
      ["three@example.org", "three: no room"],
    ]);
  });

  test("review-referral: an area that delivers everywhere asks for no place", () => {
    expect(aTaskPage("review-referral")).toContain('<option value="East">');
    expect(aTaskPage("review-referral", { places: [] })).not.toContain('name="place"');
  });

  test.each(taskKinds)("%s: each way out of the page is an attempt of its own", (kind) => {
    const ids = taskForms(aTaskPage(kind)).flatMap(({ hidden }) =>
      hidden.filter(([name]) => name === "attemptId").map(([, id]) => id),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(taskKinds)("%s: every form goes to the task", (kind) => {
    const forms = taskForms(aTaskPage(kind));
    expect(forms.length).toBeGreaterThan(0);
    for (const { action } of forms) expect(action).toBe(`/tasks/${handle}`);
  });

  test.each(taskKinds)("%s: no two elements of the page have the same id", (kind) => {
    const ids = [...aTaskPage(kind).matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(taskKinds)("%s: every label, hint and mistake belongs to an element that is there", (kind) => {
    const page = aTaskPage(kind);
    const ids = new Set([...page.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id));
    for (const [, named = ""] of page.matchAll(/\b(?:for|aria-describedby)="([^"]*)"/g)) {
      for (const id of named.split(" ")) expect(ids).toContain(id);
    }
  });
});

describe("an answer that comes too late", () => {
  const given = aTaskPageGiven("contact", {
    values: new Map([
      ["form", ["answer"]],
      ["outcome", ["could-not-reach"]],
      ["note", ["Kept text"]],
    ]),
    errors: [{ pointer: "", detail: "The case is on hold." }],
  });

  test("is shown by its questions, in words, to be copied", () => {
    const typed = String(typedInTask(given));
    expect(typed).toMatch(/Note \(optional\)<\/dt>[\s\S]*Kept text/);
    expect(typed).not.toContain("could-not-reach");
    const pages = [
      taskEndedPage({ because: "moved-on", roles: ["coach"], typed: typedInTask(given) }),
      alreadyAnsweredPage({ roles: ["coach"], typed: typedInTask(given) }),
    ];
    for (const page of pages) expect(page).toContain(typed);
  });

  test("because somebody put the case on hold says so, and loses nothing", () => {
    const view = { ...given.view, onHoldUntil: "2026-06-01T09:00:00.000Z" };
    const page = taskPage({ ...given, view });
    expect(page).toContain('<a href="#not-saved">The case is on hold.</a>');
    expect(page).toContain(String(typedInTask(given)));
  });
});

describe("a form with mistakes", () => {
  function refused(kind: TaskKind, form: string, filled: Filled) {
    const fields = sent(formOf(kind, form), filled);
    const body = fromForm(kind, fields);
    const parsed = schemaFor(kind, body).safeParse(body);
    const errors = parsed.success ? [] : fieldErrors(parsed.error);
    return { errors, page: aTaskPage(kind, { values: valuesOf(fields), errors }) };
  }

  const cases: [TaskKind, string, Filled, string[]][] = [
    ["contact", "answer", {}, ["Choose what came of it"]],
    [
      "contact",
      "answer",
      { outcome: "agreed", appointmentAt: "next Tuesday" },
      ["Enter the date and time of the appointment"],
    ],
    [
      "contact",
      "answer",
      { outcome: "could-not-reach", nextTryAt: "other" },
      ["Choose when you will try again, or enter a date and time that is still to come"],
    ],
    [
      "contact",
      "more-time",
      {},
      ["Enter the date and time until when you need", "Say why you need more time"],
    ],
    ["assessment", "did-not-attend", {}, ["Enter the date and time of the appointment"]],
    ["assessment", "rearranged", {}, ["Enter the date and time of the appointment"]],
    [
      "assessment",
      "rearranged",
      { "rearrange.channel": "phone" },
      ["Enter the date and time of the appointment"],
    ],
    [
      "plan",
      "answer",
      { planType: "seek-work", reviewInWeeks: "a few" },
      ["Enter a whole number of weeks from 1 to 26"],
    ],
    [
      "plan",
      "answer",
      { planType: "seek-work", "actions.2.description": "Kept text" },
      ["Choose a kind for action 1", "Choose who does action 1"],
    ],
    [
      "plan",
      "answer",
      { planType: "seek-work", "actions.0.dueOn": "2026-02-30" },
      ["Enter a real date, like 2026-03-03"],
    ],
    [
      "review",
      "answer",
      { attended: "yes", next: "finish", "actions.2.reason": "Kept text" },
      ["Choose how the action went"],
    ],
    [
      "follow-up",
      "answer",
      { outcome: "no-change", employmentStatus: "in-work", hoursPerWeek: "900" },
      ["Enter a number of hours from 0 to 168"],
    ],
  ];

  test.each(cases)(
    "%s, %s, %j: told at the top and at its field, in plain words",
    (kind, form, filled, messages) => {
      const { page } = refused(kind, form, filled);
      const summary =
        /<ul class="govuk-list govuk-error-summary__list">([\s\S]*?)<\/ul>/.exec(page)?.[1] ?? "";
      for (const message of messages) {
        const href = new RegExp(`<a href="#([^"]+)">${message}</a>`).exec(summary)?.[1];
        expect(href, message).toBeDefined();
        expect(page).toContain(`id="${href}"`);
        expect(page).toContain(
          `<p id="${href}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> ${message}</p>`,
        );
      }
      expect(page).toContain("<title>Error: ");
      expect(page).not.toMatch(/Invalid|expected/);
    },
  );

  const evil = `<script>alert(1)</script>"'>&amp;`;
  const typing = taskKinds.flatMap((kind) =>
    taskForms(aTaskPage(kind)).map(({ id }): [TaskKind, string] => [kind, id]),
  );

  test.each(typing)("%s, %s: markup typed into every field stays text, and is kept", (kind, id) => {
    const form = formOf(kind, id);
    const open = [...form.controls].filter(([, offered]) => offered === undefined).map(([name]) => name);
    const { page } = refused(kind, id, Object.fromEntries(open.map((name) => [name, evil])));
    expect(page).not.toContain("<script>");
    const again = taskForms(page).find((each) => each.id === id);
    for (const name of open) expect(again?.asShown.get(name), name).toBe(evil);
  });

  test("keeps what was typed, each in its own place", () => {
    const { page } = refused("review", "answer", { "actions.2.reason": "Kept text", note: "A <b>note</b>" });
    expect(page).toMatch(/name="actions\.2\.reason"[^>]*value="Kept text"/);
    expect(page).toContain("A &lt;b&gt;note&lt;/b&gt;");
    expect(page.match(/Kept text/g)).toHaveLength(1);
  });

  test("shows what was typed only in the form that was sent, and opens it", () => {
    const { page } = refused("assessment", "could-not-reach", { note: "Kept text" });
    expect(page.match(/Kept text/g)).toHaveLength(1);
    expect(page).toMatch(
      /<details class="govuk-details" open><summary[^>]*><span[^>]*>The person did not come, and I could not/,
    );
  });

  test("shows what was typed below the choice that reveals it, which stays chosen", () => {
    const typed = { outcome: "could-not-reach", nextTryAt: "other", otherTryAt: "soon" };
    const { page } = refused("contact", "answer", typed);
    expect(page).toContain('<a href="#answer-nextTryAt">Choose when you will try again, or enter a date');
    expect(page).toMatch(
      /value="could-not-reach" checked>.*<\/div>\s*<div class="govuk-radios__conditional">/,
    );
    expect(page).toMatch(/name="otherTryAt" type="datetime-local" value="soon"/);
  });

  test("opens the folded rows of a plan that are in use", () => {
    const typed = Object.fromEntries(
      Array.from({ length: 5 }, (_, row) => [`actions.${row}.description`, `Action text ${row}`]),
    );
    const { page } = refused("plan", "answer", typed);
    expect(page).toMatch(
      /<details class="govuk-details" open><summary[^>]*><span[^>]*>Add more actions \(4 to 9\)/,
    );
    for (const text of Object.values(typed)) expect(page).toContain(text);
  });
});

describe("the page of a check of contact details", () => {
  const page = (...unreached: ("person" | "referrer")[]) => {
    return aTaskPage("check-address", { view: aTask("check-address", { unreached }) });
  };

  test("says whose emails come back, and what an answer does", () => {
    expect(page("person")).toContain("Emails to the person come back.");
    expect(page("person")).not.toContain("to the referrer");
    expect(page("referrer")).toContain("Emails to the referrer come back.");
    expect(page("person", "referrer")).toContain("If you enter nothing, we use the old address again.");
  });
});
