import { type MyView, myView } from "../../functions/core/my/view.ts";
import type { Referral } from "../../functions/core/referral.ts";
import { consentNames } from "../../functions/core/words.ts";
import {
  myCodePage,
  myDetailsPage,
  myLockedPage,
  myNoEmailPage,
  myPage,
} from "../../functions/pages/index.ts";
import type { MyDetails } from "../../functions/pages/my-details-pages.ts";
import { monday, TestCase } from "../support/builders.ts";

export const path = "/my/2345CDFGHJtoken";

/** What a person's page shows of a case; parts can be given otherwise. */
export function aView(given: TestCase, overrides: Partial<MyView> = {}): MyView {
  const known = {
    case: given.case,
    referral: given.referral as Referral | undefined,
    areaName: "Greater Manchester",
    coachName: given.case.coach && "Sample Coach",
  };
  return { ...myView(known, given.now), ...overrides };
}

export function aMyPage(given: TestCase, overrides: Partial<MyView> = {}): string {
  const withdrawLink = given.case.stage === "closed" ? undefined : "/referrals/x/withdrawal?token=t";
  return myPage({ view: aView(given, overrides), path, withdrawLink, now: given.now });
}

export function aDetailsPage(overrides: Partial<MyDetails> = {}): string {
  const known = new Map(Object.entries({ email: ["old@example.org"], phone: ["07700900000"] }));
  return myDetailsPage({
    path,
    values: { "contact-details": known, consents: new Map([["shareWithGp", ["false"]]]) },
    consents: consentNames,
    openUntil: "2026-03-02T10:30:00.000Z",
    now: monday,
    ...overrides,
  });
}

/** Every page of a person in every state, with this text wherever one can be. */
export function myPagesWith(text: string): [string, string][] {
  const kept = [
    ["form", "contact-details"],
    ["phone", text],
  ] as const;
  const named = { name: text, reference: text, area: { id: "surrey", name: text } };
  const coach = { name: text, channel: "phone" } as const;
  const supported = new TestCase().supported().do({ type: "ask-for-call", when: "morning" });
  const closed = new TestCase().assigned();
  closed.record([{ type: "case-closed", closure: "not-eligible-area" }]);
  const met = new TestCase().assigned();
  met.answer("contact", { outcome: "agreed", channel: "video", appointmentAt: "2026-03-05T14:30:00.000Z" });
  const typed = new Map([
    ["email", [text]],
    ["phone", [text]],
    ["preferredTimes", [text]],
  ]);
  const errors = [{ pointer: "/email", detail: text }];
  return [
    ["myPage", aMyPage(new TestCase(), named)],
    ["myPage, with a coach", aMyPage(new TestCase().assigned(), { ...named, coach, hasPhone: false })],
    ["myPage, with an appointment", aMyPage(met, { ...named, coach })],
    ["myPage, supported, with a call asked for", aMyPage(supported, { ...named, coach })],
    ["myPage, closed", aMyPage(closed, named)],
    [
      "myPage, with every link",
      myPage({
        view: aView(supported, named),
        path,
        planLink: `${path}/plan`,
        calendarLink: `${path}/appointment.ics`,
        goesOnAt: "/my/new",
        now: monday,
      }),
    ],
    ["myLockedPage", myLockedPage({ path })],
    ["myLockedPage, with what was typed", myLockedPage({ path, kept })],
    ["myCodePage", myCodePage({ path })],
    ["myCodePage, wrong", myCodePage({ path, kept, error: text })],
    ["myNoEmailPage", myNoEmailPage({ path, because: "none" })],
    ["myNoEmailPage, rejected", myNoEmailPage({ path, because: "rejected" })],
    ["myDetailsPage", aDetailsPage()],
    ["myDetailsPage, saved", aDetailsPage({ saved: "consents" })],
    [
      "myDetailsPage, refused",
      aDetailsPage({
        values: { "contact-details": typed, consents: new Map() },
        refused: { form: "contact-details", errors },
      }),
    ],
    ["myDetailsPage, not saved yet", aDetailsPage({ unsaved: "consents" })],
  ];
}
