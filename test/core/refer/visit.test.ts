import { describe, expect, it, test } from "vitest";
import { mistakesAt, type Step, steps } from "../../../functions/core/refer/steps.ts";
import {
  answered,
  countingAnswers,
  inArea,
  isAsked,
  nextStep,
  placed,
  stepBefore,
  unanswered,
  Visit,
  withAnswers,
  withoutAnswers,
} from "../../../functions/core/refer/visit.ts";
import { aVisit as aVisitWith } from "../../support/visits.ts";

const aVisit = (overrides: Partial<Visit> = {}) => aVisitWith({ answers: [], ...overrides });

const offSick: Visit["answers"] = [["work.status", "in-work-off-sick"]];

/** The steps that a visit comes to when every one is answered. */
function walk(visit: Visit): (Step | "check")[] {
  const next = nextStep(visit);
  return next === "check" ? ["check"] : [next, ...walk(answered(visit, next))];
}

describe("a visit", () => {
  const own = ["name", "birth", "contact", "preferences", "work"];
  const last = ["barrier", "safety", "consent", "check"];

  test.each<[string, Partial<Visit>, string[]]>([
    ["of a person", {}, ["place", "your-area", ...own, ...last]],
    ["of a caller asks the same", { way: "caller" }, ["place", "your-area", ...own, ...last]],
    ["of somebody off sick", { answers: offSick }, ["place", "your-area", ...own, "time-off", ...last]],
    [
      "of somebody out of work",
      { answers: [["work.status", "out-of-work"]] },
      ["place", "your-area", ...own, "time-off", ...last],
    ],
    [
      "whose place leaves the area open",
      { place: "choose" },
      ["place", "area", "your-area", ...own, ...last],
    ],
    ["of a professional is short", { way: "somebody-else" }, ["place", "referral", "check"]],
    [
      "of a professional about somebody off sick is as short",
      { way: "somebody-else", answers: offSick },
      ["place", "referral", "check"],
    ],
    [
      "of a professional whose person's area is open",
      { way: "somebody-else", place: "choose" },
      ["place", "area", "referral", "check"],
    ],
  ])("%s comes to these steps", (_name, visit, expected) => {
    expect(walk(aVisit(visit))).toEqual(expected);
  });

  it("shows the next doors to whoever lives in no area, and asks nothing else", () => {
    expect(nextStep(aVisit({ place: "none", done: ["place"] }))).toBe("elsewhere");
  });

  it("is back at the check at once when an answer is changed", () => {
    const complete = aVisit({ done: steps.filter((step) => isAsked(aVisit(), step)) });
    expect(nextStep(answered(complete, "contact"))).toBe("check");
  });

  it("asks what a changed answer brings with it, and then is back at the check", () => {
    const complete = aVisit({ done: steps.filter((step) => isAsked(aVisit(), step)) });
    const changed = answered(withAnswers(complete, "work", offSick), "work");
    expect(walk(changed)).toEqual(["time-off", "check"]);
  });

  test.each<[Step | "check", Partial<Visit>, Step | undefined]>([
    ["place", {}, undefined],
    ["your-area", {}, "place"],
    ["your-area", { place: "choose" }, "area"],
    ["elsewhere", { place: "none" }, "place"],
    ["barrier", {}, "work"],
    ["barrier", { answers: offSick }, "time-off"],
    ["check", {}, "consent"],
    ["referral", { way: "somebody-else" }, "place"],
    ["check", { way: "somebody-else" }, "referral"],
  ])("goes back from %s in the order of the questions (%j)", (step, visit, expected) => {
    expect(stepBefore(aVisit(visit), step)).toBe(expected);
  });

  it("forgets what a step said before when it says something else, and keeps the others", () => {
    const visit = aVisit({
      answers: [
        ["person.givenName", "Sample"],
        ["person.preferredName", "Sam"],
        ["person.contact.phone", "07700 900000"],
      ],
    });
    const typed = new URLSearchParams("person.givenName=Other&person.preferredName=");
    expect(withAnswers(visit, "name", typed).answers).toEqual([
      ["person.contact.phone", "07700 900000"],
      ["person.givenName", "Other"],
    ]);
  });

  it("takes nothing of a form but the fields of its step", () => {
    const typed = new URLSearchParams("person.givenName=A&referrer.kind=gp&visit=x&go=on&__proto__=x");
    expect(withAnswers(aVisit(), "name", typed).answers).toEqual([["person.givenName", "A"]]);
  });

  it("keeps what was typed as it was typed", () => {
    const typed = new URLSearchParams({ "health.note": "  two\r\nlines <b> " });
    expect(withAnswers(aVisit(), "barrier", typed).answers).toEqual([["health.note", "  two\r\nlines <b> "]]);
  });

  it("leaves out the fields that a page shows itself", () => {
    const visit = aVisit({
      answers: [
        ["person.dateOfBirth.day", "1"],
        ["person.givenName", "A"],
      ],
    });
    expect(withoutAnswers(visit, "birth").answers).toEqual([["person.givenName", "A"]]);
  });

  it("counts no answer to a question that is not asked any more", () => {
    const answers: Visit["answers"] = [...offSick, ["work.fitNote.inPlace", "true"]];
    expect(countingAnswers(aVisit({ answers }))).toEqual(answers);
    const inWork: Visit["answers"] = [
      ["work.status", "in-work"],
      ["work.fitNote.inPlace", "true"],
    ];
    expect(countingAnswers(aVisit({ answers: inWork }))).toEqual([["work.status", "in-work"]]);
  });

  it("drops the choice of an area with the place it was made for", () => {
    const chosen = aVisit({ place: "choose", answers: [["area", "frimley"]], done: ["place", "area"] });
    expect(placed(chosen, "choose")).toEqual(chosen);
    for (const place of ["one", "none"] as const) {
      expect(placed(chosen, place)).toMatchObject({ answers: [], done: ["place"], place });
    }
  });

  it("asks for the area again when the place is another, and not when it is the same", () => {
    const chosen = aVisit({
      place: "choose",
      answers: [
        ["person.localAuthority", "Waverley"],
        ["area", "frimley"],
      ],
      done: ["place", "area"],
    });
    const same = withAnswers(chosen, "place", new URLSearchParams("person.localAuthority=Waverley"));
    expect(same).toMatchObject({ done: ["place", "area"] });
    expect(same.answers).toContainEqual(["area", "frimley"]);
    const other = withAnswers(chosen, "place", new URLSearchParams("person.localAuthority=Hart"));
    expect(other).toMatchObject({ answers: [["person.localAuthority", "Hart"]], done: ["place"] });
  });

  test.each<[Visit["way"], Step]>([
    ["self", "your-area"],
    ["caller", "your-area"],
    ["somebody-else", "referral"],
  ])("of %s shows the offer of another area again, and of the same not", (way, step) => {
    const seen = aVisit({ way, shown: "frimley", done: ["place", step] });
    expect(inArea(seen, "frimley")).toEqual(seen);
    expect(inArea(seen, "black-country")).toEqual({ ...seen, shown: "black-country", done: ["place"] });
  });

  it("asks a step again that was left half", () => {
    expect(unanswered(aVisit({ done: ["place", "name"] }), "name").done).toEqual(["place"]);
  });

  it("answers a step once, however often", () => {
    expect(answered(answered(aVisit(), "name"), "name").done).toEqual(["name"]);
  });

  it.each([
    ["another way", { way: "friend" }],
    ["a step that there is not", { done: ["colour"] }],
    ["an answer without a text", { answers: [["name"]] }],
    ["something more", { extra: 1 }],
  ])("with %s is none", (_name, wrong) => {
    expect(Visit.safeParse({ ...aVisit(), ...wrong }).success).toBe(false);
    expect(Visit.safeParse(aVisit()).success).toBe(true);
  });
});

describe("a mistake", () => {
  const at = (pointer: string) => [{ pointer, detail: "This is needed" }];

  test.each<[string, Step[]]>([
    ["/person/givenName", ["name", "referral"]],
    ["/person/contact", ["contact", "preferences", "referral"]],
    ["/person/contact/phone", ["contact", "referral"]],
    ["/person/communicationNeeds/3", ["preferences", "referral"]],
    ["/person/dateOfBirth", ["birth", "referral"]],
    ["/area", ["place", "area"]],
    ["/person/postcode", ["place"]],
    ["/consent/referral/given", ["consent", "referral"]],
    ["/consent/referral/on", ["consent", "referral"]],
    ["/referrer/kind", ["referral"]],
    ["/nothing", []],
  ])("at %s can be mended at %j", (pointer, expected) => {
    expect(steps.filter((step) => mistakesAt(step, at(pointer)).length > 0)).toEqual(expected);
  });
});
