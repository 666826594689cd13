import { inWords } from "../core/calendar.ts";
import { nameInLists } from "../core/case-views.ts";
import { stageInWords, wordFor } from "../core/sentences.ts";
import { channelInWords } from "../core/sentences-of-contact.ts";
import type { Instant } from "../core/texts.ts";
import { leadForms, movingForms, recordingForms } from "./case-commands.ts";
import type { CasePage, CaseView, EarlierPart } from "./case-view.ts";
import { askedCallPart, taskLinks } from "./cases-page.ts";
import { type CommandForm, type CommandForms, commandForm, outcomeOf } from "./command-form.ts";
import { details, errorSummary, heading, list, paragraph, successBanner, summaryList } from "./components.ts";
import { correctForms } from "./correct-forms.ts";
import { historyPart } from "./history-part.ts";
import { type Html, html } from "./html.ts";
import { journeyPart } from "./journey-part.ts";
import { layout } from "./layout.ts";
import { contactPart, personPart, referralPart, restrictedPart } from "./person-parts.ts";
import { planPart } from "./plan-part.ts";
import { recordForms, recordPart } from "./record-part.ts";
import { sharePart } from "./share-part.ts";

/** Lines of the history that are told at once; older ones are folded. */
const recentLines = 10;

/** One case: what to do, where it is, who it is about, what was agreed and noted, what can be done, what happened. */
export function casePage(view: CasePage): string {
  const { reference, stage, coach, person, openTasks, callAsked, now } = view;
  const name = nameInLists(view, person && { person }) ?? reference;
  const isLead = view.roles.includes("lead");
  const groups = groupsOf(view);
  const page: CommandForms = { reference, refused: view.refused, once: view.once ?? "" };
  const { mistakes, typed } = outcomeOf(
    groups.flatMap(({ forms }) => forms),
    groups.flatMap(({ offered }) => offered),
    page,
  );
  const body = html`<div class="app-narrow">
${view.done ? successBanner(view.done) : ""}${errorSummary(mistakes)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${reference}</span>${name}</h1>
${typed}${restrictedPart(view.restricted)}
${summaryList([
  ["Where the case is", stageInWords(stage)],
  ["Coach", view.coachName ?? coach ?? "None yet"],
  ["First appointment", appointmentWords(view.appointment, now)],
  ["Told that it is voluntary, and how to stop", toldWords(view.told, now)],
  ["Place", view.place],
])}
${heading("What to do now")}
${callAsked ? paragraph(askedCallPart(callAsked, now), ". Call them, or write a note about what you did instead.") : ""}
${openTasks.length > 0 ? taskLinks(openTasks, view.roles, now) : callAsked ? "" : paragraph("Nothing is asked for now.")}
${view.supportPrompt ? html`<div class="govuk-inset-text">${view.supportPrompt}</div>` : ""}
${journeyPart(view.journey, now)}
${samePersonPart(view)}
${contactPart(person)}
${details("About the person and the referral", html`${personPart(person)}${referralPart(view.referral)}`)}
${planPart(view.plan, reference, now)}
${view.plan ? sharePart({ reference, isClosed: stage === "closed", sharing: view.sharing ?? [], now }) : ""}
${heading("Notes")}
${notesPart(view.notes, now)}
<div class="app-no-print">
${groups.map(({ title, offered }) => (offered.length > 0 ? html`${heading(title)}${offered.map((form) => commandForm(form, page))}` : ""))}
</div>
${heading("What has happened")}
${historyPart(view.history, now, recentLines)}
${(view.earlier ?? []).map((part) => earlierPart(part, now))}
${recordPart(view.record, now)}
${isLead && view.record && !view.record.erasedAt ? copyLink(reference) : ""}
<div class="app-no-print">${list([html`<a href="/work">Your work today</a>`, html`<a href="/cases">All people</a>`])}</div>
</div>`;
  return layout({ title: `Case ${reference}`, body, roles: view.roles, hasErrors: mistakes.length > 0 });
}

interface CommandGroup {
  readonly title: string;
  readonly forms: readonly CommandForm[];
  /** Those that the case takes now. */
  readonly offered: readonly CommandForm[];
}

/** What the reader can do, in the order in which it is wanted; nothing once the person was erased. */
function groupsOf(view: CasePage): CommandGroup[] {
  const lead = view.roles.includes("lead")
    ? [...leadForms(view), ...(view.record ? recordForms(view.record) : [])]
    : [];
  const isErased = view.record?.erasedAt !== undefined;
  const groups = [
    { title: "Write something down", forms: recordingForms(view) },
    { title: "Move the case", forms: movingForms },
    { title: "Put something right", forms: correctForms(view.corrigenda ?? {}) },
    { title: "For the area lead", forms: lead },
  ];
  return groups.map(({ title, forms }) => ({
    title,
    forms,
    offered: forms.filter(({ offeredIn }) => !isErased && offeredIn.includes(view.stage)),
  }));
}

function appointmentWords(appointment: CaseView["appointment"], now: Instant): string | undefined {
  if (!appointment) return undefined;
  const { at, channel } = appointment;
  return `${inWords(at, now)}${channel ? `, ${channelInWords(channel)}` : ""}`;
}

function toldWords(told: CaseView["told"], now: Instant): string | undefined {
  if (!told) return undefined;
  return told.at
    ? `By the coach, on ${inWords(told.at, now)}`
    : "Not recorded. They have no email address, so tell them";
}

/** Open ones may be joined; those that have ended tell that the person was perhaps here before. */
function samePersonPart({ possibleDuplicates, previous = [] }: CaseView): Html {
  const link = (other: string) => html`<a href="/cases/${encodeURIComponent(other)}">${other}</a>`;
  const open = possibleDuplicates.filter((other) => !previous.some(({ reference }) => reference === other));
  const ended = previous.map(
    ({ reference, closure }) => html`${link(reference)}, closed: ${wordFor(closure)}`,
  );
  return html`${open.length > 0 ? html`${heading("Perhaps the same person")}${list(open.map(link))}` : ""}${
    ended.length > 0 ? html`${heading("Perhaps here before")}${list(ended)}` : ""
  }`;
}

function earlierPart({ area, reference, plan, history }: EarlierPart, now: Instant): Html {
  return details(
    `Before: case ${reference} in ${area}`,
    html`${planPart(plan, undefined, now)}${historyPart(history, now)}`,
  );
}

/** The newest note first: it says how things are. */
function notesPart(notes: CaseView["notes"], now: Instant): Html {
  if (notes.length === 0) return paragraph("There are no notes yet.");
  return html`<dl class="govuk-summary-list">${notes
    .toReversed()
    .map(
      ({ at, text }) =>
        html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${inWords(at, now)}</dt><dd class="govuk-summary-list__value app-written">${text}</dd></div>\n`,
    )}</dl>\n`;
}

function copyLink(reference: string): Html {
  const copy = `/cases/${encodeURIComponent(reference)}/record`;
  return paragraph(html`<a href="${copy}">A copy of everything that is held about the person</a>`);
}
