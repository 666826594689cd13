import { describe, expect, it } from "vitest";
import { myView } from "../../../functions/core/my/view.ts";
import type { Referral } from "../../../functions/core/referral.ts";
import { aReferral, TestCase } from "../../support/builders.ts";

const canary = aReferral({
  referrer: { kind: "gp", name: "canary-referrer", email: "canary-gp@example.org", phone: "0161 496 0999" },
  person: {
    givenName: "Canary-given",
    familyName: "Canary-family",
    preferredName: "Preferred",
    dateOfBirth: "1971-02-03",
    nhsNumber: "999 123 4567",
    gpPractice: { name: "canary-practice" },
    contact: {
      email: "canary@example.org",
      phone: "07700900999",
      preferredTimes: "canary-times",
      preferredChannel: "video",
    },
  },
  health: { mainBarrier: "mental-health", note: "canary-health" },
  safety: { note: "canary-safety" },
});

function viewOf(given: TestCase, referral: Referral | undefined = given.referral, now = given.now) {
  return myView(
    { case: given.case, referral, areaName: "Greater Manchester", coachName: "Sample Coach" },
    now,
  );
}

describe("a person's own page", () => {
  it("tells whoever holds the link nothing of how they are reached, and nothing of their health", () => {
    const given = new TestCase({ referral: canary }).supported();
    const told = JSON.stringify(viewOf(given));
    expect(told).not.toMatch(/canary|07700|0161|999 123|1971|BL1|mental|out-of-work/i);
    expect(told).toContain("Preferred");
    expect(viewOf(given).hasPhone).toBe(true);
  });

  it("names nobody of a restricted record, or of a person who died", () => {
    const restricted = new TestCase({ referral: { ...canary, safety: { restricted: true } } });
    expect(viewOf(restricted).name).toBeUndefined();
    const died = new TestCase({ referral: canary }).assigned();
    died.record([{ type: "case-closed", closure: "died" }]);
    expect(viewOf(died).name).toBeUndefined();
  });

  it("names the coach with the way they are in touch: as agreed, before that as the person prefers", () => {
    const given = new TestCase({ referral: canary }).assigned();
    expect(viewOf(given).coach).toEqual({ name: "Sample Coach", channel: "video" });
    given.answer("contact", { outcome: "agreed", channel: "phone" });
    expect(viewOf(given).coach).toEqual({ name: "Sample Coach", channel: "phone" });
    expect(viewOf(given.do({ type: "withdraw", through: "link" })).coach).toBeUndefined();
  });

  it("asks only those whom somebody referred whether that person may hear more", () => {
    const which = (referral: Referral) => viewOf(new TestCase({ referral })).consents.map((one) => one.which);
    expect(which(canary)).toContain("shareBackWithReferrer");
    expect(which(aReferral())).toEqual(["contactEmployer", "shareWithGp", "evaluation"]);
  });

  it("shows the appointment that is agreed, and the new one after a missed one", () => {
    const given = new TestCase().assigned();
    given.answer("contact", {
      outcome: "agreed",
      channel: "video",
      appointmentAt: "2026-03-05T14:30:00.000Z",
    });
    given.attend();
    expect(viewOf(given).appointment).toEqual({ at: "2026-03-05T14:30:00.000Z", channel: "video" });
    given.at("2026-03-05T16:00:00.000Z").attend();
    expect(viewOf(given).appointment).toBeUndefined();
    given.answer("assessment", { attended: "no", next: { appointmentAt: "2026-03-09T10:00:00.000Z" } });
    expect(viewOf(given).appointment).toMatchObject({ at: "2026-03-09T10:00:00.000Z" });
  });
});
