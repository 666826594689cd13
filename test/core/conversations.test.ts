import { describe, expect, it } from "vitest";
import { conversationsView } from "../../functions/core/conversations.ts";
import { rulesWith, TestCase } from "../support/builders.ts";

const modelOf = (value: "direct" | "gp-initiated" | null) =>
  rulesWith({ fitNoteModel: { value, mark: value ? "published" : "default", source: "who said so" } });

describe("how a coach goes about a talk about the person", () => {
  const fitNote = (value: "direct" | "gp-initiated" | null) =>
    conversationsView(new TestCase().case, modelOf(value)).find(
      ({ kind }) => kind === "fit-note-conversation",
    );

  it.each([
    ["direct", /you can arrange a talk about the fit note yourself, if the person agrees/],
    ["gp-initiated", /the GP practice starts the talk about a fit note and refers the person/],
    [null, /has not said who starts a talk about a fit note/],
  ] as const)("about the fit note, where the area's model is %s", (value, says) => {
    const told = fitNote(value);
    expect(told?.says.join(" ")).toMatch(says);
    expect(told).toMatchObject({ fitNoteModel: { value, source: "who said so" } });
  });

  it("is told with the consent as it stands", () => {
    const person = new TestCase();
    const consentsTold = () => conversationsView(person.case, rulesWith()).map(({ consent }) => consent);
    expect(consentsTold()).toEqual([
      { which: "contactEmployer", given: false, on: undefined },
      { which: "shareWithGp", given: false, on: undefined },
    ]);
    person.do({ type: "consent", which: "contactEmployer", given: true, on: "2026-03-01" });
    expect(consentsTold()[0]).toEqual({ which: "contactEmployer", given: true, on: "2026-03-01" });
  });
});
