import { describe, expect, test } from "vitest";
import type { Case } from "../../functions/core/case.ts";
import { historyOf } from "../../functions/core/case-views.ts";
import { Command } from "../../functions/core/commands.ts";
import { type Stage, stages } from "../../functions/core/stages.ts";
import { fromCommandForm } from "../../functions/http/form.ts";
import { casePage } from "../../functions/pages/index.ts";
import { aReferral, monday, TestCase } from "../support/builders.ts";
import { formsOf, sent } from "./forms-of.ts";

/** What each command is filled in with, and the command that it is to become. */
const filledIn = {
  note: [{ text: "Rang\r\ntwice" }, { type: "note", text: "Rang\ntwice" }],
  consent: [
    { which: "shareWithGp", given: "true", on: "2026-03-02" },
    { type: "consent", which: "shareWithGp", given: true, on: "2026-03-02" },
  ],
  "raise-safety": [{ note: "Sounded very low" }, { type: "raise-safety", note: "Sounded very low" }],
  hold: [
    { until: "2026-07-03T14:30", reason: "In hospital" },
    { type: "hold", until: "2026-07-03T13:30:00.000Z", reason: "In hospital" },
  ],
  resume: [{}, { type: "resume" }],
  finish: [{}, { type: "finish" }],
  withdraw: [{ reason: "Gave none" }, { type: "withdraw", through: "staff", reason: "Gave none" }],
} as const;
type Name = keyof typeof filledIn;

/** A case as far as each stage. */
const journeys: Record<Stage, () => TestCase> = {
  triage: () => new TestCase(),
  review: () => {
    const referral = aReferral({ person: { dateOfBirth: "2009-01-01" } });
    return new TestCase({ referral }).do({ type: "triage", referral });
  },
  assignment: () => new TestCase().do({ type: "triage", referral: aReferral() }),
  waiting: () => journeys.assignment().do({ type: "wait-for-coach", because: ["nobody has room"] }),
  contact: () => new TestCase().assigned(),
  assessment: () => journeys.contact().answer("contact", { outcome: "agreed" }),
  plan: () => attended(journeys.assessment()).answer("assessment", heldNow),
  support: () => new TestCase().supported(),
  exit: () => journeys.support().do({ type: "finish" }),
  "follow-up": () =>
    attended(journeys.exit()).answer("exit", {
      closure: "completed-plan",
      outcome: "started-job",
      employmentStatus: "in-work",
    }),
  hold: () => journeys.support().do({ type: "hold", until: "2026-07-03T13:30:00.000Z", reason: "Away" }),
  closed: () => journeys.support().do({ type: "withdraw", through: "link" }),
};
const heldNow = {
  heldAt: monday,
  channel: "phone",
  attended: "yes",
  employmentStatus: "out-of-work",
  mainBarrier: "mental-health",
};

function attended(given: TestCase): TestCase {
  given.attend();
  return given;
}

function pageOf({ case: given, events, referral }: TestCase): string {
  return casePage({
    roles: ["coach"],
    reference: given.reference,
    area: given.area,
    stage: given.stage,
    restricted: given.restricted,
    person: referral.person,
    referral,
    history: historyOf(events),
    notes: [],
    openTasks: [],
    possibleDuplicates: [],
    now: monday,
  });
}

function commandForms(page: string, { reference }: Pick<Case, "reference">) {
  return formsOf(page).filter(({ action }) => action.startsWith(`/cases/${reference}/`));
}

describe.each(stages)("the page of a case in stage %s", (stage) => {
  const given = journeys[stage]();
  const forms = commandForms(pageOf(given), given.case);
  const decided = (name: Name) => given.decide(Command.parse(filledIn[name][1]));

  test("is of that stage", () => {
    expect(given.case.stage).toBe(stage);
  });

  test("offers forms that make the commands of the core, and that the core then takes", () => {
    expect(forms.length).toBeGreaterThan(1);
    for (const form of forms) {
      const name = form.action.split("/").at(-1) as Name;
      const [filled, command] = filledIn[name];
      const body = fromCommandForm(name, sent(form, filled));
      const through = name === "withdraw" ? { through: "staff" } : {};
      expect(Command.parse({ type: name, ...through, ...(body as object) })).toEqual(command);
      expect(decided(name), name).toHaveProperty("events");
    }
  });

  test("leaves out only what the core refuses or what would change nothing", () => {
    const offered = forms.map(({ action }) => action.split("/").at(-1));
    const others = (Object.keys(filledIn) as Name[]).filter((name) => !offered.includes(name));
    for (const name of others) {
      const decision = decided(name);
      expect("refusal" in decision || decision.events.length === 0, name).toBe(true);
    }
  });
});

const plain = {
  roles: ["coach"],
  reference: "2345CDFGHJ",
  area: "surrey",
  restricted: false,
  stage: "contact",
  history: [],
  notes: [],
  openTasks: [],
  possibleDuplicates: [],
  now: monday,
} as const;

test("open tasks are links with their due moment in words", () => {
  const taskUrl = "http://127.0.0.1:3000/tasks/AAAAAAAAAAAAAAAAAAAAAA";
  const page = casePage({
    ...plain,
    openTasks: [{ kind: "contact", dueAt: "2026-03-04T17:00:00.000Z", overdue: true, taskUrl }],
  });
  expect(page).toContain(`<a href="${taskUrl}">Make first contact</a>, by Wednesday 4 March at 5pm`);
  expect(page).toContain("overdue");
});

test("what may be the same person is named only where there is somebody", () => {
  expect(casePage(plain)).not.toContain("Perhaps the same person");
  const page = casePage({ ...plain, possibleDuplicates: ["2345CDFGHK"] });
  expect(page).toContain('<a href="/cases/2345CDFGHK">2345CDFGHK</a>');
});

test("what happened is told in words, the latest first, without the service's upkeep", () => {
  const page = pageOf(journeys.contact());
  expect(page).toContain('<time datetime="2026-03-02T10:00:00.000Z">Monday 2 March at 10am</time>');
  expect(page.indexOf("A coach was assigned")).toBeGreaterThan(0);
  expect(page.indexOf("A coach was assigned")).toBeLessThan(page.indexOf("The person referred themselves"));
  expect(page).not.toContain("is about to go out");
});
