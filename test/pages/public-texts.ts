import { redirects } from "../../functions/core/place/redirects.ts";
import {
  codeNeeded,
  linkNotFound,
  notFound,
  Problem,
  problemOfPlace,
  tooManyRequests,
} from "../../functions/http/problems.ts";
import {
  areaPage,
  areasPage,
  homePage,
  planPage,
  problemPage,
  withdrawalPage,
  withdrawnPage,
} from "../../functions/pages/index.ts";
import { checkPage } from "../../functions/pages/refer/check-page.ts";
import { sentPage } from "../../functions/pages/refer/sent-page.ts";
import {
  alreadySentPage,
  clearedPage,
  referStartPage,
  startAgainPage,
  tooLongPage,
} from "../../functions/pages/refer/start-pages.ts";
import { emailsToPeople } from "../emails/emails-to-people.ts";
import { monday } from "../support/builders.ts";
import { myPagesWith } from "./my-pages.ts";
import { asked, pages, render, rules } from "./refer/step-pages.ts";

const reference = "2345CDFGHJ";
const areaName = "Greater Manchester";
const receivedAt = monday;
const contactDueAt = "2026-03-04T17:00:00.000Z";

const problemsOfPeople: readonly Problem[] = [
  notFound(),
  linkNotFound(),
  codeNeeded(),
  tooManyRequests("2026-03-02T10:15:00.000Z", monday, "Wait 15 minutes, then try again."),
  new Problem("internal-error", "Try again in a few minutes."),
  problemOfPlace({ type: "out-of-area", because: "WorkWell is not offered in Leeds yet.", redirects }),
];

const plan = planPage({
  document: {
    reference,
    name: "Sample",
    areaName,
    coachName: "Sample coach",
    support: "goes-on",
    plan: { planType: "seek-work", agreedOn: "2026-03-02", nextReviewOn: "2026-03-16", actions: [] },
    sharing: [{ with: "gp", agreed: true, on: "2026-03-02", sharedOn: "2026-03-02" }],
  },
  today: "2026-03-02",
  back: { href: "/", label: "Back to your referral" },
});

const sent = { reference, areaName, receivedAt, contactDueAt, groups: [] } as const;

/** Everything that people who do not work for the service are given to read, as markup. */
export const publicTexts: readonly [name: string, markup: string][] = [
  ["/", homePage()],
  ["/areas", areasPage([{ id: "greater-manchester", name: areaName }])],
  ["/areas/{area}", areaPage({ rules })],
  ["/refer", referStartPage()],
  ...pages.map(([way, step]): [string, string] => [`/refer/${step}, ${way}`, render(way, step, asked(way))]),
  ["/refer/check", checkPage({ way: "self", sealed: "", areaName, groups: [] })],
  [
    "/refer, sent",
    sentPage({
      ...sent,
      way: "self",
      links: { my: "/my/x", withdraw: "/x" },
      emailed: { person: true, referrer: false },
    }),
  ],
  [
    "/refer, sent for somebody else",
    sentPage({ ...sent, way: "somebody-else", emailed: { person: true, referrer: true } }),
  ],
  ["/refer, to be begun again", startAgainPage()],
  ["/refer, cleared", clearedPage()],
  ["/refer, too long", tooLongPage()],
  ["/refer, sent before", alreadySentPage({ reference })],
  ...myPagesWith("Sample").map(([name, markup]): [string, string] => [`/my: ${name}`, markup]),
  ["/my/{token}/plan", plan],
  ["stopping", withdrawalPage({ reference, token: "t", isFollowedUp: false })],
  ["stopped", withdrawnPage({ reference, mayComeBack: true })],
  ...problemsOfPeople.map(({ type, title, status, message, more }): [string, string] => [
    `problem ${type}: ${message.slice(0, 20)}`,
    problemPage({ title, status, detail: message, ...more }),
  ]),
  ...emailsToPeople.map(([name, { html }]): [string, string] => [`email ${name}`, html]),
];
