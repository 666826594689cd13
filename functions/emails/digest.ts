import { dateInWords, inWords } from "../core/calendar.ts";
import { taskTitle } from "../core/sentences.ts";
import type { Instant } from "../core/texts.ts";
import type { FollowUpPoint, TaskKind } from "../core/words.ts";
import { signature } from "./common.ts";
import { type Block, type Email, email } from "./email.ts";

export type DigestItem = DigestTask | DigestEnding;

export interface DigestTask {
  readonly kind: TaskKind;
  readonly point?: FollowUpPoint | undefined;
  readonly reference: string;
  readonly dueAt: Instant;
  readonly state: "due-today" | "overdue" | "escalated" | "waiting";
  readonly handle: string;
}

/** A case that ended because nobody could be reached; the lead sees it once. */
export interface DigestEnding {
  readonly reference: string;
  readonly state: "not-contacted";
  readonly endedAt: Instant;
}

export interface Digest {
  readonly baseUrl: string;
  /** The member of staff's own name, never a person's. */
  readonly name?: string | undefined;
  readonly items: readonly DigestItem[];
  readonly now: Instant;
}

/** The parts of a digest, the most pressing first. */
const parts: readonly { readonly state: DigestTask["state"]; readonly heading: string }[] = [
  { state: "escalated", heading: "Overdue for longer: the area lead sees these too" },
  { state: "overdue", heading: "Overdue" },
  { state: "due-today", heading: "Due today" },
  { state: "waiting", heading: "Waiting for you" },
];

/** The 08:30 mail to one member of staff: what is expected of them, each with its link, no person named. */
export function digest({ baseUrl, name, items, now }: Digest): Email {
  const tasks = items.filter((item) => item.state !== "not-contacted");
  const endings = items.filter((item) => item.state === "not-contacted");
  const late = tasks.filter(({ state }) => state === "overdue" || state === "escalated").length;
  const subject = `Your WorkWell tasks for ${dateInWords(now)}: ${tasks.length}${late > 0 ? `, ${late} overdue` : ""}`;
  return email(subject, [
    name ? `Good morning ${name},` : "Good morning,",
    tasks.length === 0 ? "Nothing is expected of you today." : "This is what is expected of you.",
    ...parts.flatMap(({ state, heading }) => {
      const inPart = tasks
        .filter((item) => item.state === state)
        .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
      return inPart.length === 0 ? [] : [{ heading }, ...inPart.map((item) => line(item, baseUrl, now))];
    }),
    ...(endings.length === 0 ? [] : [{ heading: "Ended because nobody could be reached" }]),
    ...endings.map((ending) => endingLine(ending, baseUrl, now)),
    "Please do not forward this email.",
    signature,
  ]);
}

function line(
  { kind, point, reference, dueAt, state, handle }: DigestTask,
  baseUrl: string,
  now: Instant,
): Block {
  const verb = state === "overdue" || state === "escalated" ? "was due" : "is due";
  return {
    says: `${taskTitle(kind, point)} (${reference}): ${verb} ${inWords(dueAt, now)}.`,
    link: `${baseUrl}/tasks/${encodeURIComponent(handle)}`,
  };
}

function endingLine({ reference, endedAt }: DigestEnding, baseUrl: string, now: Instant): Block {
  return {
    says: `Case ${reference} ended on ${dateInWords(endedAt, now)}. See what was tried:`,
    link: `${baseUrl}/cases/${encodeURIComponent(reference)}`,
  };
}
