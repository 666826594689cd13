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

/** Whether somebody is at their desk in this round. */
export type WorksOn = (staff: string, round: number) => boolean;

/** Everybody is there every day. */
export const everyDay: WorksOn = () => true;

/** Coaches see to their tasks every other working day, not all on the same; everybody else is there every day. */
export const coachesEveryOtherDay: WorksOn = (staff, round) => {
  const number = /^coach(\d)@/.exec(staff)?.[1];
  return number === undefined || (round + Number(number)) % 2 === 0;
};

/**
 * Who sits down in this round: whoever is there and has something to do by now, and they do what would be to do until
 * they come again as well. In the order of their areas and names.
 */
export function desksIn(round: number, tasks: Iterable<AskedTask>, worksOn: WorksOn): Desk[] {
  const soon = [...tasks].filter(({ actIn }) => actIn <= round + 1);
  return [...Map.groupBy(soon, ({ staff }) => staff)]
    .map(([staff, its]) => ({ staff, tasks: its }))
    .filter((desk) => worksOn(desk.staff, round) && desk.tasks.some(({ actIn }) => actIn <= round))
    .sort((a, b) => (a.staff < b.staff ? -1 : 1));
}

/** The area of a sample member of staff. */
export function areaOf(staff: string): string {
  return /@(.+)\.example\.org$/.exec(staff)?.[1] ?? "";
}
