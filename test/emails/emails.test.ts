import { describe, expect, test } from "vitest";
import { redirects } from "../../functions/core/place/redirects.ts";
import { referrerNews } from "../../functions/core/referrer-news.ts";
import { followUpPoints, taskKinds } from "../../functions/core/words.ts";
import {
  acknowledgePerson,
  acknowledgeReferrer,
  appointmentEmail,
  callAsked,
  changeCode,
  digest,
  type Email,
  otherHelp,
  referrerNewsEmail,
  safetyOverdue,
  signInCode,
  stopNotice,
  taskEmail,
} from "../../functions/emails/index.ts";
import {
  appointment,
  baseUrl,
  dueAt,
  emailsToPeople,
  kindsOfAppointmentNews,
  now,
  person,
} from "./emails-to-people.ts";

const handle = "AAAAAAAAAAAAAAAAAAAAAA";
const task = {
  baseUrl,
  handle,
  reference: "2345CDFGHJ",
  kind: "contact",
  dueAt,
  areaName: "Surrey",
  now,
} as const;
const item = { kind: "contact", reference: "2345CDFGHJ", dueAt, state: "due-today", handle } as const;

const ending = { reference: "2345CDFGHJ", state: "not-contacted", endedAt: now } as const;

const every: [string, Email][] = [
  ...emailsToPeople,
  ["stopNotice", stopNotice({ reference: "2345CDFGHJ", areaName: "Surrey Heartlands" })],
  ["signInCode", signInCode({ code: "042137" })],
  ["digest", digest({ baseUrl, listsCases: true, name: "Sample coach", items: [item], now })],
  ["callAsked", callAsked({ baseUrl, reference: "2345CDFGHJ", areaName: "Surrey Heartlands" })],
  ["a digest with an ending", digest({ baseUrl, listsCases: true, items: [item, ending], now })],
  ["an empty digest", digest({ baseUrl, listsCases: true, items: [], now })],
  [
    "a lead's digest",
    digest({
      baseUrl,
      listsCases: true,
      overview: { escalated: 2, waiting: 3, unreachedStaff: ["Sample coach, coach@example.org"] },
      items: [{ ...item, state: "escalated", whose: "Sample coach" }],
      now,
    }),
  ],
  ["safetyOverdue", safetyOverdue({ ...task, dueAt: now })],
  ...taskKinds.map((kind): [string, Email] => [`taskEmail ${kind}`, taskEmail({ ...task, kind })]),
];

describe.each(every)("%s", (_name, mail) => {
  test("says the same in text and in HTML", () => {
    expect(wordsOfHtml(mail.html)).toEqual(words(mail.text));
  });

  test("has a subject on one line", () => {
    expect(mail.subject).toMatch(/^[^\r\n]{5,150}$/);
  });

  test("leaves no hole where a value was missing", () => {
    expect(mail.subject + mail.text + mail.html).not.toMatch(/undefined|null|NaN|\[object/);
  });
});

describe("an email about a task", () => {
  test.each(taskKinds)("%s has exactly one link, to the task, in both bodies", (kind) => {
    const mail = taskEmail({ ...task, kind });
    expect(mail.text.match(/https?:\/\/\S+/g)).toEqual([`${baseUrl}/tasks/${handle}`]);
    expect([...mail.html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      `${baseUrl}/tasks/${handle}`,
    ]);
    expect(mail.html.replaceAll(/<a .*?<\/a>/g, "")).not.toContain("http");
  });

  test("says by when in its subject, and marks only safety as urgent", () => {
    const subjects = taskKinds.map((kind) => taskEmail({ ...task, kind }).subject);
    for (const subject of subjects) expect(subject).toContain("by Wednesday 4 March at 5pm");
    expect(subjects.filter((subject) => subject.startsWith("URGENT"))).toHaveLength(1);
  });

  test.each(followUpPoints)("names the follow-up at %s", (point) => {
    const { subject } = taskEmail({ ...task, kind: "follow-up", point });
    expect(subject).toContain(`${Number.parseInt(point, 10)} weeks after support ended, by `);
  });
});

test("an overdue safety task is urgent, with one link and no person", () => {
  const { subject, text } = safetyOverdue({ ...task, dueAt: now });
  expect(subject).toBe("URGENT: safety task overdue (2345CDFGHJ)");
  expect(text.match(/https?:\/\/\S+/g)).toEqual([`${baseUrl}/tasks/${handle}`]);
});

describe.each([
  ["the sign-in code's email", signInCode({ code: "042137" })],
  ["the email with the code for a person's details", changeCode({ code: "042137" })],
])("%s", (_name, mail) => {
  test("has exactly one run of six digits in its text", () => {
    expect(mail.text.match(/\d{6}/g)).toEqual(["042137"]);
    expect(mail.text.match(/\d{6,}/g)).toEqual(["042137"]);
  });

  test("has no link and no other six-digit number in its HTML", () => {
    expect(mail.html.match(/\d{6}/g)).toEqual(["042137"]);
    expect(mail.text + mail.html).not.toMatch(/https?:/);
  });

  test("does not show the code in its subject, where a locked phone shows it", () => {
    expect(mail.subject).not.toMatch(/\d/);
  });
});

test("the email about a call has one link, to the case, and does not say when the person likes to be called", () => {
  const { text, html } = callAsked({ baseUrl, reference: "2345CDFGHJ", areaName: "Surrey" });
  expect(text.match(/https?:\/\/\S+/g)).toEqual([`${baseUrl}/cases/2345CDFGHJ`]);
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
    `${baseUrl}/cases/2345CDFGHJ`,
  ]);
  expect(text).not.toMatch(/morning|afternoon|evening/);
});

describe("the person's acknowledgement", () => {
  const { text } = acknowledgePerson(person);

  test("says what happens next and by when, that it is a choice, and how to stop", () => {
    expect(text).toContain("by Wednesday 4 March at 5pm");
    expect(text).toContain("voluntary");
    expect(text).toContain("no effect on your benefits");
    expect(text).toContain("unless you say so");
    expect(text).toContain(`${baseUrl}/my/person-token`);
    expect(text).toContain(`${baseUrl}/referrals/2345CDFGHJ/withdrawal?token=withdraw-token`);
  });

  test("tells the crisis routes", () => {
    for (const route of ["999", "NHS 111", "option 2", "116 123"]) expect(text).toContain(route);
  });

  test("says outside duty hours by when somebody reads what was said about safety, and where to turn until then", () => {
    const readBy = { safetyReadBy: "2026-03-09T10:00:00.000Z", atRisk: true, outsideDutyHours: true };
    const late = acknowledgePerson({ ...person, ...readBy }).text;
    expect(late).toContain("A person will read it when we open again by Monday 9 March at 10am.");
    expect(late).toContain("Do not wait for us if you need help now.");
    for (const route of ["999", "NHS 111", "116 123"]) expect(late).toContain(route);
  });

  test("says that nobody watches what is written", () => {
    for (const mail of [text, acknowledgeReferrer({ reference: "2345CDFGHJ", areaName: "Surrey" }).text]) {
      expect(mail).toContain("what is written in a form is not watched all the time");
    }
  });

  test("repeats a worry about safety only to a person who said it themselves", () => {
    const calm = acknowledgePerson({ ...person, kind: "gp" }).text;
    const worried = { ...person, atRisk: true, outsideDutyHours: true };
    expect(acknowledgePerson({ ...worried, kind: "gp" }).text).toBe(calm);
    expect(acknowledgePerson(worried).text).toContain("Nobody is here now");
  });
});

describe("an email about an appointment", () => {
  test.each(kindsOfAppointmentNews)("%s: says when and how, and how to change it or to stop", (news) => {
    const { subject, text } = appointmentEmail({ ...appointment, news });
    expect(subject).toContain("appointment");
    expect(subject).toContain("Tuesday 10 March at 2:30pm");
    expect(text).toContain("on Tuesday 10 March at 2:30pm, by phone.");
    expect(text).toContain("If you cannot come, tell the person you agreed it with.");
    expect(text).toContain("You can stop at any time");
    expect(text).toContain(`${baseUrl}/my/person-token/appointment.ics`);
  });

  test.each(kindsOfAppointmentNews)("%s: does not say what it is about, nor with whom", (news) => {
    const { subject, text, html, attachments } = appointmentEmail({ ...appointment, news });
    const said = JSON.stringify([subject, text, html, attachments?.map(({ content }) => content)]);
    expect(said).not.toMatch(/health|work|benefit|coach|job|condition|referral|disab|employ/i);
  });

  test("says of a new one that any before it no longer counts, of a reminder that it is one", () => {
    expect(appointmentEmail({ ...appointment, news: "moved" }).text).toContain("no longer counts");
    expect(appointmentEmail({ ...appointment, news: "reminder" }).subject).toMatch(/^Reminder: /);
  });

  test("has one file for the calendar", () => {
    expect(appointmentEmail({ ...appointment, news: "agreed" }).attachments).toEqual([
      {
        filename: "appointment.ics",
        contentType: "text/calendar; charset=utf-8; method=PUBLISH",
        content: expect.stringContaining("SUMMARY:Appointment"),
      },
    ]);
  });
});

describe("later news for a referrer", () => {
  test.each(referrerNews)("%s: says how far it has come, and nothing about the person", (news) => {
    const { subject, text } = referrerNewsEmail({ reference: "2345CDFGHJ", news });
    expect(subject).toContain(news === "referrer-finished" ? "finished" : "in touch");
    expect(text).toContain("2345CDFGHJ");
    expect(text).not.toMatch(/appointment|barrier|coach|plan\b|reached|withdr|eligib|https?:/i);
  });
});

test("a person who was not accepted hears where to turn, that it is a choice, and no reason", () => {
  const { text } = otherHelp({ reference: "2345CDFGHJ", areaName: "Surrey Heartlands", doors: redirects });
  for (const { name } of redirects) expect(text).toContain(name);
  expect(text).toContain("no effect on your benefits");
  expect(text).toContain("116 123");
  expect(text).not.toMatch(/eligib|declin|under 18|out of work|coach/i);
});

test("the referrer's acknowledgement is the same whoever the person is", () => {
  const data = { reference: "2345CDFGHJ", areaName: "Surrey Heartlands" };
  const withMore = { ...data, person: { givenName: "Canary" }, health: { note: "Canary" } };
  expect(acknowledgeReferrer(withMore)).toEqual(acknowledgeReferrer(data));
});

test("what a caller has beside the data of an email never gets into it", () => {
  const canary = { person: { givenName: "Canary" }, health: "Canary", note: "Canary", coach: "Canary" };
  const mails = [
    taskEmail({ ...task, ...canary }),
    acknowledgePerson({ ...person, ...canary }),
    stopNotice({ reference: "2345CDFGHJ", areaName: "Surrey", ...canary }),
    safetyOverdue({ ...task, ...canary }),
    appointmentEmail({ ...appointment, news: "agreed", ...canary }),
    referrerNewsEmail({ reference: "2345CDFGHJ", news: "referrer-in-touch", ...canary }),
    digest({ baseUrl, listsCases: true, items: [{ ...item, ...canary }], now, ...canary }),
  ];
  for (const mail of mails) expect(JSON.stringify(mail)).not.toContain("Canary");
});

test("no email takes a person by its type, and none shows one that is passed all the same", () => {
  const reference = "2345CDFGHJ";
  const area = { reference, areaName: "Surrey" };
  const canary = { givenName: "Canary", familyName: "Canary" };
  const mails = [
    // @ts-expect-error the one who acts reads who it is about after signing in
    taskEmail({ ...task, person: canary }),
    // @ts-expect-error a notice names its case by reference
    stopNotice({ ...area, person: canary }),
    // @ts-expect-error a referrer hears nothing about the person
    acknowledgeReferrer({ ...area, person: canary }),
    // @ts-expect-error a digest item is a task, not a person
    digest({ baseUrl, listsCases: true, items: [{ ...item, person: canary }], now }),
    // @ts-expect-error an appointment is read by whoever reads the mail of the household
    appointmentEmail({ ...appointment, news: "reminder", person: canary }),
    // @ts-expect-error a referrer hears how far it has come
    referrerNewsEmail({ reference, news: "referrer-finished", person: canary }),
    // @ts-expect-error mail may be read by others in the household
    acknowledgePerson({ ...person, person: canary }),
    // @ts-expect-error a code goes to whoever asked for it
    signInCode({ code: "042137", person: canary }),
  ];
  for (const mail of mails) expect(JSON.stringify(mail)).not.toContain("Canary");
});

test("markup in a value stays text", () => {
  const mail = stopNotice({ reference: "<script>alert(1)</script>", areaName: '"><img src=x>' });
  expect(mail.html).not.toMatch(/<script|<img/);
  expect(mail.text).toContain("<script>alert(1)</script>");
});

describe("the digest", () => {
  const items = [
    { ...item, handle: "due-today-later", dueAt: "2026-03-02T18:00:00.000Z" },
    { ...item, handle: "due-today", dueAt: "2026-03-02T17:00:00.000Z" },
    { ...item, handle: "overdue", state: "overdue" },
    { ...item, handle: "escalated", state: "escalated" },
    { ...item, handle: "waiting", state: "waiting" },
  ] as const;

  test("tells the most pressing first, each with its link", () => {
    const { text } = digest({ baseUrl, listsCases: true, items, now });
    const links = [...text.matchAll(/\/tasks\/(\S+)/g)].map(([, link]) => link);
    expect(links).toEqual(["escalated", "overdue", "due-today", "due-today-later", "waiting"]);
  });

  test("says for every kind of task what is expected and by when, in words", () => {
    const told = taskKinds.map((kind) => {
      const { text } = digest({ baseUrl, listsCases: true, items: [{ ...item, kind }], now });
      return /^.*\(2345CDFGHJ\): (.*)\. It is due (.*)\.$/m.exec(text);
    });
    expect(new Set(told.map((found) => found?.[1])).size).toBe(taskKinds.length);
    for (const found of told) expect(found?.[2]).toBe("Wednesday 4 March at 5pm");
    const late = digest({ baseUrl, listsCases: true, items: [{ ...item, state: "overdue" }], now }).text;
    expect(late).toContain("It was due Wednesday 4 March at 5pm.");
  });

  test("gives each line one link, in both bodies", () => {
    const mail = digest({ baseUrl, listsCases: true, items, now });
    expect(mail.text.match(/https?:\/\/\S+/g)).toHaveLength(items.length);
    expect(mail.html.match(/href=/g)).toHaveLength(items.length);
  });

  test("begins with the area's counts for its lead", () => {
    const overview = { escalated: 2, waiting: 3, unreachedStaff: [] };
    const { text } = digest({ baseUrl, listsCases: true, overview, items, now });
    expect(text.indexOf("Tasks overdue for longer: 2.")).toBeGreaterThan(0);
    expect(text.indexOf("People who wait for a coach with room: 3.")).toBeLessThan(text.indexOf("/tasks/"));
    expect(digest({ baseUrl, listsCases: true, items, now }).text).not.toContain("Tasks overdue for longer");
  });

  test("tells a coach that the lead sees what is overdue for longer, and does not tell the lead so", () => {
    const overview = { escalated: 1, waiting: 0, unreachedStaff: [] };
    const seen = "Overdue for longer: the area lead sees these too (1)";
    expect(digest({ baseUrl, listsCases: true, items, now }).text).toContain(seen);
    expect(digest({ baseUrl, listsCases: true, overview, items, now }).text).not.toContain(seen);
  });

  test("says whose task it is where the lead reads of another's", () => {
    const { text } = digest({
      baseUrl,
      listsCases: true,
      items: [{ ...item, state: "escalated", whose: "Sample coach" }],
      now,
    });
    expect(text).toContain("this is for Sample coach");
  });

  test("lists 20 of a kind, counts the rest and links to them all", () => {
    const many = Array.from({ length: 27 }, (_, number) => ({ ...item, handle: `task-${number}` }));
    const { text } = digest({ baseUrl, listsCases: true, items: many, now });
    expect(text.match(/\/tasks\//g)).toHaveLength(20);
    expect(text).toContain(`And 7 more. See them all here:\n${baseUrl}/cases`);
    expect(text).toContain("Due today (27)");
    const duty = digest({ baseUrl, listsCases: false, items: many, now }).text;
    expect(duty).toContain("And 7 more. Ask your area lead for them.");
    expect(duty).not.toContain("/cases");
    expect(digest({ baseUrl, listsCases: true, items: many.slice(0, 20), now }).text).not.toContain(
      "more. See",
    );
  });

  test("counts what is late in its subject", () => {
    expect(digest({ baseUrl, listsCases: true, items, now }).subject).toBe(
      "Your WorkWell tasks for Monday 2 March: 5, 2 overdue",
    );
  });
});

function words(text: string): string[] {
  return text
    .replaceAll(/^[#*] /gm, "")
    .split(/\s+/)
    .filter(Boolean);
}

function wordsOfHtml(markup: string): string[] {
  const body = markup.slice(markup.indexOf("<body>")).replaceAll(/<[^>]*>/g, " ");
  const plain = body.replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&lt;", "<");
  return words(plain.replaceAll("&gt;", ">").replaceAll("&amp;", "&"));
}
