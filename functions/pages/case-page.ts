import { inWords } from "../core/calendar.ts";
import type { AskedCall } from "../core/call.ts";
import { heldStages } from "../core/case.ts";
import { nameInLists } from "../core/case-views.ts";
import type { PlanView } from "../core/plan-view.ts";
import type { RecordView } from "../core/record-view.ts";
import type { Referral } from "../core/referral.ts";
import { stageInWords, wordFor } from "../core/sentences.ts";
import { consentInWords } from "../core/sentences-of-commands.ts";
import { channelInWords } from "../core/sentences-of-contact.ts";
import type { Sharing } from "../core/sharing.ts";
import { type Stage, stages } from "../core/stages.ts";
import type { Instant } from "../core/texts.ts";
import { type AppointmentChannel, type Closure, consentNames } from "../core/words.ts";
import { askedCallPart, type OpenTask, taskLinks } from "./cases-page.ts";
import { type CommandForm, commandForm } from "./command-form.ts";
import { capital, details, heading, list, paragraph, summaryList } from "./components.ts";
import { type HistoryLine, historyPart } from "./history-part.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import { personPart, type ReferralPart, referralPart, restrictedPart } from "./person-parts.ts";
import { planPart } from "./plan-part.ts";
import { recordForms, recordPart } from "./record-part.ts";
import { sharePart } from "./share-part.ts";
import type { ForStaff } from "./staff-menu.ts";

/** The part of a journey that was in another area. */
export interface EarlierPart {
  readonly area: string;
  readonly reference: string;
  readonly plan?: PlanView | undefined;
  readonly history: readonly HistoryLine[];
}

/** A case as `GET /cases/{reference}` answers it. */
export interface CaseView extends ForStaff {
  readonly reference: string;
  readonly area: string;
  readonly stage: Stage;
  readonly coach?: string | undefined;
  /** Then the name stands in the part about the person alone. */
  readonly restricted: boolean;
  readonly place?: string | undefined;
  readonly person?: Referral["person"] | undefined;
  readonly referral?: ReferralPart | undefined;
  /** The first appointment, while it is to come or to be recorded. */
  readonly appointment?:
    | { readonly at: Instant; readonly channel?: AppointmentChannel | undefined }
    | undefined;
  /** Of a person without email: whether it was recorded that their coach told them what others read in theirs. */
  readonly told?: { readonly at?: Instant | undefined } | undefined;
  readonly plan?: PlanView | undefined;
  readonly sharing?: readonly Sharing[] | undefined;
  readonly history: readonly HistoryLine[];
  readonly notes: readonly { readonly id: string; readonly at: Instant; readonly text: string }[];
  readonly openTasks: readonly OpenTask[];
  /** Until somebody talks with the person, tries to, or writes a note. */
  readonly callAsked?: AskedCall | undefined;
  /** References of other cases that may be of the same person. */
  readonly possibleDuplicates: readonly string[];
  /** Those of them that have ended: the person was perhaps supported before. */
  readonly previous?: readonly { readonly reference: string; readonly closure: Closure }[] | undefined;
  /** What happened before the person came to this area. */
  readonly earlier?: readonly EarlierPart[] | undefined;
  /** What to do about the end of the weeks of support, near it and after it. */
  readonly supportPrompt?: string | undefined;
  readonly record?: RecordView | undefined;
  readonly now: Instant;
}

/** One case: what to do, who it is about, what was agreed and noted, and what happened. */
export function casePage(view: CaseView): string {
  const { reference, stage, coach, person, openTasks, callAsked, notes, record, now } = view;
  const name = nameInLists(view, person && { person }) ?? reference;
  const body = html`<div class="app-narrow">
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${reference}</span>${name}</h1>
${restrictedPart(view.restricted)}
${summaryList([
  ["Where the case is", stageInWords(stage)],
  ["Coach", coach ?? "None yet"],
  ["First appointment", appointmentWords(view.appointment, now)],
  ["Told that it is voluntary, and how to stop", toldWords(view.told, now)],
  ["Place", view.place],
])}
${heading("What to do now")}
${callAsked ? paragraph(askedCallPart(callAsked, now), ". Call them, or write a note about what you did instead.") : ""}
${openTasks.length > 0 ? taskLinks(openTasks, now) : callAsked ? "" : paragraph("Nothing is asked for now.")}
${view.supportPrompt ? html`<div class="govuk-inset-text">${view.supportPrompt}</div>` : ""}
${samePersonPart(view)}
${personPart(person)}
${referralPart(view.referral)}
${planPart(view.plan, reference, now)}
${view.plan ? sharePart({ reference, isClosed: stage === "closed", sharing: view.sharing ?? [], now }) : ""}
${heading("Notes")}
${notes.length > 0 ? notesPart(notes, now) : paragraph("There are no notes yet.")}
${heading("What you can do with this case")}
${commands.filter(({ offeredIn }) => offeredIn.includes(stage)).map((command) => commandForm(reference, command))}
${heading("What has happened")}
${historyPart(view.history, now)}
${(view.earlier ?? []).map((part) => earlierPart(part, now))}
${recordPart(record, now)}
${view.roles.includes("lead") && record ? recordForms({ reference, stage, record }) : ""}
${paragraph(html`<a href="/cases">All cases</a>`)}
</div>`;
  return layout({ title: `Case ${reference}`, body, roles: view.roles });
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

function notesPart(notes: CaseView["notes"], now: Instant): Html {
  return html`<dl class="govuk-summary-list">${notes.map(
    ({ at, text }) =>
      html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${inWords(at, now)}</dt><dd class="govuk-summary-list__value">${text}</dd></div>\n`,
  )}</dl>\n`;
}

const untilClosed = stages.filter((stage) => stage !== "closed");

const commands: readonly CommandForm[] = [
  {
    command: "note",
    title: "Add a note",
    parts: [
      {
        type: "textarea",
        name: "text",
        label: "Note",
        hint: "Only people who work on this case can read it.",
      },
    ],
    button: "Add the note",
    offeredIn: stages,
  },
  {
    command: "consent",
    title: "The person agreed to something, or took it back",
    says: "Record what the person decided, and on which day.",
    parts: [
      {
        type: "select",
        name: "which",
        label: "What it is about",
        choices: consentNames.map((which) => [which, capital(consentInWords(which))]),
      },
      {
        type: "radios",
        name: "given",
        label: "What the person decided",
        choices: [
          ["true", "They agree"],
          ["false", "They do not agree, or not any more"],
        ],
      },
      { type: "date", name: "on", label: "On which day" },
    ],
    button: "Record it",
    offeredIn: stages,
  },
  {
    command: "raise-safety",
    title: "Someone may be at risk",
    says: "If a life is in danger, call 999 first. This asks the duty officer to act now.",
    parts: [{ type: "textarea", name: "note", label: "What worries you?" }],
    button: "Tell the duty officer",
    look: "warning",
    offeredIn: stages,
  },
  {
    command: "hold",
    title: "Put the case on hold",
    says: "The next task waits until then, and its clock stops. Tell the person first.",
    parts: [
      { type: "datetime-local", name: "until", label: "Until when", hint: "Date and time in England." },
      { type: "textarea", name: "reason", label: "Why" },
    ],
    button: "Put it on hold",
    look: "secondary",
    offeredIn: heldStages,
  },
  {
    command: "resume",
    title: "Go on with the case now",
    says: "The hold ends, and its task is due later by the working days it took.",
    parts: [],
    button: "Go on now",
    offeredIn: ["hold"],
  },
  {
    command: "finish",
    title: "Bring support to an end",
    says: "This asks you to record how support ended. The case stays open until you do.",
    parts: [],
    button: "Bring support to an end",
    look: "secondary",
    offeredIn: ["contact", "assessment", "plan", "support"],
  },
  {
    command: "withdraw",
    title: "The person wants to stop",
    says: "The case is closed, and nobody contacts the person again.",
    parts: [{ type: "textarea", name: "reason", label: "What the person said, or that they gave no reason" }],
    button: "Stop and close the case",
    look: "warning",
    offeredIn: untilClosed,
  },
];
