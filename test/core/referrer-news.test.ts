import { describe, expect, it } from "vitest";
import { newsForReferrer } from "../../functions/core/referrer-news.ts";
import { referrerKinds } from "../../functions/core/words.ts";
import { aReferral, TestCase } from "../support/builders.ts";

type Choice = boolean | undefined;
const email = "referrer@example.org";

function referredBy(kind: (typeof referrerKinds)[number], consent: Choice, hearBack: Choice = undefined) {
  const referral = aReferral({
    referrer: { kind, email, ...(hearBack === undefined ? {} : { hearBack }) },
    consent: consent === undefined ? {} : { shareBackWithReferrer: consent },
  });
  return new TestCase({ referral });
}

const newsIn = (emails: string[]) => emails.filter((each) => each.startsWith("referrer-"));
const ended = { outcome: "no-change", employmentStatus: "in-work" };

/** Every email of later news over a whole journey. */
function newsOf(person: TestCase): string[] {
  person.assigned();
  const first = person.answer("contact", { outcome: "agreed" }).attend();
  const held = { heldAt: person.now, channel: "phone", attended: "yes" };
  const facts = { employmentStatus: "in-work", mainBarrier: "mental-health" };
  const second = person.answer("assessment", { ...held, ...facts }).attend();
  const third = person.do({ type: "finish" }).attend();
  const last = person.answer("exit", { closure: "completed-plan", ...ended }).attend();
  return newsIn([...first, ...second, ...third, ...last]);
}

describe("what a referrer may hear later", () => {
  const table = referrerKinds.flatMap((kind) =>
    ([undefined, false, true] as Choice[]).flatMap((consent) =>
      ([undefined, false, true] as Choice[]).map((hearBack) => ({ kind, consent, hearBack })),
    ),
  );

  it.each(table)("$kind, consent $consent, wants to hear back $hearBack", ({ kind, consent, hearBack }) => {
    const hears = kind !== "self" && consent === true && hearBack !== false;
    expect(newsOf(referredBy(kind, consent, hearBack))).toEqual(
      hears ? ["referrer-in-touch", "referrer-finished"] : [],
    );
  });

  it("is nothing for a referrer without an email address", () => {
    const consent = { shareBackWithReferrer: true };
    expect(newsOf(new TestCase({ referral: aReferral({ referrer: { kind: "gp" }, consent }) }))).toEqual([]);
  });

  it("is nothing on a case that was kept before anybody was asked whether they want to hear back", () => {
    const person = referredBy("gp", true).assigned().answer("contact", { outcome: "agreed" });
    expect(newsForReferrer(person.case)).toBe("referrer-in-touch");
    expect(newsForReferrer({ ...person.case, hearBack: undefined })).toBeUndefined();
  });

  it("waits for somebody to be in touch", () => {
    expect(newsIn(referredBy("gp", true).assigned().attend())).toEqual([]);
  });

  it("stops when the person takes back their agreement, and begins when they give it", () => {
    const person = referredBy("gp", false).assigned();
    expect(newsIn(person.answer("contact", { outcome: "agreed" }).attend())).toEqual([]);
    const consent = (given: boolean, on: string) =>
      person.at(`${on}T12:00:00.000Z`).do({ type: "consent", which: "shareBackWithReferrer", given, on });
    expect(newsIn(consent(true, "2026-03-03").attend())).toEqual(["referrer-in-touch"]);
    consent(false, "2026-03-04").do({ type: "finish" }).attend();
    expect(newsIn(person.answer("exit", { closure: "moved-away" }).attend())).toEqual([]);
  });

  it("that was intended before the person changed their mind is dropped", () => {
    const person = referredBy("gp", true).assigned().answer("contact", { outcome: "agreed" });
    person.record([{ type: "email-intended", email: "referrer-in-touch", to: "referrer" }]);
    person.do({ type: "consent", which: "shareBackWithReferrer", given: false, on: "2026-03-02" }).attend();
    expect(person.case.emails["referrer-in-touch"]).toBe("dropped");
  });

  const silent: [string, (person: TestCase) => unknown][] = [
    ["a withdrawal by link", (person) => person.do({ type: "withdraw", through: "link" })],
    ["a person who does not want it", (person) => person.answer("contact", { outcome: "does-not-want-it" })],
    ["a death", (person) => exit(person, "died")],
    ["a withdrawal told to the coach", (person) => exit(person, "withdrew")],
    [
      "a transfer",
      (person) => person.do({ type: "transfer", toArea: "surrey", delivers: true, reason: "Moved" }),
    ],
    [
      "a duplicate",
      (person) =>
        person.do({ type: "merge", survivor: { reference: "CDFGHJKMNC", stage: "contact" }, reason: "Same" }),
    ],
  ];
  const exit = (person: TestCase, closure: string) => {
    person.do({ type: "finish" }).attend();
    return person.answer("exit", { closure });
  };

  it.each(silent)("says nothing of %s", (_, end) => {
    const person = referredBy("gp", true).assigned();
    end(person);
    expect(newsIn(person.attend())).toEqual([]);
  });

  it("says that it is finished when nobody could be reached", () => {
    const person = referredBy("gp", true).assigned();
    for (let tries = 0; tries < 3; tries++) person.answer("contact", { outcome: "could-not-reach" });
    expect(newsIn(person.answer("contact", { outcome: "unable-to-contact" }).attend())).toEqual([
      "referrer-finished",
    ]);
  });
});
