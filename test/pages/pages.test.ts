import { describe, expect, test } from "vitest";
import greaterManchester from "../../areas/greater-manchester.json" with { type: "json" };
import { AreaRules } from "../../functions/core/area-rules.ts";
import { planReaders, roles, taskKinds } from "../../functions/core/words.ts";
import { script, styleSheet } from "../../functions/pages/assets/asset-names.ts";
import {
  alreadyAnsweredPage,
  answeredPage,
  areaPage,
  areasPage,
  availabilityPage,
  casePage,
  casesPage,
  codePage,
  contentSecurityPolicy,
  exportsPage,
  homePage,
  keptFormPage,
  planPage,
  problemPage,
  referralStatusPage,
  sharedPlanPage,
  signedOutPage,
  signInPage,
  signOutPage,
  taskDuePage,
  taskEndedPage,
  withdrawalPage,
  withdrawnPage,
  workPage,
} from "../../functions/pages/index.ts";
import { aReferral, monday } from "../support/builders.ts";
import { aTask, aTaskPage, fullOfWork, handle } from "./builders.ts";
import { myPagesWith } from "./my-pages.ts";
import { releasePages } from "./release-pages.ts";

const evil = `"><script>alert('x')</script>`;
const openTask = {
  kind: "contact",
  dueAt: monday,
  overdue: true,
  taskUrl: `http://127.0.0.1:3000/tasks/${handle}`,
} as const;
const release = {
  id: evil,
  area: evil,
  quarter: "2026-Q1",
  profile: "nhs",
  asAt: monday,
  files: [evil],
} as const;
const rules = AreaRules.parse(greaterManchester);
const item = {
  reference: "2345CDFGHJ",
  preferredName: evil,
  stage: "contact",
  coach: evil,
  openTasks: [openTask],
  callAsked: { at: monday, when: "evening" },
} as const;
const aCase = {
  roles: ["coach"],
  reference: "2345CDFGHJ",
  area: "greater-manchester",
  stage: "contact",
  restricted: false,
  coach: evil,
  person: aReferral({ person: { givenName: evil, preferredName: evil } }).person,
  referral: aReferral({ health: { note: evil }, safety: { atRisk: true, note: evil } }),
  history: aTask("contact").history,
  notes: [{ id: "n1", at: monday, text: evil }],
  openTasks: [openTask],
  callAsked: { at: monday },
  possibleDuplicates: ["2345CDFGHK"],
  appointment: { at: monday, channel: "phone" },
  told: { at: monday },
  now: monday,
} as const;

const evilServices = {
  area: "frimley",
  source: evil,
  services: [
    {
      id: "1",
      name: evil,
      description: evil,
      howToApply: evil,
      eligibility: evil,
      hours: evil,
      wait: evil,
      capacity: { available: 1, maximum: 2, unit: evil, updated: evil },
    },
  ],
};
const counted = {
  asAt: monday,
  firstContact: { people: 8, medianWorkingDays: 3 },
  firstAppointment: { people: 7, medianWorkingDays: 9 },
  waitingForCoach: 13,
};

const back = { href: `/my/${evil}`, label: evil };
const evilAction = { kind: "skills", by: "service", description: evil, status: "started" } as const;
const evilPlan = {
  reference: evil,
  name: evil,
  areaName: evil,
  coachName: evil,
  support: "goes-on",
  plan: {
    planType: "seek-work",
    agreedOn: "2026-03-02",
    nextReviewOn: "2026-03-16",
    actions: [{ ...evilAction, service: { ...evilServices.services[0], id: "1", name: evil, url: evil } }],
  },
  sharing: [{ with: "gp", agreed: true, on: "2026-03-02", sharedOn: "2026-03-02" }],
} as const;
const evilShared = {
  reference: evil,
  name: evil,
  agreedAt: monday,
  sharedAt: monday,
  consentedOn: "2026-03-02",
  actions: [{ ...evilAction, service: evil }],
} as const;

const pages: [string, string][] = [
  ["homePage", homePage()],
  ["referralStatusPage", referralStatusPage()],
  ["areasPage", areasPage([{ id: "frimley", name: evil }])],
  ["areaPage", areaPage({ rules: { ...rules, name: evil }, imported: evilServices, counted })],
  ["signInPage", signInPage({ next: evil, email: evil, error: evil })],
  ["codePage", codePage({ email: evil, next: evil, error: evil })],
  ["signedOutPage", signedOutPage()],
  ["taskDuePage", taskDuePage({ handle, dueAt: monday, now: monday })],
  ...(["answered", "not-answered-in-time", "closed", "given-to-another", "moved-on"] as const).map(
    (because): [string, string] => [
      `taskEndedPage ${because}`,
      taskEndedPage({ because, reference: evil, roles: ["coach"] }),
    ],
  ),
  ["alreadyAnsweredPage", alreadyAnsweredPage({ reference: evil, roles: ["coach"] })],
  [
    "answeredPage",
    answeredPage({ reference: evil, stage: "assessment", stillOpen: evil, roles: ["coach"], now: monday }),
  ],
  ["keptFormPage", keptFormPage({ path: evil, fields: [[evil, evil]], next: evil, roles: ["coach"] })],
  ["signOutPage", signOutPage({ name: evil, endsAt: monday, roles: ["coach"], now: monday })],
  ["signInPage, the session over", signInPage({ kept: evil, next: evil, endedAt: monday, now: monday })],
  ["workPage", workPage(fullOfWork(evil))],
  [
    "availabilityPage",
    availabilityPage({ roles: ["coach"], capacity: 3, holding: 2, away: [{ from: evil, to: evil }] }),
  ],
  ["casesPage", casesPage({ items: [item], next: evil, roles: ["lead"], now: monday })],
  ["casesPage, empty", casesPage({ items: [], roles: ["coach"], now: monday })],
  ["casePage", casePage(aCase)],
  [
    "casePage, for a lead, after a form that was refused",
    casePage({
      ...aCase,
      roles: ["lead"],
      done: evil,
      once: evil,
      refused: { id: "note", values: new Map([["text", [evil]]]), errors: [{ pointer: "", detail: evil }] },
      coaches: [{ email: evil, name: evil, capacity: 1, holding: 1 }],
      otherAreas: [{ id: evil, name: evil }],
    }),
  ],
  ["casePage, erased", casePage({ ...aCase, person: undefined, referral: undefined, stage: "closed" })],
  ["withdrawalPage", withdrawalPage({ reference: "2345CDFGHJ", token: evil, isFollowedUp: false })],
  ["withdrawnPage", withdrawnPage({ reference: evil, mayComeBack: true })],
  [
    "withdrawnPage, ended otherwise",
    withdrawnPage({ reference: evil, otherwise: evil, mayComeBack: true, goesOnAt: "/my/new" }),
  ],
  ...myPagesWith(evil),
  ["planPage", planPage({ document: evilPlan, today: "2026-03-02", back })],
  ["planPage, for staff", planPage({ document: evilPlan, today: "2026-03-02", back, roles: ["coach"] })],
  ...planReaders.map((reader): [string, string] => [
    `sharedPlanPage for ${reader}`,
    sharedPlanPage({ ...evilShared, for: reader }, ["coach"], monday),
  ]),
  [
    "problemPage",
    problemPage({
      title: evil,
      status: 422,
      detail: evil,
      errors: [{ detail: evil }, 1, null],
      redirects: 1,
    }),
  ],
  [
    "exportsPage",
    exportsPage({
      roles: ["commissioner"],
      items: [release],
      names: new Map([[evil, evil]]),
      made: release,
    }),
  ],
  ...releasePages(evil),
  ...taskKinds.map((kind): [string, string] => [
    `taskPage ${kind}`,
    aTaskPage(kind, {
      view: aTask(kind, { person: aCase.person, referral: aCase.referral, reference: evil }),
      values: new Map([["note", [evil]]]),
      errors: [{ pointer: "/note", detail: evil }],
    }),
  ]),
];

describe.each(pages)("%s", (_name, page) => {
  test("runs no script but our own file, whatever its values are", () => {
    expect(page.match(/<script[^>]*>/gi)).toEqual([`<script type="module" src="${script}">`]);
    expect(page).not.toMatch(/\son\w+=/i);
    expect(contentSecurityPolicy).toContain("script-src 'self'");
    expect(contentSecurityPolicy).not.toContain("unsafe");
  });

  test("takes only our own style sheet, and no style in between", () => {
    expect(page.match(/<link[^>]*>/g)).toEqual([`<link rel="stylesheet" href="${styleSheet}">`]);
    expect(page).not.toMatch(/<style|\sstyle="/);
  });

  test("has one title, one first heading, a language, and a way past the menu", () => {
    expect(page.match(/<title>/g)).toHaveLength(1);
    expect(page.match(/<h1/g)).toHaveLength(1);
    expect(page).toContain('<html lang="en-GB"');
    expect(page).toContain('href="#main-content"');
    expect(page).toContain('id="main-content"');
  });

  test("leaves no hole where a value was missing", () => {
    expect(page).not.toMatch(/undefined|\[object|NaN|>null</);
  });

  test("has no two elements with the same id, and a label for every control", () => {
    const ids = [...page.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [tag] of page.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)) {
      if (tag.includes('type="hidden"')) continue;
      const id = /\bid="([^"]*)"/.exec(tag)?.[1];
      expect(page).toContain(`for="${id}"`);
    }
  });
});

test("a task's page without a session tells the due date and the way in, and nothing else", () => {
  const page = taskDuePage({ handle, dueAt: "2026-03-04T17:00:00.000Z", now: monday });
  expect(page).toContain("Wednesday 4 March at 5pm");
  expect(page).toContain(`/sign-in?next=%2Ftasks%2F${handle}`);
  expect(page).not.toContain("contact the person");
});

test("an area shows a default as a default, and what it has published with its source", () => {
  const page = areaPage({ rules });
  expect(page).toContain(`From 16 <span class="govuk-hint">(${rules.minimumAge.source})</span>`);
  expect(page).toContain('No limit <strong class="govuk-tag govuk-tag--grey">default</strong>');
});

test("an area tells how long people wait now, as at when, and no figure about few people", () => {
  const page = areaPage({ rules, counted });
  expect(page).toContain("Half of the people waited 3 working days or less.");
  expect(page).toContain("There are not enough people yet to say.");
  expect(page).not.toContain("9 working days");
  expect(page).toContain("About 15 people");
  expect(page).toContain("Counted on Monday 2 March 2026 at 10am, over the 90 days before.");
  expect(areaPage({ rules })).toContain("It was not counted yet.");
});

test("an area's page has every rule, each marked as published with its source or as a default", () => {
  const { area: _, name, effectiveFrom, icbAtLaunch, icbAtLaunchName, icbCovers, ...values } = rules;
  const { localAuthorities, services, clocks, providers, notDesignedFor, ...others } = values;
  const provider = { name: "Sample provider", places: ["Sample place"] };
  const marked = (mark: "published" | "default") => {
    const as = <Of extends object>(all: Of) =>
      Object.fromEntries(
        Object.entries(all).map(([rule, value]) => [
          rule,
          { ...value, mark, source: `the source of ${rule}` },
        ]),
      );
    const all = as({
      ...others,
      services,
      providers: { ...providers, value: [provider] },
      notDesignedFor: { ...notDesignedFor, value: ["somebody"] },
    });
    return AreaRules.parse({
      ...rules,
      ...all,
      clocks: as(clocks),
      places: { ...all.places, value: ["Sample place"] },
    });
  };
  const page = areaPage({ rules: marked("published") });
  const sourced = [...Object.keys(clocks), ...Object.keys(others), "services", "providers", "notDesignedFor"];
  for (const rule of sourced) expect(page).toContain(`(the source of ${rule})`);
  expect(page).toContain("Sample provider (Sample place)");
  expect(areaPage({ rules: marked("default") })).not.toContain("the source of");
});

test("a task's page has all that is needed before a call on it: who, how, when, why and what was tried", () => {
  const { person, ...referral } = aReferral({
    referrer: { kind: "gp", organisation: "High Street Surgery", phone: "0161 496 0000" },
    person: {
      givenName: "Given",
      familyName: "Family",
      preferredName: "Preferred",
      contact: { email: "person@example.org", preferredChannel: "text", preferredTimes: "After 3pm" },
      language: "Welsh",
      interpreter: true,
      communicationNeeds: ["Large print"],
      localAuthority: "Bolton",
      gpPractice: { name: "Low Street Surgery" },
      jobcentre: "Bolton Jobcentre",
    },
    work: {
      status: "in-work-off-sick",
      since: "2026-01-12",
      fitNote: { inPlace: true, endsOn: "2026-04-01" },
      employer: { size: "10-49", occupationalHealth: "no" },
    },
    health: { mainBarrier: "mental-health", otherBarriers: ["neurodivergence"], note: "Cannot sleep" },
    consent: { contactEmployer: true },
    safety: { atRisk: true, note: "Lives alone" },
  });
  const page = aTaskPage("contact", {
    view: aTask("contact", {
      person,
      referral,
      overdue: true,
      attempts: [
        { attemptId: "1", at: monday, result: "could-not-reach" },
        { attemptId: "2", at: "2026-03-03T10:00:00.000Z", result: "needs-more-time" },
      ],
    }),
  });
  const rows = new Map(
    [...page.matchAll(/<dt[^>]*>([^<]*)<\/dt><dd[^>]*>(.*?)<\/dd>/g)].map(([, key = "", value = ""]) => [
      key,
      value.replaceAll(/<[^>]*>/g, ""),
    ]),
  );
  expect(Object.fromEntries(rows)).toMatchObject({
    Name: "Given Family",
    "Wants to be called": "Preferred",
    "Born on": "Tuesday 1 January 1980",
    Postcode: "BL1 1AA",
    "Lives in": "Bolton",
    "GP practice": "Low Street Surgery",
    Jobcentre: "Bolton Jobcentre",
    Phone: "07700900000",
    "Safe to leave a message": "We do not know. Do not leave a message",
    Email: "person@example.org",
    "Best way": "Text message",
    "Best times": "After 3pm",
    Language: "Welsh",
    Interpreter: "Needed",
    "Communication needs": "Large print",
    "Came from": "GP practice",
    Referrer: "High Street Surgery",
    "Referrer&#39;s phone": "0161 496 0000",
    Safety: "Someone may be at risk",
    "About safety": "Lives alone",
    Work: "In work, off sick",
    Since: "Monday 12 January 2026",
    "Fit note": "Until Wednesday 1 April 2026",
    "Size of the employer": "10 to 49 people",
    "Occupational health at work": "No",
    "Makes work hard": "Mental health, Neurodivergence, such as autism or ADHD",
    "In their words": "Cannot sleep",
    "Contact the employer": "Yes",
    "Share with the GP": "No",
  });
  expect(page).toContain("Monday 2 March at 10am: could not reach the person");
  expect(page).toContain("Tuesday 3 March at 10am: more time was asked for");
  expect(page).toContain("By Wednesday 4 March at 5pm");
  expect(page).toContain("overdue");
  expect(page).toContain("The person referred themselves.");
});

test("a lead who looks at a referral sees at once why it was not let through", () => {
  const history = /<details([^>]*)><summary[^>]*><span[^>]*>What has happened/;
  expect(history.exec(aTaskPage("review-referral"))?.[1]).toContain("open");
  expect(history.exec(aTaskPage("contact"))?.[1]).not.toContain("open");
});

test("a coach is told not to leave a message unless it is safe", () => {
  const personWith = (safeToLeaveMessage: boolean | undefined) =>
    aReferral({ person: { contact: { safeToLeaveMessage } } }).person;
  const pageWith = (safe: boolean | undefined) =>
    aTaskPage("contact", { view: aTask("contact", { person: personWith(safe) }) });
  expect(pageWith(undefined)).toContain("We do not know. Do not leave a message");
  expect(pageWith(false)).toContain("No. Do not leave a message");
  expect(pageWith(true)).not.toContain("Do not leave a message");
});

test("opening the withdrawal link only asks: stopping is a button that sends the token", () => {
  const page = withdrawalPage({ reference: "2345CDFGHJ", token: "secret-token", isFollowedUp: false });
  expect(page).toContain('<form method="post" action="/referrals/2345CDFGHJ/withdrawal">');
  expect(page).toContain('name="token" value="secret-token"');
});

test("a coach sees in the list and on the case that somebody waits for a call, and when to call", () => {
  const words = (page: string) => page.replaceAll(/<[^>]*>/g, "");
  expect(words(casesPage({ items: [item], roles: ["coach"], now: monday }))).toContain(
    "call asked for on Monday 2 March at 10am, best in the evening",
  );
  expect(words(casePage(aCase))).toContain("call asked for on Monday 2 March at 10am. Call them");
});

test("only a lead sees whose cases they are", () => {
  const shown = roles.filter((role) =>
    casesPage({ items: [item], roles: [role], now: monday }).includes(">Coach<"),
  );
  expect(shown).toEqual(["lead"]);
});

test("a coach is called by their name in the list and on the case, where it is known", () => {
  const id = "coach1@example.org";
  const choice = { filter: {}, coaches: [{ id, name: "Sample first coach" }] };
  const listed = (coach: string) =>
    casesPage({ items: [{ ...item, coach }], roles: ["lead"], choice, now: monday });
  expect(listed(id)).toContain('data-label="Coach">Sample first coach<');
  expect(listed("gone@example.org")).toContain("gone@example.org");
  const named = casePage({ ...aCase, coach: id, coachName: "Sample first coach" });
  expect(named).toContain("Sample first coach");
  expect(named).not.toContain(id);
  expect(casePage({ ...aCase, coach: id })).toContain(id);
});

test("a closed case cannot be ended again, and still takes notes and worries about safety", () => {
  const page = casePage({ ...aCase, stage: "closed" });
  expect(page).not.toContain("/withdraw");
  expect(page).not.toContain("/finish");
  expect(page).toContain("/cases/2345CDFGHJ/note");
  expect(page).toContain("/cases/2345CDFGHJ/raise-safety");
});

describe("the page of first contact", () => {
  const says = (overrides: Parameters<typeof aTask>[1]) =>
    aTaskPage("contact", { view: aTask("contact", overrides) });

  test("says in words how to reach the person, what to say, and when to try again", () => {
    const page = says({
      howToReach: ["Do not leave a message."],
      toSay: ["It has no effect on your benefits."],
      suggestedTries: ["2026-03-03T14:00:00.000Z"],
    });
    expect(page).toMatch(/Before you get in touch<\/h2>[\s\S]*Do not leave a message\./);
    expect(page).toMatch(/What to say<\/h2>[\s\S]*no effect on your benefits/);
    expect(page).toMatch(/When will you try again\?[\s\S]*Tuesday 3 March at 2pm/);
    expect(page).toContain('name="told"');
  });

  test("asks for no tick where the person has read it in their email", () => {
    const page = says({ toSay: undefined });
    expect(page).not.toContain("What to say</h2>");
    expect(page).not.toContain('name="told"');
  });

  test("says when the next try was to be", () => {
    const attempt = { attemptId: "1", at: monday, result: "could-not-reach" } as const;
    const page = says({ attempts: [{ ...attempt, nextAt: "2026-03-03T14:00:00.000Z" }] });
    expect(page).toContain("could not reach the person. Next: Tuesday 3 March at 2pm.");
  });
});

describe("the page of a case", () => {
  test("shows the appointment, and whether somebody without email was told", () => {
    expect(casePage(aCase)).toContain("Monday 2 March at 10am, by phone");
    expect(casePage(aCase)).toContain("By the coach, on Monday 2 March at 10am");
    expect(casePage({ ...aCase, told: {} })).toContain("Not recorded. They have no email address");
    const plain = casePage({ ...aCase, told: undefined, appointment: undefined });
    expect(plain).not.toMatch(/First appointment|how to stop/);
  });
});
