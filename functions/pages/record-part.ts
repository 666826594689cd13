import { dateInWords, inWords } from "../core/calendar.ts";
import type { RecordView } from "../core/record-view.ts";
import { erasureInWords } from "../core/sentences-of-rights.ts";
import { stages } from "../core/stages.ts";
import type { Instant } from "../core/texts.ts";
import { erasureReasons } from "../core/words.ts";
import type { CommandForm } from "./command-form.ts";
import { heading, summaryList } from "./components.ts";
import type { Part } from "./fields.ts";
import { type Html, html } from "./html.ts";

/** How long the record is kept, in words. */
export function keptInWords(
  { keptUntil, legalHoldSince, erasedAt }: RecordView,
  readAt: Instant | string,
): string {
  if (erasedAt) return `The person's details were erased on ${inWords(erasedAt, readAt)}`;
  if (legalHoldSince) return `Under a legal hold since ${inWords(legalHoldSince, readAt)}: nothing is erased`;
  return keptUntil
    ? `Until ${dateInWords(keptUntil, readAt)}, then the person is removed from it`
    : "While the case is open, and for some years after it is closed";
}

/** What becomes of the record. */
export function recordPart(record: RecordView | undefined, now: Instant): Html {
  if (!record) return html``;
  const { mark, source } = record.retention;
  return html`${heading("The record")}
${summaryList([
  ["Kept", keptInWords(record, now)],
  ["By the rule", mark === "default" ? `A ${source}` : source],
])}`;
}

const why: Part = { type: "textarea", name: "reason", label: "Why" };

const startHold: CommandForm = {
  command: "legal-hold",
  title: "Keep the record for a legal reason",
  says: "While the hold is on, nothing is erased, neither in time nor when somebody asks.",
  parts: [{ hidden: "on", value: "true" }, why],
  button: "Start the legal hold",
  look: "secondary",
  offeredIn: stages,
};

const endHold: CommandForm = {
  ...startHold,
  title: "End the legal hold",
  says: "The record is kept by the area's rule again. If its time is over, it is erased at once.",
  parts: [{ hidden: "on", value: "false" }, why],
  button: "End the legal hold",
};

const erase: CommandForm = {
  command: "erase",
  title: "Erase the person's details",
  says:
    "The person's details, every note and the texts of the plan go for good. What happened stays, without the person. " +
    "Give the person their copy first, if they want one. Another area that they moved to decides about its own case.",
  parts: [
    {
      type: "radios",
      name: "reason",
      label: "Why",
      choices: erasureReasons.map((reason) => [reason, erasureInWords(reason)] as const),
    },
  ],
  button: "Erase the details",
  look: "warning",
  offeredIn: ["closed"],
};

/** What only the area's lead decides about a record; nothing once it is erased. */
export function recordForms({ erasedAt, legalHoldSince }: RecordView): readonly CommandForm[] {
  if (erasedAt) return [];
  return legalHoldSince ? [endHold] : [startHold, erase];
}
