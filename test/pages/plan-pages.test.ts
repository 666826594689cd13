import { describe, expect, test } from "vitest";
import { conversationsView } from "../../functions/core/conversations.ts";
import type { PlanDocument } from "../../functions/core/plan-document.ts";
import { planDocument } from "../../functions/core/plan-document.ts";
import { planView } from "../../functions/core/plan-view.ts";
import type { SharedDocument } from "../../functions/core/shared-plan.ts";
import { sharingOf } from "../../functions/core/sharing.ts";
import { fromCommandForm } from "../../functions/http/form.ts";
import { assets } from "../../functions/pages/assets/asset-contents.ts";
import { styleSheet } from "../../functions/pages/assets/asset-names.ts";
import { casePage, planPage, sharedPlanPage, taskPage } from "../../functions/pages/index.ts";
import { monday, rulesWith, sourcesOf, TestCase } from "../support/builders.ts";
import { aTask, aTaskPage, handle } from "./builders.ts";
import { formsOf, sent } from "./forms-of.ts";

const back = { href: "/my/token", label: "Back to your referral" };
const around = { areaName: "Sample area", coachName: "Sample coach" };
const pageOf = (document: PlanDocument) => planPage({ document, today: "2026-03-02", back });

const service = {
  id: "s1",
  name: "Sample physiotherapy",
  url: "https://physio.example.org",
  phone: "01234 567890",
  howToApply: "Ask at the desk",
  hours: "Mornings",
  wait: "2 weeks",
  capacity: { available: 3, maximum: 12 },
};
const document: PlanDocument = {
  reference: "2345CDFGHJ",
  name: "Sam",
  areaName: "Sample area",
  coachName: "Sample coach",
  support: "goes-on",
  plan: {
    planType: "return-to-work",
    agreedOn: "2026-03-02",
    nextReviewOn: "2026-03-16",
    actions: [
      {
        kind: "skills",
        by: "person",
        description: "Finish the course",
        dueOn: "2026-04-01",
        status: "not-started",
      },
      {
        kind: "employer-conversation",
        by: "coach",
        description: "Ask for late starts",
        status: "started",
        markedOn: "2026-03-01",
      },
      { kind: "flexible-working", by: "employer", description: "Late starts", status: "dropped" },
      { kind: "physiotherapy", by: "service", description: "Six sessions", status: "not-started", service },
      { kind: "counselling", by: "service", description: "", status: "done", serviceGone: true },
    ],
  },
  sharing: [
    { with: "gp", agreed: true, on: "2026-03-01", sharedOn: "2026-03-02" },
    { with: "employer", agreed: true, on: "2026-03-01" },
  ],
};

/** The text of the part of the page below a heading, up to the next. */
function below(page: string, heading: string): string {
  return page.split(`<h2 class="govuk-heading-m">${heading}</h2>`)[1]?.split("<h2")[0] ?? "";
}

describe("the plan's page for the person", () => {
  const page = pageOf(document);

  test("says what it is for, who does what by when and how it goes, each under its own heading", () => {
    expect(page).toContain(
      "You and your coach agreed this plan on Monday 2 March. The plan is to help you go back to work.",
    );
    expect(below(page, "What you will do")).toMatch(
      /Finish the course[\s\S]*By Wednesday 1 April\. Not started yet\./,
    );
    expect(below(page, "What your coach will do")).toMatch(/late starts[\s\S]*Started \(Sunday 1 March\)\./);
    expect(below(page, "What your employer will do")).toContain("You decided together not to do this.");
    expect(below(page, "When we talk next")).toContain("Monday 16 March");
  });

  test("says how to reach each service, when it is open and how long people wait", () => {
    const services = below(page, "What other services will do");
    for (const told of [
      "Sample physiotherapy",
      "01234 567890",
      "Open: Mornings",
      "Wait: 2 weeks",
      "3 of 12 free",
      "Ask at the desk",
      "https://physio.example.org",
    ]) {
      expect(services).toContain(told);
    }
    expect(services).toMatch(/Counselling[\s\S]*Ask your coach how to reach this service now\./);
  });

  test("says that it is voluntary, without effect on benefits, who has it, and how to change it", () => {
    expect(page).toContain("It is your choice. You can stop at any time.");
    expect(page).toContain("It has no effect on your benefits.");
    expect(page).toContain("We do not share anything with the Jobcentre unless you say so.");
    expect(below(page, "Who has this plan")).toContain(
      "We gave the part for the GP to them on Monday 2 March. You agreed to this on Sunday 1 March.",
    );
    expect(below(page, "Who has this plan")).not.toContain("part for the employer");
    const takenBack = { with: "gp", agreed: false, on: "2026-03-02", sharedOn: "2026-03-01" } as const;
    expect(pageOf({ ...document, sharing: [takenBack] })).toContain(
      "to them on Sunday 1 March. You took back your agreement on Monday 2 March. We give them nothing more.",
    );
    expect(below(pageOf({ ...document, sharing: [] }), "Who has this plan")).not.toContain("<ul");
    expect(below(page, "If you want to change something")).toContain("Tell your coach, at any time.");
  });

  test("leaves out headings with nothing below them, and can be printed without the menu", () => {
    const { plan, ...rest } = document;
    const short = pageOf({ ...rest, plan: { planType: "seek-work", agreedOn: "2026-03-02", actions: [] } });
    expect(short).not.toMatch(/What you will do|When we talk next/);
    expect(short).toContain("There are no steps in it yet.");
    const style = assets[styleSheet.replace("/assets/", "")]?.content ?? "";
    expect(style).toMatch(/@media print\{[^@]*nav[^@]*app-no-print[^{]*\{display:none\}/);
    expect(plan?.actions).toHaveLength(5);
  });

  test.each([
    ["there is no plan yet", { support: "not-begun" as const }, "There is no plan yet."],
    ["support is on hold", { support: "on-hold" as const, plan: document.plan }, "Your support is on hold."],
    [
      "support has ended",
      { support: "ended" as const, endedOn: "2026-02-27", plan: document.plan },
      "Your support ended on Friday 27 February. This is what you had agreed until then.",
    ],
    ["support ended before a plan", { support: "ended" as const }, "Your support ended. You can ask"],
  ])("says that %s", (_, changed, told) => {
    const { plan: _plan, coachName: _coach, ...rest } = document;
    const page = pageOf({ ...rest, ...changed });
    expect(page).toContain(told);
    expect(page.includes("Finish the course")).toBe("plan" in changed);
    if (changed.support === "ended") expect(page).not.toContain("Tell your coach");
  });

  test("names nobody where the document does not", () => {
    const { name: _, ...nameless } = document;
    expect(pageOf(nameless)).not.toContain("Sam,");
  });
});

describe("the page for a reader of the plan", () => {
  const shared: SharedDocument = {
    for: "employer",
    reference: "2345CDFGHJ",
    name: "Sample Person",
    agreedAt: monday,
    sharedAt: monday,
    consentedOn: "2026-03-01",
    actions: [
      {
        kind: "flexible-working",
        by: "employer",
        status: "started",
        dueOn: "2026-04-01",
        description: "Late starts",
      },
      { kind: "other-adjustment", by: "person", status: "not-started" },
    ],
  };

  test("tells an employer what it is, when the person agreed, and the steps, without a word on health", () => {
    const page = sharedPlanPage(shared, ["coach"], monday);
    expect(page).toContain("Plan for the workplace, for the employer");
    expect(page).toContain("Sunday 1 March");
    expect(page).toMatch(
      /Flexible working: Late starts[\s\S]*The employer, by Wednesday 1 April\. Started\./,
    );
    expect(page).toMatch(/Another change at work\s*<div class="govuk-hint">The person\. Not started yet\./);
    expect(page).not.toMatch(/The plan is to|Next talk|crisis/);
  });

  test("tells a GP the aim, the next talk and the services", () => {
    const action = {
      kind: "counselling",
      by: "service",
      status: "started",
      service: "Sample service",
    } as const;
    const page = sharedPlanPage(
      { ...shared, for: "gp", planType: "return-to-work", nextReviewOn: "2026-03-16", actions: [action] },
      ["coach"],
      monday,
    );
    expect(page).toContain("Work and health plan, for the GP practice");
    for (const told of ["go back to work", "Monday 16 March", "Started. Sample service."])
      expect(page).toContain(told);
    expect(sharedPlanPage({ ...shared, actions: [] }, ["coach"], monday)).toContain(
      "No step of the plan is for you.",
    );
  });
});

describe("the plan on the page of its case", () => {
  const caseOf = (person: TestCase) =>
    casePage({
      roles: ["coach"],
      reference: person.case.reference,
      area: person.case.area,
      stage: person.case.stage,
      restricted: person.case.restricted,
      plan: planView(sourcesOf(person)),
      sharing: sharingOf(person.case, person.events),
      history: [],
      notes: [],
      openTasks: [],
      possibleDuplicates: [],
      now: monday,
    });
  const shareForms = (page: string) => formsOf(page).filter(({ action }) => action.endsWith("/share"));

  test("leads to the person's document, and asks for consent before anything is shared", () => {
    const page = caseOf(new TestCase().supported());
    expect(page).toContain('href="/cases/23456789CD/plan"');
    expect(page).toContain("Not the GP: the person has not agreed.");
    expect(shareForms(page)).toEqual([]);
  });

  test("offers to record the share once the person agreed, and then leads to what the reader may see", () => {
    const person = new TestCase().supported();
    person.do({ type: "consent", which: "shareWithGp", given: true, on: "2026-03-02" });
    const [form, ...others] = shareForms(caseOf(person));
    if (!form) throw new Error("there is no form");
    expect(others).toEqual([]);
    expect(fromCommandForm("share", sent(form, {}))).toEqual({ with: "gp" });
    expect(caseOf(person)).not.toContain("plan?for=");
    person.do({ type: "share", with: "gp" });
    expect(caseOf(person)).toContain('href="/cases/23456789CD/plan?for=gp"');
    expect(caseOf(person)).not.toContain("plan?for=employer");
    person.do({ type: "consent", which: "shareWithGp", given: false, on: "2026-03-02" });
    expect(caseOf(person)).not.toContain("plan?for=");
  });

  test("shares nothing of a closed case", () => {
    const person = new TestCase().supported();
    person.do({ type: "consent", which: "shareWithGp", given: true, on: "2026-03-02" });
    const page = caseOf(person.do({ type: "withdraw", through: "link" }));
    expect(shareForms(page)).toEqual([]);
    expect(page).toContain('href="/cases/23456789CD/plan"');
  });

  test("shows for each action who does it, by when, with whom, and how it went with the reason", () => {
    const actions = [
      {
        id: "a1",
        kind: "physiotherapy",
        by: "service",
        description: "Six sessions",
        dueOn: "2026-04-01",
        status: "dropped",
        mark: { on: "2026-03-02", reason: "Moved away" },
        serviceId: "s1",
        service,
      },
      {
        id: "a2",
        kind: "skills",
        by: "person",
        description: "A course",
        status: "not-started",
        serviceId: "gone",
      },
    ] as const;
    const plan = { planType: "seek-work", agreedAt: monday, nextReviewOn: "2026-03-16", actions } as const;
    const page = aTaskPage("review", { view: aTask("review", { plan }) });
    expect(page).toMatch(
      /1\. Six sessions[\s\S]*Physiotherapy\. Another service, by Wednesday 1 April\.\s*Dropped, Monday 2 March: Moved away/,
    );
    expect(page).toMatch(/Sample physiotherapy[\s\S]*Wait: 2 weeks/);
    expect(page).toContain("Its service is not in the area's list any more.");
  });
});

describe("the form of a plan", () => {
  const list = (length: number) =>
    Array.from({ length }, (_, index) => ({ id: `service-${index}`, name: `Sample service ${index}` }));

  test("offers the area's services by name, with how long people wait", () => {
    const page = aTaskPage("plan");
    expect(page).toContain('<option value="physio">Sample physiotherapy (wait: 2 weeks)</option>');
    expect(page).not.toContain("<datalist");
    const again = aTaskPage("plan", {
      values: new Map([["actions.0.serviceId", ["physio"]]]),
      errors: [{ pointer: "/actions/0/serviceId", detail: "Choose a service of the area's list" }],
    });
    expect(again).toContain('<option value="physio" selected>');
    expect(again).toContain("Choose a service of the area&#39;s list");
  });

  test("suggests them where there are very many, in a page that is small enough to send", () => {
    const page = aTaskPage("plan", { services: list(2000) });
    expect(page.match(/<datalist id="services">/g)).toHaveLength(1);
    expect(page).toMatch(/<input [^>]*name="actions\.19\.serviceId"[^>]*list="services"/);
    expect(page.length).toBeLessThan(500_000);
    expect(aTaskPage("plan", { services: list(100) }).length).toBeLessThan(500_000);
  });

  test("asks for no service where the area has none", () => {
    expect(aTaskPage("plan", { services: [] })).not.toContain("serviceId");
  });

  test("tells when the fit note ends, where one is in place", () => {
    const withNote = (fitNote: object | undefined) =>
      aTaskPage("plan", { view: aTask("plan", { fitNote: fitNote as { inPlace: boolean } }) });
    expect(withNote({ inPlace: true, endsOn: "2026-04-01" })).toContain(
      "The fit note ends on Wednesday 1 April 2026.",
    );
    for (const none of [{ inPlace: false, endsOn: "2026-04-01" }, { inPlace: true }, undefined]) {
      expect(withNote(none)).not.toContain("The fit note ends");
    }
  });

  test("tells how talks with the employer and about the fit note go in this area, and to ask for consent first", () => {
    const published = { value: "gp-initiated", mark: "published", source: "the area's page" } as const;
    const given = new TestCase().do({
      type: "consent",
      which: "shareWithGp",
      given: true,
      on: "2026-03-01",
    }).case;
    const conversations = conversationsView(given, rulesWith({ fitNoteModel: published }));
    const page = taskPage({
      roles: ["coach"],
      handle,
      view: aTask("plan", { conversations }),
      services: [],
      places: [],
      coaches: [],
      mayOpenCase: true,
      attemptId: "attempt-1",
      now: monday,
    });
    expect(page).toMatch(
      /A talk with the employer: how it works here[\s\S]*The person has not agreed to contact with the employer\. You can put the talk into the plan now\./,
    );
    expect(page).toMatch(
      /A talk about the fit note: how it works here[\s\S]*the GP practice starts[\s\S]*agreed to sharing with the GP on Sunday 1 March\.[\s\S]*Source: the area&#39;s page\./,
    );
    const byDefault = conversationsView(given, rulesWith());
    expect(aTaskPage("plan", { view: aTask("plan", { conversations: byDefault }) })).toContain(
      "Default, not published; set by your area.",
    );
  });
});

test("a person's plan page made of a real case has no empty places", () => {
  const person = new TestCase().supported();
  const page = pageOf(planDocument(sourcesOf(person), around));
  expect(page).not.toMatch(/undefined|null|NaN|\[object/);
});
