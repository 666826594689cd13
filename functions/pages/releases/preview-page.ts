import { quarterInWords } from "../../core/calendar.ts";
import type { Row } from "../../core/reporting/build.ts";
import type { Change } from "../../core/reporting/changes.ts";
import type { Profile } from "../../core/reporting/disclosure.ts";
import { linesOf } from "../../core/reporting/find-row.ts";
import { headlinesOf } from "../../core/reporting/headlines.ts";
import { disclosureWords, notChecked, profileWords } from "../../core/reporting/registry.ts";
import { withheldIn, withheldInWords } from "../../core/reporting/withheld.ts";
import { clashInWords, figureInWords, type Why, whyInWords } from "../../core/reporting/words-of-rows.ts";
import {
  backLink,
  button,
  details,
  heading,
  linkButton,
  list,
  paragraph,
  summaryList,
  warning,
} from "../components.ts";
import { type ExportItem, filesOf, profileTitles } from "../exports-page.ts";
import { type Html, html, type Value } from "../html.ts";
import { layout } from "../layout.ts";
import type { ForStaff } from "../staff-menu.ts";
import { table } from "../table.ts";

/** What was chosen to be released. */
export interface AskedView extends ForStaff {
  /** An area's id, or "england". */
  readonly scope: string;
  readonly name: string;
  readonly quarter: string;
  readonly profile: Profile;
}

export interface PreviewView extends AskedView {
  /** As they would be published. */
  readonly rows: readonly Row[];
  /** Since the release that it would replace; undefined for a first one. */
  readonly changes: readonly Change[] | undefined;
  /** The key of this visit: sent twice, by a double click or a reload, it makes one release. */
  readonly once: string;
}

/** What a release would say and hide, and why, before anything is released. */
export function previewPage({ rows, changes, once, ...asked }: PreviewView): string {
  const { roles, name, quarter, profile } = asked;
  const body = html`${backLink("/exports/preview", "Choose something else")}
<div class="app-narrow"><span class="govuk-caption-l">Preview: nothing is released yet</span>
<h1 class="govuk-heading-l">${titleOf(asked)}</h1>
${summaryList([
  ["Area", name],
  ["Quarter", quarterInWords(quarter)],
  ["Rule for small numbers", html`${profileTitles[profile]}<br>${profileWords[profile]}`],
  [
    "Replaces an earlier release",
    changes ? "Yes. The earlier one stays, and is marked as replaced." : "No, it is the first.",
  ],
])}</div>
${heading("What would be withheld, and why")}
${withheldPart(rows, profile)}
${heading("What it would say first")}
<div class="app-narrow">${list(headlinesOf(linesOf(rows), profile).map(({ sentence }) => sentence))}</div>
${changes ? changesPart(changes) : ""}
${heading("Release these figures")}
<div class="app-narrow">${warning("A release cannot be changed or taken back. If something is corrected later, release the quarter again.")}
${paragraph("What is recorded or corrected until you release counts as well.")}
${releaseForm(asked, once)}
${paragraph(html`<a href="/exports">Do not release them now</a>`)}</div>`;
  return layout({ title: `Preview: ${titleOf(asked)}`, body, roles });
}

function titleOf({ name, quarter }: AskedView): string {
  return `${name}, ${quarterInWords(quarter)}`;
}

function releaseForm({ scope, quarter, profile }: AskedView, once: string): Html {
  const fields = Object.entries({ area: scope, quarter, profile, once });
  return html`<form method="post" action="/exports">${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${button("Release these figures")}</form>`;
}

function withheldPart(rows: readonly Row[], profile: Profile): Html {
  const withheld = withheldIn(rows);
  const [first, ...reasons] = withheldInWords(withheld, profile);
  const shown: readonly (readonly [Why, string])[] = [
    ["secondary", "Withheld because a small figure could be worked out"],
    ["small", "Withheld because they are small"],
    ["few", "Times withheld because of too few people"],
    ["whole", "Percentages withheld because their total is"],
  ];
  return html`<div class="app-narrow">${paragraph(first)}
${reasons.length > 0 ? list(reasons) : ""}
${paragraph("Before a release is made, it is checked that nobody can work out a small figure. Three things are not part of that check:")}
${list(notChecked)}
${details("How figures are protected", list(disclosureWords))}</div>
${shown.map(([why, title]) => {
  const theirs = withheld.by[why];
  return theirs.length === 0 ? "" : details(`${title} (${theirs.length})`, namesOf(theirs, why, profile));
})}`;
}

function namesOf(rows: readonly Row[], why: Why, profile: Profile): Html {
  return html`${paragraph(`In their place stands * (${whyInWords(why, profile)}).`)}${list(rows.map(figureInWords))}`;
}

function changesPart(changes: readonly Change[]): Html {
  const values = changes.filter(({ column }) => column === "value");
  return html`${heading("What has changed since the last release")}
${paragraph(`${values.length} counts or times differ. The totals that they belong to and their percentages change with them.`)}
${details(
  "The counts and times that differ",
  table({
    caption: "Before and now",
    columns: ["Figure", "Before", "Now"],
    rows: values.map((change): [Value, ...Value[]] => [
      figureInWords(change),
      `${change.before}`,
      `${change.now}`,
    ]),
  }),
)}`;
}

/** That there is nothing new to release, and where the last release is. */
export function nothingNewPage(asked: AskedView, last: ExportItem): string {
  const body = html`${backLink("/exports", "Published figures")}
<div class="app-narrow"><h1 class="govuk-heading-l">Nothing has changed since the last release</h1>
${paragraph(`The last release of ${titleOf(asked)} already says the same. You do not need to do anything: use its files.`)}
${list(filesOf(last))}
${paragraph("If you expected a correction, check that it was recorded in the case. Then come back here.")}
${linkButton("/exports/preview", "Choose something else", "secondary")}</div>`;
  return layout({ title: "Nothing has changed since the last release", body, roles: asked.roles });
}

/** That what was released before forbids this release, which figures clash, and what can be done. */
export function releaseClashPage(asked: AskedView, figures: readonly string[]): string {
  const names = new Map([
    [asked.scope, asked.name],
    ["england", "England"],
  ]);
  const body = html`${backLink("/exports", "Published figures")}
<div class="app-narrow"><h1 class="govuk-heading-l">These figures cannot be released</h1>
${paragraph(`With what was released before, somebody could work out withheld figures of ${titleOf(asked)}. Nothing was released.`)}
${heading("What you can do")}
${list([
  "Go on using what was released of this quarter before. It stays valid, as at its date.",
  "If something was corrected since, say so in words, without numbers.",
  "Wait for the next quarter: its release is not affected.",
])}
${paragraph("Nobody can release these figures as they are now, the national team neither: a release cannot be taken back. If figures of this quarter were released under one rule, that alone may be why they cannot be under the other.")}
${details(`The figures that clash (${figures.length})`, list(figures.map((each) => clashInWords(each, names))))}
${linkButton("/exports", "Go to the published figures", "secondary")}</div>`;
  return layout({ title: "These figures cannot be released", body, roles: asked.roles });
}
