import type { Mail } from "../service.ts";
import { answerTo, type GivenAnswer, type SeenTask } from "./answers.ts";
import type { PatientClient } from "./client.ts";
import type { SamplePerson } from "./people.ts";
import { expectedStage, type PersonRecord } from "./record.ts";
import { type Sessions, staffSessions } from "./sessions.ts";

/** Clients that act at the same moment: browsers of several people, not a load test. */
const atOnce = 4;

/** A programme as its referrers, people and staff live it, over the HTTP contract alone. */
export interface Rehearsal {
  readonly sessions: Sessions;
  /** Everybody whose referral was accepted, by reference. */
  readonly records: ReadonlyMap<string, PersonRecord>;
  /** What should not have happened, in words. */
  readonly complaints: readonly string[];
  /** Whoever's turn it is in this round submits, or leaves. */
  arrive(round: number): Promise<void>;
  /** Staff answer every task that they were emailed and can answer at this moment of programme time. */
  work(round: number, now: string): Promise<void>;
}

/** Tasks of one person of staff, found in their emails. */
interface Desk {
  readonly staff: string;
  readonly handles: string[];
}

export function rehearsalOf(client: PatientClient, people: readonly SamplePerson[]): Rehearsal {
  const sessions = staffSessions(client);
  const records = new Map<string, PersonRecord>();
  const complaints: string[] = [];
  const finished = new Set<string>();
  /** The round in which a task was tried without success: the next try is another day's. */
  const triedIn = new Map<string, number>();

  async function submit(person: SamplePerson): Promise<void> {
    const headers = { "idempotency-key": person.key };
    const answer = await client.request("POST", "/referrals", { headers, body: person.referral });
    if (answer.status !== 202) {
      complaints.push(`Sample ${person.number} was not accepted: ${answer.status} ${answer.text}`);
      return;
    }
    const { reference, area, receivedAt, statusToken } = answer.body;
    const accepted = { reference, area, receivedAt, statusToken };
    if (records.has(reference)) complaints.push(`Reference ${reference} was given twice.`);
    records.set(reference, { person, accepted, given: [], hasLeft: false });
  }

  async function leave(record: PersonRecord): Promise<void> {
    const { reference } = record.accepted;
    const [mail] = await client.inbox(record.person.referral.person.contact.email);
    const link = /\S+\/withdrawal\?token=\S+/.exec(mail?.text ?? "")?.[0];
    if (!link) {
      complaints.push(`${reference} was not told how to leave.`);
      return;
    }
    const { pathname, searchParams } = new URL(link);
    const body = { token: searchParams.get("token") };
    const { status, text } = await client.request("POST", pathname, { body });
    if (status === 200) record.hasLeft = true;
    else complaints.push(`${reference} could not leave: ${status} ${text}`);
  }

  async function desksOf(round: number): Promise<Desk[]> {
    const byStaff = Map.groupBy(taskMails(await client.inbox()), ({ staff }) => staff);
    return [...byStaff]
      .map(([staff, mails]) => ({
        staff,
        handles: [...new Set(mails.map(({ handle }) => handle))].filter(
          (handle) => !finished.has(handle) && triedIn.get(handle) !== round,
        ),
      }))
      .filter(({ handles }) => handles.length > 0);
  }

  async function clear({ staff, handles }: Desk, round: number, now: string): Promise<void> {
    for (const handle of handles) {
      const seen = await sessions.request(staff, "GET", `/tasks/${handle}`);
      const record = records.get(seen.body?.reference);
      if (seen.status !== 200 || !record) {
        finished.add(handle);
        complaints.push(`${staff} cannot read task ${handle}: ${seen.status} ${seen.text.slice(0, 300)}`);
      } else if (seen.body.state === "open") {
        await answer(staff, { ...seen.body, handle }, record, { round, now });
      } else {
        finished.add(handle);
        const isExpected = seen.body.state === "superseded" && record.hasLeft;
        if (!isExpected) complaints.push(`Nobody ended ${seen.body.kind} ${handle}: ${seen.body.state}.`);
      }
    }
  }

  async function answer(
    staff: string,
    { handle, kind, point }: SeenTask,
    { person, given }: PersonRecord,
    { round, now }: { round: number; now: string },
  ): Promise<void> {
    const task: SeenTask = { handle, kind, ...(point ? { point } : {}) };
    const chosen: GivenAnswer = { ...task, ...answerTo(task, person, given, now) };
    const { status, text } = await sessions.request(staff, "POST", `/tasks/${handle}`, chosen.answer);
    triedIn.set(handle, round);
    if (chosen.ends || status !== 200) finished.add(handle);
    if (status === 200) given.push(chosen);
    else complaints.push(`Sample ${person.number}, ${kind} ${handle}: ${status} ${text}`);
  }

  return {
    sessions,
    records,
    complaints,
    async arrive(round) {
      await together(
        people.filter(({ story }) => story.round === round),
        submit,
      );
      const leaving = [...records.values()].filter(
        (record) => record.person.story.leavesInRound === round && expectedStage(record) !== "closed",
      );
      await together(leaving, leave);
    },
    async work(round, now) {
      for (;;) {
        await client.settle();
        const desks = await desksOf(round);
        if (desks.length === 0) return;
        await together(desks, (desk) => clear(desk, round, now));
      }
    },
  };
}

/** Emails with exactly one link, to a task: a digest has several, and asks for nothing new. */
export function taskMails(mails: readonly Mail[]): { staff: string; handle: string }[] {
  return mails.flatMap(({ to, subject, text }) => {
    const handle = /\/tasks\/([\w-]{22})$/m.exec(text)?.[1];
    if (handle === undefined || subject.startsWith("Your WorkWell tasks for")) return [];
    return to.map((staff) => ({ staff, handle }));
  });
}

/** Does the work for each of the list, a few at a time. */
async function together<Of>(list: readonly Of[], work: (one: Of) => Promise<void>): Promise<void> {
  const rest = list.values();
  const worker = async () => {
    for (const one of rest) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
