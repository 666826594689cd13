import { describe, expect, test } from "vitest";
import { fromCommandForm } from "../../functions/http/form.ts";
import { myPage, withdrawalPage, withdrawnPage } from "../../functions/pages/index.ts";
import { TestCase } from "../support/builders.ts";
import { formsOf, sent } from "./forms-of.ts";
import { aDetailsPage, aMyPage, aView, myPagesWith, path } from "./my-pages.ts";

/** What is read aloud, without markup. */
const wordsOf = (page: string) =>
  page
    .replaceAll(/<(head|header|footer)[\s\S]*?<\/\1>/g, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll(/\s+/g, " ");

describe("a person's own page", () => {
  test("tells each step with its state in words, not by its look alone", () => {
    const words = wordsOf(aMyPage(new TestCase().supported()));
    expect(words).toContain("We get your referral Done on Monday 2 March");
    expect(words).toContain("You get support You are here");
    expect(words).toContain("We ask you how things are, 13 and 26 weeks later To come");
    expect(aMyPage(new TestCase())).toContain('aria-current="step"');
  });

  test("tells the appointment that is to come, with the link for a calendar, and none where there is none", () => {
    const given = new TestCase().assigned();
    const appointmentAt = "2026-03-05T14:30:00.000Z";
    const calendarLink = `${path}/appointment.ics`;
    const pageOf = () => myPage({ view: aView(given), path, calendarLink, now: given.now });
    expect(pageOf()).not.toMatch(/Your next appointment|appointment\.ics/);
    given.answer("contact", { outcome: "agreed", channel: "video", appointmentAt });
    expect(wordsOf(pageOf())).toContain("When Thursday 5 March at 2:30pm How Video call");
    expect(pageOf()).toContain(`href="${calendarLink}"`);
  });

  test("tells what the person agreed to, each with its day", () => {
    const given = new TestCase().assigned();
    given.do({ type: "consent", which: "shareWithGp", given: true, on: "2026-03-02" });
    const words = wordsOf(aMyPage(given));
    expect(words).toContain("This referral Yes, on Monday 2 March");
    expect(words).toContain("Share your plan with your GP Yes, since Monday 2 March");
    expect(words).toContain("Talk with your employer No");
  });

  test("says that it is their choice, where to turn at night, and what to do with a link that is not theirs", () => {
    for (const [name, page] of myPagesWith("Sample")) {
      if (!name.startsWith("myPage")) continue;
      const words = wordsOf(page);
      expect(words, name).toContain("It has no effect on your benefits");
      expect(words, name).toContain("Samaritans on 116 123");
      expect(words, name).toContain("This link came to you by mistake");
    }
  });

  test("offers a call with a time of day or without, and shows one that was asked for", () => {
    const [form] = formsOf(aMyPage(new TestCase().assigned()));
    expect(form?.action).toBe(`${path}/call`);
    if (!form) throw new Error("there is no form");
    expect(fromCommandForm("call", sent(form, {}))).toEqual({});
    expect(fromCommandForm("call", sent(form, { when: "morning" }))).toEqual({ when: "morning" });
    const asked = new TestCase().assigned().do({ type: "ask-for-call", when: "evening" });
    expect(wordsOf(aMyPage(asked))).toContain("You asked us to call you, best in the evening");
  });

  test("offers nothing to stop and no call once it is closed, and a way to ask again", () => {
    const page = aMyPage(new TestCase().assigned().do({ type: "withdraw", through: "link" }));
    expect(page).not.toContain("Stop my referral");
    expect(formsOf(page).map(({ action }) => action)).toEqual([]);
    expect(wordsOf(page)).toContain("Ask WorkWell for help again");
  });

  test("says nothing of coming back, and asks for nothing, after a death", () => {
    const given = new TestCase().assigned();
    given.record([{ type: "case-closed", closure: "died" }]);
    const words = wordsOf(aMyPage(given));
    expect(words).toContain("This referral is closed.");
    expect(words).not.toMatch(/Hello|help again|agreed to/);
    const ended = withdrawnPage({
      reference: "x",
      otherwise: "This referral is closed.",
      mayComeBack: false,
    });
    expect(wordsOf(ended)).not.toContain("help again");
  });

  test("shows other doors to whom WorkWell is not for", () => {
    const given = new TestCase().assigned();
    given.record([{ type: "case-closed", closure: "not-eligible-other" }]);
    expect(wordsOf(aMyPage(given))).toContain("Access to Work");
  });
});

describe("the page of a person's details", () => {
  test("sends what it shows as the commands that coach and lead send too", () => {
    const [contact, consents] = formsOf(aDetailsPage());
    expect(fromCommandForm("contact-details", contact?.asShown ?? new URLSearchParams())).toEqual({
      email: "old@example.org",
      phone: "07700900000",
    });
    expect(fromCommandForm("consents", consents?.asShown ?? new URLSearchParams())).toEqual({
      shareWithGp: false,
    });
  });

  test("says at the top and at the field what is wrong, and keeps what was typed", () => {
    const page = aDetailsPage({
      values: { "contact-details": new Map([["email", ["no address"]]]), consents: new Map() },
      refused: { form: "contact-details", errors: [{ pointer: "/email", detail: "Invalid email" }] },
    });
    expect(page).toContain("<title>Error: Change your details");
    expect(page).toContain(
      '<a href="#contact-details-email">Enter an email address, like name@example.com</a>',
    );
    expect(page).toContain('value="no address"');
  });
});

describe("the pages about stopping", () => {
  test("say what it means, and never that it has an effect on benefits", () => {
    const asks = wordsOf(withdrawalPage({ reference: "2345CDFGHJ", token: "t", isFollowedUp: false }));
    expect(asks).toContain("You do not have to say why");
    expect(asks).toContain("your coach is told that you stopped, and not why");
    const later = wordsOf(withdrawalPage({ reference: "2345CDFGHJ", token: "t", isFollowedUp: true }));
    expect(later).toContain("Your support has ended");
    expect(later).not.toContain("your coach is told");
  });

  test("do not claim that somebody stopped whose support ended otherwise", () => {
    const page = wordsOf(
      withdrawnPage({ reference: "2345CDFGHJ", otherwise: "Your support has ended.", mayComeBack: true }),
    );
    expect(page).toContain("There is nothing to stop here Your support has ended.");
    expect(page).not.toContain("You have stopped");
  });
});
