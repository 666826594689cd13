import { dateInWords, inWords } from "../core/calendar.ts";
import { stageInWords, wordFor } from "../core/sentences.ts";
import { consentInWords } from "../core/sentences-of-commands.ts";
import type { EmailAboutPerson, SubjectAccessCopy } from "../core/subject-access.ts";
import { consentNames } from "../core/words.ts";
import { heading, list, paragraph, type Row, summaryList } from "./components.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import { personPart, referralPart } from "./person-parts.ts";
import { planPart } from "./plan-part.ts";
import { keptInWords } from "./record-part.ts";
import type { Roles } from "./staff-menu.ts";

/** Dates of this page are read years later: each says its year. */
const always = "1800-01-01";

const emailWords: Record<EmailAboutPerson["to"], string> = {
  person: "To the person",
  referrer: "To whoever referred the person",
  "former-address": "To the address that the person had before",
};

const stateWords: Record<EmailAboutPerson["state"], string> = {
  sent: "sent",
  intended: "about to be sent",
  delayed: "waits until the next day, because the address has had as many emails as it may have",
  dropped: "not sent",
  returned: "sent, and it came back",
};

const linkWords = {
  "transferred-from": "The person came from here when they moved to this area",
  transferred: "The person goes on here after they moved to another area",
  merged: "This referral was joined to it: it is of the same person",
  joined: "Another referral of the same person, joined to this one",
} as const;

/** Everything held about a person in one case, to print and to give to them. */
export function recordPage(copy: SubjectAccessCopy, roles: Roles): string {
  const { reference, areaName, copiedAt, record } = copy;
  const body = html`<div class="app-narrow">
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${reference}</span>What we hold about you</h1>
${paragraph(`WorkWell in ${areaName} made this copy on ${inWords(copiedAt, always)}. It holds everything that is kept about you in this case. You can ask us to correct what is wrong, and to erase it once the case is closed.`)}
${summaryList([
  ["Where the case is", stageInWords(copy.stage)],
  ["How long it is kept", keptInWords(record, always)],
  ["The rule for that", record.retention.source],
])}
${personPart(copy.person)}
${referralPart(copy.referral)}
${heading("What you agree to now")}
${summaryList(consentRows(copy))}
${planPart(copy.plan, undefined, always)}
${part("Notes", copy.notes, ({ at, text }) => html`${inWords(at, always)}: ${text}`)}
${part("Emails to you or about you", copy.emails, ({ to, at, state }) => `${inWords(at, always)}: ${emailWords[to]}, ${stateWords[state]}`)}
${part("Who opened your record", copy.readings, ({ at, staff, what }) => `${inWords(at, always)}: ${staff} (${what})`)}
${part("Other cases of yours", copy.linkedCases, (linked) => `${linked.reference} in ${linked.area}: ${linkWords[linked.because]}. Ask for a copy of that one too.`)}
${part("What happened", copy.events, ({ at, sentence }) => `${inWords(at, always)}: ${sentence}`)}
</div>`;
  return layout({ title: `Copy of record ${reference}`, body, roles });
}

function consentRows({ consents }: SubjectAccessCopy): Row[] {
  return consentNames.map((which) => {
    const { given, on } = consents[which];
    const since = on ? ` (${dateInWords(on, always)})` : "";
    return [consentInWords(which), `${wordFor(given ? "yes" : "no")}${since}`];
  });
}

function part<Thing>(title: string, things: readonly Thing[], line: (thing: Thing) => Html | string): Html {
  const told = things.length > 0 ? list(things.map(line)) : paragraph("None.");
  return html`${heading(title)}${told}`;
}
