import { describe, expect, it } from "vitest";
import { answerSchemas } from "../../functions/core/answers.ts";
import { fieldErrors } from "../../functions/core/field-errors.ts";
import { EmailAddress, Line, Note } from "../../functions/core/texts.ts";

describe("a text", () => {
  it("has no half of a character, and keeps whole ones", () => {
    for (const text of [Line, Note]) {
      expect(text.safeParse("a\ud83d").success).toBe(false);
      expect(text.parse("Zoë 👩‍🦽")).toBe("Zoë 👩‍🦽");
    }
  });
});

describe("an email address", () => {
  it("is taken without the blanks around it", () => {
    expect(EmailAddress.parse(" sample@example.org ")).toBe("sample@example.org");
    expect(EmailAddress.toLowerCase().parse("Sample@example.org ")).toBe("sample@example.org");
  });

  it("is no address with a blank inside, or without an ending", () => {
    for (const none of ["sam ple@example.org", "sample@example", " ", `${"a".repeat(200)}@example.org`]) {
      expect(EmailAddress.safeParse(none).success, none).toBe(false);
    }
  });
});

describe("a mistake that a schema has no words for", () => {
  const mistakes = (kind: keyof typeof answerSchemas, answer: object) => {
    const schema = answerSchemas[kind];
    const variant = "options" in schema ? schema.options : [schema];
    return variant.flatMap((each) => fieldErrors(each.safeParse(answer).error ?? { issues: [] }));
  };

  it("is told plainly all the same", () => {
    const wellbeing = { lifeSatisfaction: 11, anxiety: -1 };
    expect(mistakes("exit", { closure: "other", wellbeing })).toEqual(
      expect.arrayContaining([
        { pointer: "/wellbeing/lifeSatisfaction", detail: "Give this as a number of 10 or less" },
        { pointer: "/wellbeing/anxiety", detail: "Give this as a number of 0 or more" },
      ]),
    );
    expect(mistakes("assessment", { attended: "no" })).toContainEqual({
      pointer: "/next",
      detail: "Give this as {appointmentAt}, or as could-not-reach",
    });
    expect(mistakes("follow-up", { reached: "yes" })).toContainEqual({
      pointer: "/reached",
      detail: "Give this as true or false",
    });
  });
});
