import { taskTitle } from "../../functions/core/sentences.ts";
import type { TaskKind } from "../../functions/core/words.ts";
import { taskKinds } from "../../functions/core/words.ts";
import type { Mail } from "../../test/support/service.ts";

/** A task as the email about it tells: to whom, of which case, of what kind. */
export interface AskedTask {
  readonly handle: string;
  readonly staff: string;
  readonly reference: string;
  readonly kind: TaskKind;
  /** The round in which it is to be answered. */
  actIn: number;
}

/** The tasks that one member of staff sees to on one day. */
export interface Desk {
  readonly staff: string;
  readonly tasks: readonly AskedTask[];
}

/** Emails with exactly one link, to a task: a digest has several, and asks for nothing new. */
export function taskMails(mails: readonly Mail[]): Omit<AskedTask, "actIn">[] {
  return mails.flatMap(({ to, subject, text }) => {
    const handle = /\/tasks\/([\w-]{22})$/m.exec(text)?.[1];
    if (handle === undefined || isDigest(subject)) return [];
    const reference = /Reference: (\w{10})/.exec(text)?.[1] ?? "";
    const kind = taskKinds.find((each) => subject.replace("URGENT: ", "").startsWith(taskTitle(each)));
    return kind ? to.map((staff) => ({ staff, handle, reference, kind })) : [];
  });
}

export function isDigest(subject: string): boolean {
  return subject.startsWith("Your WorkWell tasks for");
}

/**
 * Who sits down on this day: whoever has something to do by now, or by the next day, since they are at it. In the
 * order of their areas and names.
 */
export function desksIn(round: number, tasks: Iterable<AskedTask>): Desk[] {
  const soon = [...tasks].filter(({ actIn }) => actIn <= round + 1);
  return [...Map.groupBy(soon, ({ staff }) => staff)]
    .map(([staff, its]) => ({ staff, tasks: its }))
    .filter((desk) => desk.tasks.some(({ actIn }) => actIn <= round))
    .sort((a, b) => (a.staff < b.staff ? -1 : 1));
}

/** The area of a sample member of staff. */
export function areaOf(staff: string): string {
  return /@(.+)\.example\.org$/.exec(staff)?.[1] ?? "";
}
