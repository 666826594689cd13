import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { schemaFor } from "../../functions/core/answers.ts";
import { commandBodies, isCommandName } from "../../functions/core/command-bodies.ts";
import { type FieldError, fieldErrors } from "../../functions/core/field-errors.ts";
import { ContactDetails } from "../../functions/core/referral.ts";
import { MemberBody } from "../../functions/core/staff-bodies.ts";
import { stages } from "../../functions/core/stages.ts";
import { taskKinds } from "../../functions/core/words.ts";
import { fromCommandForm, fromForm, fromStaffForm, valuesOf } from "../../functions/http/form.ts";
import { coachPage } from "../../functions/pages/index.ts";
import { rulesWith } from "../support/builders.ts";
import { pageOf } from "../support/case-pages.ts";
import { journeys } from "../support/journeys.ts";
import { aTaskPage } from "./builders.ts";
import { formsOf, type RenderedForm, sent } from "./forms-of.ts";
import { aDetailsPage } from "./my-pages.ts";

const long = "Long text ".repeat(1000).trim();

/**
 * Fields for text. Where a date is asked for a browser takes nothing else; of rows the first stands for all, as empty
 * ones before a row that is filled are left out.
 */
function typedInto({ controls }: RenderedForm): string[] {
  return [...controls].flatMap(([name, offered]) =>
    offered === undefined && !/(At|On|until)$|\.[1-9]\d*\./.test(name) ? [name] : [],
  );
}

function mistakesOf(schema: z.ZodType, body: unknown): FieldError[] {
  return fieldErrors(schema.safeParse(body).error ?? { issues: [] });
}

/** The form shown again says at the top where the mistake is, and has all that was typed. */
function expectKept(page: string, id: string, name: string): void {
  const field = `${id}-${name.replaceAll(".", "-")}`;
  expect(page, name).toContain(`<a href="#${field}">`);
  expect(page, name).toContain(`id="${field}-error"`);
  const again = formsOf(page).find((each) => each.id === id);
  expect(again?.asShown.get(name), name).toBe(long);
}

const coach = {
  roles: ["lead" as const],
  rules: rulesWith(),
  member: {
    email: "a@example.org",
    name: "Sample coach",
    roles: ["coach" as const],
    capacity: 5,
    places: [],
    languages: [],
    skills: [],
    restrictedPool: false,
    safeguarding: false,
    away: [],
    holding: 0,
    handingOver: false,
  },
};

function memberForm(): RenderedForm {
  const form = formsOf(coachPage(coach)).find(({ id }) => id === "member");
  if (!form) throw new Error("there is no form");
  return form;
}

describe("a text of 10,000 characters is told to be too long at its field, and is kept", () => {
  test.each(taskKinds)("in every form of a task %s", (kind) => {
    for (const form of formsOf(aTaskPage(kind)).filter(({ action }) => action.startsWith("/tasks/"))) {
      for (const name of typedInto(form)) {
        const fields = sent(form, { [name]: long });
        const body = fromForm(kind, fields);
        const errors = mistakesOf(schemaFor(kind, body), body);
        expectKept(aTaskPage(kind, { values: valuesOf(fields), errors }), form.id, name);
      }
    }
  });

  test.each(stages)("in every form on the page of a case in stage %s", (stage) => {
    const given = journeys[stage]();
    const isCommand = ({ action }: RenderedForm) => isCommandName(action.split("/").at(-1) ?? "");
    for (const form of formsOf(pageOf(given, { roles: ["lead"] })).filter(isCommand)) {
      const command = form.action.split("/").at(-1) as keyof typeof commandBodies;
      for (const name of typedInto(form)) {
        const fields = sent(form, { [name]: long });
        const errors = mistakesOf(commandBodies[command], fromCommandForm(command, fields));
        const refused = { id: form.id, values: valuesOf(fields), errors };
        expectKept(pageOf(given, { roles: ["lead"], refused }), form.id, name);
      }
    }
  });

  test("in the form about a member of staff", () => {
    for (const name of typedInto(memberForm())) {
      const fields = sent(memberForm(), { [name]: long });
      const errors = mistakesOf(MemberBody, fromStaffForm("member", fields));
      expectKept(coachPage({ ...coach, typed: { values: valuesOf(fields), errors } }), "member", name);
    }
  });

  test("in the form of a person's own details", () => {
    const form = formsOf(aDetailsPage())[0];
    if (!form) throw new Error("there is no form");
    for (const name of typedInto(form)) {
      const fields = sent(form, { [name]: long });
      const errors = mistakesOf(ContactDetails, fromCommandForm("contact-details", fields));
      const values = { "contact-details": valuesOf(fields), consents: new Map() };
      expectKept(aDetailsPage({ values, refused: { form: "contact-details", errors } }), form.id, name);
    }
  });
});
