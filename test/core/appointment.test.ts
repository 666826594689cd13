import { describe, expect, it } from "vitest";
import { fold } from "../../functions/core/evolve.ts";
import { whereIs } from "../../functions/core/where-is.ts";
import { aReferral, monday, TestCase } from "../support/builders.ts";

const withEmail = (email = "person@example.org") => aReferral({ person: { contact: { email } } });
const tuesday = "2026-03-10T14:30:00.000Z";
const remindedAt = "2026-03-09T09:00:00.000Z";

/** Contact made on Monday 2 March, for an appointment on Tuesday 10 March. */
function agreed(appointmentAt = tuesday, referral = withEmail()): TestCase {
  const person = new TestCase({ referral }).assigned();
  person.attend();
  return person.answer("contact", { outcome: "agreed", channel: "phone", appointmentAt });
}

const rearrange = (appointmentAt: string, channel?: string) => ({ rearrange: { appointmentAt, channel } });
const wakesAt = (person: TestCase) => whereIs(person.case, person.rules, person.now).wakeAt;
const toPerson = (emails: string[]) => emails.filter((email) => /^(appointment|reminder):/.test(email));

describe("a person with an email address", () => {
  it("hears of the appointment when it is agreed, and again at 09:00 on the working day before", () => {
    const person = agreed();
    expect(toPerson(person.attend())).toEqual([expect.stringMatching(/^appointment:e\d+$/)]);
    expect(wakesAt(person)).toBe(remindedAt);
    expect(person.at("2026-03-09T08:59:59.000Z").attend()).toEqual([]);
    expect(toPerson(person.at(remindedAt).attend())).toEqual([expect.stringMatching(/^reminder:e\d+$/)]);
    expect(person.attend()).toEqual([]);
    expect(wakesAt(person)).toBe(tuesday);
  });

  it("is reminded on Friday of an appointment on Monday", () => {
    const person = agreed("2026-03-09T09:30:00.000Z");
    person.attend();
    expect(wakesAt(person)).toBe("2026-03-06T09:00:00.000Z");
  });

  it("is not reminded of an appointment that is sooner than that", () => {
    const person = agreed("2026-03-03T09:30:00.000Z");
    expect(toPerson(person.attend())).toEqual([expect.stringMatching(/^appointment:/)]);
    expect(person.at("2026-03-03T09:29:00.000Z").attend()).toEqual([]);
  });

  it("hears nothing of an appointment where only the contact was agreed", () => {
    const person = new TestCase({ referral: withEmail() }).assigned();
    person.answer("contact", { outcome: "agreed" });
    expect(toPerson(person.attend())).toEqual([]);
  });

  it("hears nothing once the appointment has begun", () => {
    const person = agreed().at(tuesday);
    expect(toPerson(person.attend())).toEqual([]);
  });
});

describe("an appointment that is moved before it takes place", () => {
  it("leaves the task open with the same link, asks the coach at the new time, and is no missed one", () => {
    const person = agreed();
    person.attend();
    const [handle] = person.case.tasks.filter(({ kind }) => kind === "assessment").map((task) => task.handle);
    person.answer("assessment", rearrange("2026-03-25T11:00:00Z", "community-venue"));
    expect(person.case.stage).toBe("assessment");
    expect(person.case.tasks.at(-1)).toMatchObject({
      handle,
      state: "open",
      askAt: "2026-03-25T11:00:00.000Z",
      dueAt: "2026-03-26T17:00:00.000Z",
      attempts: [{ result: "rearranged", nextAt: "2026-03-25T11:00:00.000Z" }],
    });
    expect(person.case.appointment).toMatchObject({
      at: "2026-03-25T11:00:00.000Z",
      channel: "community-venue",
    });
    expect(person.at(tuesday).attend()).not.toContain("ask assessment");
    expect(person.at("2026-03-25T11:00:00.000Z").attend()).toContain("ask assessment");
  });

  it("is told to the person, who is reminded of the new one and not of the old", () => {
    const person = agreed();
    const [first] = toPerson(person.attend());
    person.answer("assessment", rearrange("2026-03-12T11:00:00Z"));
    const [second] = toPerson(person.attend());
    expect(second).not.toBe(first);
    expect(person.case.appointment?.channel).toBe("phone");
    expect(person.at(remindedAt).attend()).toEqual([]);
    expect(wakesAt(person)).toBe("2026-03-11T09:00:00.000Z");
    expect(person.at("2026-03-11T09:00:00.000Z").attend()).toEqual([
      second?.replace("appointment", "reminder"),
    ]);
  });

  it("keeps a due moment that lies later, and does not ask a coach again who was asked already", () => {
    const person = new TestCase().assigned().answer("contact", { outcome: "agreed" });
    expect(person.attend()).toEqual(["ask assessment"]);
    const { askAt, dueAt } = person.case.tasks.at(-1) ?? {};
    person.answer("assessment", rearrange("2026-03-05T11:00:00Z"));
    expect(person.case.tasks.at(-1)).toMatchObject({ askAt, dueAt });
    expect(person.at("2026-03-05T11:00:00.000Z").attend()).toEqual([]);
  });

  it("lies in the future, and sent twice is moved once", () => {
    const person = agreed();
    person.attend();
    const decision = person.decide({
      type: "answer",
      handle: person.handleOf("assessment"),
      answer: rearrange(monday),
    });
    expect(decision).toMatchObject({
      refusal: { type: "not-valid", errors: [{ pointer: "/rearrange/appointmentAt" }] },
    });
    const moved = { ...rearrange("2026-03-12T11:00:00Z"), attemptId: "once" };
    person.answer("assessment", moved).answer("assessment", moved);
    expect(person.case.tasks.at(-1)?.attempts).toHaveLength(1);
  });

  it("to the time that it has already is no new one, however often it is sent", () => {
    const person = agreed();
    person.attend();
    const { appointment } = person.case;
    person.answer("assessment", rearrange(tuesday)).answer("assessment", rearrange(tuesday, "phone"));
    expect(person.case.appointment).toEqual(appointment);
    expect(toPerson(person.attend())).toEqual([]);
    person.answer("assessment", rearrange(tuesday, "video"));
    expect(toPerson(person.attend())).toHaveLength(1);
  });

  it("goes along to another coach", () => {
    const person = agreed();
    person.attend();
    person.answer("assessment", rearrange("2026-03-12T11:00:00Z"));
    const chosen = { coach: "coach2@greater-manchester.example.org", because: [] };
    person.do({ type: "reassign", chosen, reason: "Holiday" }).attend();
    expect(person.case.tasks.at(-1)).toMatchObject({ state: "open", askAt: "2026-03-12T11:00:00.000Z" });
  });
});

describe("an appointment that was missed", () => {
  it("is followed by a new one, which the person hears of", () => {
    const person = agreed();
    person.attend();
    person.at("2026-03-10T15:00:00.000Z").attend();
    const next = { appointmentAt: "2026-03-17T10:00:00Z", channel: "video" };
    person.answer("assessment", { attended: "no", next });
    expect(person.case.appointment).toMatchObject({ at: "2026-03-17T10:00:00.000Z", channel: "video" });
    expect(toPerson(person.attend())).toHaveLength(1);
    expect(toPerson(person.at("2026-03-16T09:00:00.000Z").attend())).toHaveLength(1);
  });
});

describe("no email about an appointment goes out", () => {
  const endings: [string, (person: TestCase) => void][] = [
    ["after the person withdrew", (person) => person.do({ type: "withdraw", through: "link" })],
    [
      "on hold",
      (person) => person.do({ type: "hold", until: "2026-03-20T09:00:00Z", reason: "In hospital" }),
    ],
    [
      "after a death",
      (person) => person.do({ type: "finish" }).attend() && person.answer("exit", { closure: "died" }),
    ],
    [
      "after the case was closed",
      (person) => person.do({ type: "finish" }).attend() && person.answer("exit", { closure: "moved-away" }),
    ],
    [
      "once the journey goes on in another area",
      (person) => person.do({ type: "transfer", toArea: "surrey", delivers: true, reason: "Moved" }),
    ],
  ];

  it.each(endings)("%s", (_, end) => {
    const person = agreed();
    end(person);
    expect(toPerson(person.attend())).toEqual([]);
    if (person.case.stage !== "hold") expect(wakesAt(person)).toBeUndefined();
    expect(toPerson(person.at(remindedAt).attend())).toEqual([]);
  });

  it("that was intended and is no longer true: it is dropped where everybody sees it", () => {
    const person = agreed();
    person.attend();
    person.answer("assessment", rearrange("2026-03-12T11:00:00Z"));
    const email = `appointment:${person.case.appointment?.id}`;
    person.record([{ type: "email-intended", email, to: "person" }]);
    person.answer("assessment", rearrange("2026-03-13T11:00:00Z"));
    expect(toPerson(person.attend())).toEqual([`appointment:${person.case.appointment?.id}`]);
    expect(person.case.emails[email]).toBe("dropped");
  });

  it("to somebody without an address of their own, until they have one", () => {
    const person = agreed(tuesday, aReferral());
    expect(toPerson(person.attend())).toEqual([]);
    person.do({ type: "contact-details", contact: { email: "new@example.org" } });
    expect(toPerson(person.attend())).toEqual([expect.stringMatching(/^appointment:/)]);
  });
});

it("a hold that ends before the appointment lets its emails go out after all", () => {
  const person = agreed();
  person.do({ type: "hold", until: "2026-03-20T09:00:00Z", reason: "In hospital" }).attend();
  person.at("2026-03-09T12:00:00.000Z").do({ type: "resume" });
  expect(toPerson(person.attend())).toHaveLength(2);
});

it("a case that was kept before appointments had emails folds as it did", () => {
  const person = agreed();
  expect(fold(person.events)).toEqual(person.case);
  const old = person.events.map((event) => {
    const { hearBack: _, ...rest } = event as typeof event & { hearBack?: boolean };
    return rest;
  });
  expect(fold(old)).toMatchObject({ stage: "assessment", hearBack: undefined });
});

describe("an email that is kept back", () => {
  it("waits until then, and goes out if it is still true", () => {
    const person = agreed();
    const email = `appointment:${person.case.appointment?.id}`;
    const until = "2026-03-03T09:00:00.000Z";
    person.record([
      { type: "email-intended", email, to: "person" },
      { type: "email-delayed", email, until },
    ]);
    expect(toPerson(person.attend())).toEqual([]);
    expect(person.case.emails[email]).toBe("intended");
    expect(wakesAt(person)).toBe(until);
    expect(toPerson(person.at(until).attend())).toEqual([email]);
  });

  it("is dropped when it is no longer true by then", () => {
    const person = agreed();
    const email = `appointment:${person.case.appointment?.id}`;
    person.record([
      { type: "email-intended", email, to: "person" },
      { type: "email-delayed", email, until: "2026-03-03T09:00:00.000Z" },
    ]);
    person.do({ type: "withdraw", through: "link" }).attend();
    expect(person.case.emails[email]).toBe("dropped");
  });
});
