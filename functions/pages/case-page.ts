import { inWords } from "../core/calendar.ts";
import type { AskedCall } from "../core/call.ts";
import { heldStages } from "../core/case.ts";
import type { Referral } from "../core/referral.ts";
import { stageInWords } from "../core/sentences.ts";
import { type Stage, stages } from "../core/stages.ts";
import type { Instant } from "../core/texts.ts";
import { askedCallPart, type OpenTask, taskLinks } from "./cases-page.ts";
import { button, details, heading, list, paragraph, summaryList } from "./components.ts";
import { type Part, renderPart } from "./fields.ts";
import { type HistoryLine, historyPart } from "./history-part.ts";
import { type Html, html } from "./html.ts";
import { layout } from "./layout.ts";
import { type PlanView, personPart, planPart, type ReferralPart, referralPart } from "./person-parts.ts";

/** A case as `GET /cases/{reference}` answers it. */
export interface CaseView {
  readonly reference: string;
  readonly area: string;
  readonly stage: Stage;
  readonly coach?: string | undefined;
  readonly person?: Referral["person"] | undefined;
  readonly referral?: ReferralPart | undefined;
  readonly plan?: PlanView | undefined;
  readonly history: readonly HistoryLine[];
  readonly notes: readonly { readonly id: string; readonly at: Instant; readonly text: string }[];
  readonly openTasks: readonly OpenTask[];
  /** Until somebody talks with the person, tries to, or writes a note. */
  readonly callAsked?: AskedCall | undefined;
  /** References of other cases that may be of the same person. */
  readonly possibleDuplicates: readonly string[];
  readonly now: Instant;
}

/** One case: what to do, who it is about, what was agreed and noted, and what happened. */
export function casePage(view: CaseView): string {
  const { reference, stage, coach, person, openTasks, callAsked, notes, possibleDuplicates, now } = view;
  const name = person ? (person.preferredName ?? person.givenName) : reference;
  const body = html`<div class="app-narrow">
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${reference}</span>${name}</h1>
${summaryList([
  ["Where the case is", stageInWords(stage)],
  ["Coach", coach ?? "None yet"],
])}
${heading("What to do now")}
${callAsked ? paragraph(askedCallPart(callAsked, now), ". Call them, or write a note about what you did instead.") : ""}
${openTasks.length > 0 ? taskLinks(openTasks, now) : callAsked ? "" : paragraph("Nothing is asked for now.")}
${
  possibleDuplicates.length > 0
    ? html`${heading("Perhaps the same person")}${list(
        possibleDuplicates.map((other) => html`<a href="/cases/${encodeURIComponent(other)}">${other}</a>`),
      )}`
    : ""
}
${personPart(person)}
${referralPart(view.referral)}
${planPart(view.plan, now)}
${heading("Notes")}
${notes.length > 0 ? notesPart(notes, now) : paragraph("There are no notes yet.")}
${heading("What you can do with this case")}
${commands.filter(({ offeredIn }) => offeredIn.includes(stage)).map((command) => commandForm(reference, command))}
${heading("What has happened")}
${historyPart(view.history, now)}
${paragraph(html`<a href="/cases">All cases</a>`)}
</div>`;
  return layout({ title: `Case ${reference}`, body, signedIn: true });
}

function notesPart(notes: CaseView["notes"], now: Instant): Html {
  return html`<dl class="govuk-summary-list">${notes.map(
    ({ at, text }) =>
      html`<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">${inWords(at, now)}</dt><dd class="govuk-summary-list__value">${text}</dd></div>\n`,
  )}</dl>\n`;
}

interface CommandForm {
  readonly command: string;
  readonly title: string;
  readonly says?: string;
  readonly parts: readonly Part[];
  readonly button: string;
  readonly look?: "secondary" | "warning";
  /** Where the core takes it; elsewhere it would only be refused. */
  readonly offeredIn: readonly Stage[];
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

function commandForm(
  reference: string,
  { command, title, says, parts, button: label, look }: CommandForm,
): Html {
  const state = { id: command, values: new Map(), errors: [] };
  return details(
    title,
    html`${says ? paragraph(says) : ""}<form id="${command}" method="post" action="/cases/${encodeURIComponent(reference)}/${command}">
${parts.map((part) => renderPart(part, state))}
${button(label, look)}
</form>`,
  );
}
