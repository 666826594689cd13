import { describe, expect, it, test } from "vitest";
import { fieldNamesOf, steps } from "../../../functions/core/refer/steps.ts";
import { isAsked } from "../../../functions/core/refer/visit.ts";
import { fieldsOf, type Part } from "../../../functions/pages/fields.ts";
import { answerGroups } from "../../../functions/pages/refer/answer-rows.ts";
import { checkPage } from "../../../functions/pages/refer/check-page.ts";
import { safetyWords } from "../../../functions/pages/refer/safety-words.ts";
import { type SentPage, sentPage } from "../../../functions/pages/refer/sent-page.ts";
import {
  alreadySentPage,
  clearedPage,
  referStartPage,
  startAgainPage,
  tooLongPage,
} from "../../../functions/pages/refer/start-pages.ts";
import { contentOf, valuesIn } from "../../../functions/pages/refer/step-contents.ts";
import { monday } from "../../support/builders.ts";
import { aVisit, typedByPractice } from "../../support/visits.ts";
import { asked, pages, render, rules } from "./step-pages.ts";

function namesIn(parts: readonly Part[]): string[] {
  const hidden = parts.flatMap((part) => ("hidden" in part ? [part.hidden] : []));
  const fields = parts
    .flatMap(fieldsOf)
    .flatMap(({ name, type }) =>
      type === "day" ? [`${name}.day`, `${name}.month`, `${name}.year`] : [name],
    );
  return [...hidden, ...fields];
}

describe.each(pages)("the page of %s at %s", (way, step) => {
  const names = namesIn(contentOf(step, asked(way)).parts);

  it("asks for exactly what the step takes", () => {
    expect(names.sort()).toEqual(fieldNamesOf(step).sort());
  });

  it("has one heading, a title that is it, the visit, and the button that goes on first", () => {
    const html = render(way, step, asked(way));
    expect(html.match(/<h1/g)).toHaveLength(1);
    const title = contentOf(step, asked(way)).title.replaceAll("'", "&#39;");
    const inFull = way === "caller" ? `For a caller: ${title}` : title;
    expect(html).toContain(`<title>${inFull} - WorkWell</title>`);
    expect(html).toContain('<input type="hidden" name="visit" value="sealed">');
    expect(/<button type="submit" name="go" value="(\w+)"/.exec(html)?.[1]).toBe("on");
  });

  it("shows what was typed, and nothing of it as markup", () => {
    const attack = `"><script>alert(1)</script>'</textarea>\u202e`;
    const values = new Map(names.map((name) => [name, [attack]]));
    const html = render(way, step, asked(way, { values }));
    expect(html).not.toContain("<script>alert");
    expect(html).not.toContain("</textarea>'");
  });

  it("tells each mistake at its field and at the top, in words for people", () => {
    const errors = fieldNamesOf(step).map((name) => ({
      pointer: `/${name.replace(/\.(day|month|year)$/, "").replaceAll(".", "/")}`,
      detail: "This is needed",
    }));
    const html = render(way, step, asked(way), errors);
    expect(html).not.toContain("This is needed");
    if (errors.length > 0) expect(html).toContain("<title>Error: ");
    for (const [, id] of html.matchAll(/<a href="#([^"]+)">/g)) {
      if (id !== "main-content") expect(html).toContain(`id="${id}"`);
    }
  });
});

test("mistakes are listed in the order of the fields", () => {
  const errors = ["/person/familyName", "/person/givenName"].map((pointer) => ({
    pointer,
    detail: "Enter some text",
  }));
  const html = render("self", "name", asked("self"), errors);
  expect(html.indexOf('href="#refer-person-givenName"')).toBeLessThan(
    html.indexOf('href="#refer-person-familyName"'),
  );
});

test("of a day only what is missing is marked", () => {
  const values = new Map([["person.dateOfBirth.day", ["31"]]]);
  const errors = [{ pointer: "/person/dateOfBirth", detail: "Enter a real date, like 2026-03-03" }];
  const html = render("self", "birth", asked("self", { values }), errors);
  expect(html).toContain('href="#refer-person-dateOfBirth-month"');
  expect(html.match(/govuk-input--error/g)).toHaveLength(2);
  expect(html).toContain("like 31 3 1980");
});

test("whoever takes a call is told so, and what to read aloud", () => {
  expect(render("caller", "place", asked("caller"))).toContain("You are filling this in for a caller");
  expect(render("caller", "consent", asked("caller"))).toContain("Do you agree that WorkWell");
  expect(render("self", "consent", asked("self"))).not.toContain("Read this aloud");
});

test("out of every area the reason is told to the reader, and where else there is help", () => {
  const because = "The person lives in Leeds, where WorkWell is not offered yet.";
  const outside = {
    because,
    redirects: [{ name: "Access to Work", description: "Grants", url: "https://x.example" }],
  };
  expect(render("self", "elsewhere", asked("self", { outside }))).toContain("You live in Leeds");
  const other = render("somebody-else", "elsewhere", asked("somebody-else", { outside }));
  expect(other).toContain("The person lives in Leeds");
  expect(other).toContain('href="https://x.example"');
});

test("who it is for and the wait are told, each default as one", () => {
  const html = render("self", "your-area", asked("self"));
  expect(html).toContain("From 16");
  expect(html).toContain("The aim is 2 working days at most");
  expect(html).toContain("default");
  const wait = { people: 12, medianWorkingDays: 3 };
  const counted = { asAt: monday, firstContact: wait, firstAppointment: wait, waitingForCoach: 0 };
  for (const [way, step] of [
    ["self", "your-area"],
    ["somebody-else", "referral"],
  ] as const) {
    expect(html).not.toContain("Half of the people waited 3 working days or less");
    expect(render(way, step, asked(way, { counted }))).toContain(
      "Half of the people waited 3 working days or less",
    );
  }
});

describe("the answers to check", () => {
  const visit = aVisit({
    answers: [
      ...aVisit().answers.filter(([name]) => name !== "work.status"),
      ["work.status", "out-of-work"],
      ["person.communicationNeeds", "Large print"],
      ["person.communicationNeeds", "Easy read"],
      ["health.note", "It hurts\r\n<b>here</b>"],
    ],
  });
  const groups = answerGroups(visit, asked("self", { values: valuesIn(visit) }));
  const html = checkPage({ way: "self", sealed: "s", areaName: "Greater Manchester", groups });

  it("are all there, in words", () => {
    for (const text of [
      "BL1 1AA",
      "Sample",
      "Tuesday 1 January 1980",
      "07700900000",
      "No, I am not in work",
      "Pain in the back, joints or muscles",
      "Large print, Easy read",
      "It hurts\r\n&lt;b&gt;here&lt;/b&gt;",
    ]) {
      expect(html).toContain(text);
    }
  });

  it("can each be changed, and go to the area that is named", () => {
    const changes = [...html.matchAll(/value="change ([\w-]+)"/g)].map(([, step]) => step);
    expect(changes).toEqual(steps.filter((step) => isAsked(visit, step) && !["your-area"].includes(step)));
    expect(html).toContain("WorkWell in Greater Manchester");
  });

  it("show the numbers for a crisis before the button that sends", () => {
    expect(html.indexOf("116 123")).toBeLessThan(html.indexOf("Send my referral"));
  });

  it("of a professional are in the groups of the page", () => {
    const other = aVisit({ way: "somebody-else", answers: [...typedByPractice, ["remember", "true"]] });
    const titles = answerGroups(other, asked("somebody-else", { values: valuesIn(other) }));
    expect(titles.map(({ title }) => title)).toEqual([
      "What is the person's home postcode?",
      "The person",
      "Work and health",
      "What the person agreed to",
      "Safety",
      "You and your organisation",
    ]);
    expect(JSON.stringify(titles)).not.toContain("Remember");
  });
});

describe("after sending", () => {
  const sent = (overrides: Partial<SentPage> = {}) =>
    sentPage({
      way: "self",
      reference: "23456789CD",
      areaName: "Greater Manchester",
      receivedAt: monday,
      contactDueAt: "2026-03-04T17:00:00.000Z",
      groups: [],
      links: { my: "https://x.example/my/t", withdraw: "https://x.example/w" },
      emailed: { person: true, referrer: false },
      ...overrides,
    });

  it("the person has the reference, by when something happens, and their own links", () => {
    const html = sent();
    expect(html).toContain("2345-6789-CD");
    expect(html).toContain("Wednesday 4 March at 5pm");
    expect(html).toContain('href="https://x.example/my/t"');
  });

  it("nobody else has the person's links", () => {
    for (const way of ["caller", "somebody-else"] as const) {
      expect(sent({ way, links: undefined })).not.toContain("Your own links");
    }
  });

  it("only emails that go out are promised", () => {
    expect(sent({ emailed: { person: false, referrer: false } })).not.toContain("We email");
    expect(sent({ way: "somebody-else", emailed: { person: false, referrer: true } })).toContain(
      "We email you the reference",
    );
  });
});

describe("when somebody may be at risk", () => {
  const atRisk = aVisit({ answers: [["safety.atRisk", "true"]] });

  test.each([
    ["in duty hours", monday, /A person reads that by Monday 2 March at 11am/],
    ["at night", "2026-03-02T23:00:00.000Z", /Nobody is here now .* by Tuesday 3 March at 10am/],
  ])("it is said %s when that is read, and not to wait", (_name, now, expected) => {
    expect(safetyWords(atRisk, rules, now)).toMatch(expected);
    expect(safetyWords(atRisk, rules, now)).toContain("Do not wait for us");
  });

  it("is only then said", () => {
    expect(safetyWords(aVisit({ answers: [["safety.atRisk", "false"]] }), rules, monday)).toBeUndefined();
  });
});

test.each([
  ["the start", referStartPage()],
  ["a lost form", startAgainPage()],
  ["a cleared form", clearedPage()],
  ["a text that is too long", tooLongPage()],
  ["a second sending", alreadySentPage({ reference: "23456789CD" })],
])("%s says what to do now", (_name, html) => {
  expect(html).toMatch(/href="\/refer/);
});
