import { dateInWords, inWords } from "../core/calendar.ts";
import { taskTitle } from "../core/sentences.ts";
import type { Instant } from "../core/texts.ts";
import type { FollowUpPoint, TaskKind } from "../core/words.ts";
import { signature } from "./common.ts";
import { type Block, type Email, email } from "./email.ts";

export type DigestItem = DigestTask | DigestTakenOver | DigestEnding;
export type DigestState = "due-today" | "overdue" | "escalated" | "waiting" | "support-limit";

export interface DigestTask {
  readonly kind: TaskKind;
  readonly point?: FollowUpPoint | undefined;
  readonly reference: string;
  readonly dueAt: Instant;
  readonly state: DigestState;
  readonly handle: string;
  /** Whose task it is, where the lead reads of somebody else's: a member of staff by name, or a role. */
  readonly whose?: string | undefined;
  /** The weeks of support that are over, where the line is about that. */
  readonly limit?: { readonly weeks: number; readonly endsOn: string; readonly isUsual: boolean } | undefined;
}

/** What a lead is told of the area before anything else. */
export interface DigestOverview {
  readonly escalated: number;
  readonly waiting: number;
  /** Names of members of staff whose emails come back. */
  readonly unreachedStaff: readonly string[];
}

/** A person whom this coach took over, and of whom nothing is asked yet. */
export interface DigestTakenOver {
  readonly reference: string;
  readonly state: "taken-over";
  readonly next?:
    | { readonly kind: TaskKind; readonly point?: FollowUpPoint | undefined; readonly askAt: Instant }
    | undefined;
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
  readonly overview?: DigestOverview | undefined;
  readonly items: readonly DigestItem[];
  /** Whether the member may open the list of cases, for what is too much for a mail. */
  readonly listsCases: boolean;
  readonly now: Instant;
}

/** The parts of a digest, the most pressing first. */
const parts: readonly {
  readonly state: DigestState;
  readonly heading: string;
  readonly forLead?: string;
}[] = [
  {
    state: "escalated",
    heading: "Overdue for longer: the area lead sees these too",
    forLead: "Overdue for longer",
  },
  { state: "overdue", heading: "Overdue" },
  { state: "due-today", heading: "Due today" },
  { state: "waiting", heading: "Waiting for you" },
  { state: "support-limit", heading: "The weeks of support are over: bring it to an end, or say why not" },
];

/** A longer part is counted and linked to, not listed: nobody reads a mail of hundreds of lines. */
const mostLines = 20;

/** What a task expects, after its title: the rest is read on its page. */
const expected: Record<TaskKind, string> = {
  "review-referral": "read it, then accept it, point to another service, or decline it with a reason",
  "wait-for-coach": "choose a coach, or confirm that the person waits",
  contact: "get in touch and agree a first appointment, or say that you could not reach them",
  assessment: "say if the appointment took place, and what you found out together",
  plan: "agree a plan with the person and record it",
  review: "talk about how the plan is going, and record what changed",
  exit: "record how support ended and how things are now",
  "follow-up": "ask how things are now, or say that you did not reach them",
  "make-safe": "make sure that they are safe now, and record what you did",
  "check-address": "find out how they can be contacted, and record it",
};

/**
 * The 08:30 mail to one member of staff, whatever roles they have: what is expected of them and by when, each task
 * with its link, no person named.
 */
export function digest({ baseUrl, name, overview, items, listsCases, now }: Digest): Email {
  const tasks = items.filter((item) => "handle" in item);
  const takenOver = items.filter((item) => item.state === "taken-over");
  const endings = items.filter((item) => item.state === "not-contacted");
  const late = tasks.filter(({ state }) => state === "overdue" || state === "escalated").length;
  const subject = `Your WorkWell tasks for ${dateInWords(now)}: ${tasks.length}${late > 0 ? `, ${late} overdue` : ""}`;
  return email(subject, [
    name ? `Good morning ${name},` : "Good morning,",
    ...(overview ? overviewOf(overview) : []),
    tasks.length === 0 ? "Nothing is expected of you today." : "This is what is expected of you.",
    ...parts.flatMap(({ state, heading, forLead = heading }) =>
      part(
        overview ? forLead : heading,
        tasks.filter((item) => item.state === state),
        { baseUrl, listsCases, now },
      ),
    ),
    ...(takenOver.length === 0 ? [] : [{ heading: "People who are yours now" }]),
    ...takenOver.map((item) => takenOverLine(item, baseUrl, now)),
    ...(endings.length === 0 ? [] : [{ heading: "Ended because nobody could be reached" }]),
    ...endings.map((ending) => endingLine(ending, baseUrl, now)),
    "Please do not forward this email.",
    signature,
  ]);
}

function overviewOf({ escalated, waiting, unreachedStaff }: DigestOverview): Block[] {
  const counts = [
    `Tasks overdue for longer: ${escalated}.`,
    `People who wait for a coach with room: ${waiting}.`,
  ];
  const unreached: Block[] =
    unreachedStaff.length === 0
      ? []
      : [
          { heading: "Our emails to these members of staff come back" },
          { list: unreachedStaff },
          "Please tell them, and check their addresses. This ends when they next sign in with a code from an email.",
        ];
  return [{ heading: "Your area today" }, { list: counts }, ...unreached];
}

function part(heading: string, items: readonly DigestTask[], context: LineContext): Block[] {
  if (items.length === 0) return [];
  const sorted = items.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
  const lines = sorted.slice(0, mostLines).map((item) => line(item, context));
  const left = items.length - lines.length;
  const more: Block = context.listsCases
    ? { says: `And ${left} more. See them all here:`, link: `${context.baseUrl}/cases` }
    : `And ${left} more. Ask your area lead for them.`;
  return [{ heading: `${heading} (${items.length})` }, ...lines, ...(left === 0 ? [] : [more])];
}

interface LineContext {
  readonly baseUrl: string;
  readonly listsCases: boolean;
  readonly now: Instant;
}

function line(item: DigestTask, { baseUrl, now }: LineContext): Block {
  const { kind, point, reference, dueAt, state, handle, whose, limit } = item;
  const link = `${baseUrl}/tasks/${encodeURIComponent(handle)}`;
  if (limit) {
    const what = limit.isUsual ? "as long as support usually lasts" : "the longest time for support";
    return {
      says: `${reference}: ${limit.weeks} weeks, ${what}, ended on ${dateInWords(limit.endsOn, now)}.`,
      link,
    };
  }
  const isLate = state === "overdue" || state === "escalated";
  const due = `${isLate ? "It was due" : "It is due"} ${inWords(dueAt, now)}.`;
  const expects =
    whose === undefined ? expected[kind] : `this is for ${whose}; please help or give it to another`;
  return {
    says: `${taskTitle(kind, point)} (${reference}): ${expects}. ${due}`,
    link,
  };
}

function takenOverLine({ reference, next }: DigestTakenOver, baseUrl: string, now: Instant): Block {
  const coming = next
    ? `We ask you ${inWords(next.askAt, now)}: ${taskTitle(next.kind, next.point)}.`
    : "Nothing is asked of you until the case goes on.";
  return {
    says: `${reference} had another coach until now. ${coming} See what was done:`,
    link: `${baseUrl}/cases/${encodeURIComponent(reference)}`,
  };
}

function endingLine({ reference, endedAt }: DigestEnding, baseUrl: string, now: Instant): Block {
  return {
    says: `Case ${reference} ended on ${dateInWords(endedAt, now)}. See what was tried:`,
    link: `${baseUrl}/cases/${encodeURIComponent(reference)}`,
  };
}
