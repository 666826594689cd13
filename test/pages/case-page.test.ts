import { describe, expect, test } from "vitest";
import type { Case } from "../../functions/core/case.ts";
import { commandBodies } from "../../functions/core/command-bodies.ts";
import { Command } from "../../functions/core/commands.ts";
import { stages } from "../../functions/core/stages.ts";
import { fromCommandForm } from "../../functions/http/form.ts";
import { casePage } from "../../functions/pages/index.ts";
import { monday, type TestCase } from "../support/builders.ts";
import { pageOf } from "../support/case-pages.ts";
import { journeys } from "../support/journeys.ts";
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
  "contact-details": [
    { phone: "07700 900001", safeToLeaveMessage: "false" },
    { type: "contact-details", contact: { phone: "07700 900001", safeToLeaveMessage: false } },
  ],
} as const;
type Name = keyof typeof filledIn;

/** What only the lead does, for whom a place was taken and a survivor found. */
const filledInByLead = {
  reassign: [
    { to: "coach2@example.org", overrideCapacity: "true", reason: "Moved" },
    { to: "coach2@example.org", overrideCapacity: true, reason: "Moved" },
    { chosen: { coach: "coach2@example.org", because: [] } },
  ],
  transfer: [
    { toArea: "frimley", reason: "Moved" },
    { toArea: "frimley", reason: "Moved" },
    { delivers: true },
  ],
  merge: [
    { into: "2345CDFGHK", reason: "The same" },
    { into: "2345CDFGHK", reason: "The same" },
    { into: undefined, survivor: { reference: "2345CDFGHK", stage: "contact" } },
  ],
  reopen: [{ reason: "Asked" }, { reason: "Asked" }, { coach: { coach: "coach2@example.org", because: [] } }],
} as const;

/** The forms of what everybody does, without those that correct. */
function commandForms(page: string, { reference }: Pick<Case, "reference">) {
  const forms = formsOf(page).filter(({ action }) => action.startsWith(`/cases/${reference}/`));
  return forms.filter(({ action }) => !action.endsWith("/correct"));
}

function nameIn({ action }: { action: string }): string {
  return action.split("/").at(-1) ?? "";
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
      const inside = name === "contact-details" ? { contact: body } : (body as object);
      expect(Command.parse({ type: name, ...through, ...inside })).toEqual(command);
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

describe.each(stages)("for the lead, the page of a case in stage %s", (stage) => {
  const given = journeys[stage]();
  const coaches = [{ email: "coach2@example.org", name: "Sample", capacity: 25, holding: 3 }];
  const otherAreas = [{ id: "frimley", name: "Frimley" }];
  const forms = commandForms(pageOf(given, { roles: ["lead"], coaches, otherAreas }), given.case);
  const decided = (name: keyof typeof filledInByLead) => {
    const [, body, more] = filledInByLead[name];
    const { into: _, ...command } = { into: undefined, ...body, ...more };
    return given.decide(Command.parse({ type: name, ...command }));
  };

  test("offers what the lead alone does, where the core takes it, and nowhere else", () => {
    for (const name of Object.keys(filledInByLead) as (keyof typeof filledInByLead)[]) {
      const form = forms.find((each) => nameIn(each) === name);
      const isTaken = "events" in decided(name);
      expect([name, form !== undefined]).toEqual([name, isTaken]);
      if (!form) continue;
      const [filled, body] = filledInByLead[name];
      expect(commandBodies[name].parse(fromCommandForm(name, sent(form, filled)))).toEqual(body);
    }
  });
});

describe("what is recorded can be put right", () => {
  const correcting = (given: TestCase) =>
    formsOf(pageOf(given)).filter(({ action }) => action.endsWith("/correct"));

  test.each([
    ["contact", []],
    ["plan", ["correct-start"]],
    ["exit", ["correct-start"]],
    ["follow-up", ["correct-start", "correct-exit"]],
  ] as const)("in stage %s: %j", (stage, ids) => {
    expect(correcting(journeys[stage]()).map(({ id }) => id)).toEqual(ids);
  });

  test("with what is recorded now, so that sending it as it stands corrects nothing", () => {
    const given = journeys["follow-up"]();
    for (const { asShown } of correcting(given)) {
      asShown.set("reason", "Looked again");
      const command = Command.parse({ type: "correct", ...(fromCommandForm("correct", asShown) as object) });
      expect(given.decide(command)).toMatchObject({ events: [] });
    }
  });

  test("by changing what is wrong", () => {
    const given = journeys["follow-up"]();
    const [start] = correcting(given);
    const fields = start?.asShown ?? new URLSearchParams();
    fields.set("data.employmentStatus", "in-work");
    fields.set("reason", "Wrong box");
    const command = Command.parse({ type: "correct", ...(fromCommandForm("correct", fields) as object) });
    expect(given.do(command).case.start?.employmentStatus).toBe("in-work");
  });
});

describe("a form that was refused", () => {
  const page = pageOf(journeys.support(), {
    refused: {
      id: "hold",
      values: new Map([["reason", ["Kept text"]]]),
      errors: [{ pointer: "/until", detail: "Give this as RFC 3339" }],
    },
  });

  test("is open, with what was typed, and its mistake at the field and at the top", () => {
    expect(page).toContain("<title>Error: ");
    expect(page).toContain('<a href="#hold-until">Enter the date and time until when it is on hold</a>');
    expect(page).toMatch(/<details class="govuk-details" open><summary[^>]*><span[^>]*>Put the case on hold/);
    expect(page.match(/Kept text/g)).toHaveLength(1);
  });

  test.each([
    ["hold", "it was closed", journeys.closed()],
    ["hold", "it is on hold already", journeys.hold()],
    ["reassign", "it was closed", journeys.closed()],
  ])("%s, which the case takes no more since %s, leaves what was typed to be copied", (id, _, given) => {
    const late = pageOf(given, {
      roles: ["lead"],
      refused: {
        id,
        values: new Map([
          ["form", [id]],
          ["reason", ["Kept text"]],
        ]),
        errors: [{ pointer: "", detail: "The case is closed." }],
      },
    });
    expect(late).toContain("<title>Error: ");
    expect(late).toMatch(/<a href="#not-saved">Nothing was saved[^<]* The case is closed\.<\/a>/);
    expect(late).toMatch(/<div id="not-saved">[\s\S]*Why<\/dt>[\s\S]*Kept text/);
  });
});

test("the journey says each step in words, and what waits on whom", () => {
  const page = pageOf(journeys.contact());
  expect(page).toMatch(/<ol class="app-journey">/);
  expect(page).toMatch(/app-journey__step--now" aria-current="step">\s*<span[^>]*>First contact/);
  expect(page).toContain("This waits on the coach: make first contact.");
  expect(page).toContain("It is due by Wednesday 4 March at 5pm.");
});

test("older lines of a long history are folded", () => {
  const long = journeys.contact();
  for (let day = 1; day <= 12; day++) long.do({ type: "note", text: `Note ${day}` });
  expect(pageOf(long)).toMatch(
    /<details class="govuk-details"><summary[^>]*><span[^>]*>What happened before \(\d+\)/,
  );
  expect(pageOf(journeys.triage())).not.toContain("What happened before");
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
