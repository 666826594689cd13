import { dateInWords, inWords } from "../core/calendar.ts";
import { taskTitle } from "../core/sentences.ts";
import type { Instant } from "../core/texts.ts";
import type { FollowUpPoint, TaskKind } from "../core/words.ts";
import { signature } from "./common.ts";
import { type Block, type Email, email } from "./email.ts";

export type DigestState = "due-today" | "overdue" | "escalated" | "waiting" | "support-limit";

export interface DigestItem {
  readonly kind: TaskKind;
  readonly point?: FollowUpPoint | undefined;
  readonly reference: string;
  readonly dueAt: Instant;
  readonly state: DigestState;
  readonly handle: string;
  /** The weeks of support that are over, where the line is about that. */
  readonly limit?: { readonly weeks: number; readonly endsOn: string; readonly isUsual: boolean } | undefined;
}

export interface Digest {
  readonly baseUrl: string;
  /** The member of staff's own name, never a person's. */
  readonly name?: string | undefined;
  readonly items: readonly DigestItem[];
  readonly now: Instant;
}

/** The parts of a digest, the most pressing first. */
const parts: readonly { readonly state: DigestState; readonly heading: string }[] = [
  { state: "escalated", heading: "Overdue for longer: the area lead sees these too" },
  { state: "overdue", heading: "Overdue" },
  { state: "due-today", heading: "Due today" },
  { state: "waiting", heading: "Waiting for you" },
  { state: "support-limit", heading: "The weeks of support are over: bring it to an end, or say why not" },
];

/** The 08:30 mail to one member of staff: what is expected of them, each with its link, no person named. */
export function digest({ baseUrl, name, items, now }: Digest): Email {
  const late = items.filter(({ state }) => state === "overdue" || state === "escalated").length;
  const subject = `Your WorkWell tasks for ${dateInWords(now)}: ${items.length}${late > 0 ? `, ${late} overdue` : ""}`;
  return email(subject, [
    name ? `Good morning ${name},` : "Good morning,",
    items.length === 0 ? "Nothing is expected of you today." : "This is what is expected of you.",
    ...parts.flatMap(({ state, heading }) => {
      const inPart = items
        .filter((item) => item.state === state)
        .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
      return inPart.length === 0 ? [] : [{ heading }, ...inPart.map((item) => line(item, baseUrl, now))];
    }),
    "Please do not forward this email.",
    signature,
  ]);
}

function line(
  { kind, point, reference, dueAt, state, handle, limit }: DigestItem,
  baseUrl: string,
  now: Instant,
): Block {
  const link = `${baseUrl}/tasks/${encodeURIComponent(handle)}`;
  if (limit) {
    const what = limit.isUsual ? "as long as support usually lasts" : "the longest time for support";
    return {
      says: `${reference}: ${limit.weeks} weeks, ${what}, ended on ${dateInWords(limit.endsOn, now)}.`,
      link,
    };
  }
  const verb = state === "overdue" || state === "escalated" ? "was due" : "is due";
  return {
    says: `${taskTitle(kind, point)} (${reference}): ${verb} ${inWords(dueAt, now)}.`,
    link,
  };
}
