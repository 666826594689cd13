import type { Stage } from "../../functions/core/stages.ts";
import { fewAtATime } from "../../functions/platform/few-at-a-time.ts";
import type { Answer } from "../../test/support/service.ts";
import { answerTo, type GivenAnswer, type SeenTask } from "./answers.ts";
import type { PatientClient } from "./client.ts";
import { type AskedTask, areaOf, type Desk, desksIn, everyDay, taskMails, type WorksOn } from "./desks.ts";
import { commandsFor, isForLead } from "./happenings.ts";
import { leadsWork } from "./leads.ts";
import type { SamplePerson } from "./people.ts";
import type { PersonRecord } from "./record.ts";
import type { Round } from "./rounds.ts";
import { type Sessions, staffSessions } from "./sessions.ts";
import { type StaffChanges, staffChanges } from "./staff-changes.ts";

/** Areas in which something is done at the same moment: browsers of several people, not a load test. */
const atOnce = 15;
/** Rounds after which a coach looks again at what they forgot, and tries again whom they did not reach. */
const forgottenFor = 8;
const nextTryAfter = 2;

/** A programme as its referrers, people and staff live it, over the HTTP contract alone. */
export interface Rehearsal {
  readonly sessions: Sessions;
  /** Everybody whose referral was accepted, by the reference they have now. */
  readonly records: ReadonlyMap<string, PersonRecord>;
  /** What should not have happened, in words. */
  readonly complaints: readonly string[];
  /** Commands that staff gave, by name. */
  readonly commands: ReadonlyMap<string, number>;
  readonly staff: StaffChanges;
  /** Whoever's turn it is in this round submits, or leaves. */
  arrive(round: Round): Promise<void>;
  /** Staff answer the tasks that they were emailed and whose turn it is; then leads decide. */
  work(round: Round): Promise<void>;
}

/** How a rehearsal's staff work. */
interface Staffing {
  readonly worksOn?: WorksOn;
  /** Rounds in the middle of which some coaches stop working here; 0: nobody does. */
  readonly losesCoachesWithin?: number;
}

export function rehearsalOf(
  client: PatientClient,
  people: readonly SamplePerson[],
  staffing: Staffing = {},
): Rehearsal {
  return new Programme(client, people, staffing);
}

/** The lead named nobody and no other coach has room: the person stays with theirs, as in life. */
function isForWantOfRoom(name: string, { status, body }: Answer): boolean {
  const errors: { pointer: string }[] = body?.errors ?? [];
  return name === "reassign" && status === 422 && errors.some(({ pointer }) => pointer === "/to");
}

/** A rehearsal with what leads need of it. */
export class Programme implements Rehearsal {
  readonly sessions: Sessions;
  readonly records = new Map<string, PersonRecord>();
  readonly complaints: string[] = [];
  readonly commands = new Map<string, number>();
  readonly #client: PatientClient;
  readonly #worksOn: WorksOn;
  readonly #byRound: ReadonlyMap<number, SamplePerson[]>;
  readonly #areas: readonly string[];
  readonly #tasks = new Map<string, AskedTask>();
  readonly #forgotten = new Set<string>();
  readonly staff: StaffChanges;
  #lastMail: string | undefined;

  constructor(
    client: PatientClient,
    people: readonly SamplePerson[],
    { worksOn = everyDay, losesCoachesWithin = 0 }: Staffing,
  ) {
    this.#client = client;
    this.#worksOn = worksOn;
    this.sessions = staffSessions(client);
    this.#byRound = Map.groupBy(people, ({ story }) => story.round);
    this.#areas = [...new Set(people.map(({ home }) => home.area))].sort();
    const losing = losesCoachesWithin > 0 ? this.#areas : [];
    this.staff = staffChanges(this.sessions, losing, losesCoachesWithin);
  }

  /** In one area one after the other, so that each time the same coaches are found; areas side by side. */
  async arrive({ number }: Round): Promise<void> {
    const arriving = this.#byRound.get(number) ?? [];
    await fewAtATime([...Map.groupBy(arriving, ({ home }) => home.area).values()], atOnce, async (some) => {
      for (const person of some) await this.#submit(person);
    });
    const leaving = [...this.records.values()].filter(
      ({ person, stage }) => person.story.leavesInRound === number && stage !== "closed",
    );
    await fewAtATime(leaving, atOnce, (record) => this.#leave(record));
  }

  async work(round: Round): Promise<void> {
    await this.staff.happen(round);
    for (;;) {
      await this.#client.settle();
      await this.#readMails(round);
      const desks = desksIn(round.number, this.#tasks.values(), this.#worksOn);
      if (desks.length === 0) break;
      const byArea = Map.groupBy(desks, ({ staff }) => areaOf(staff));
      await fewAtATime([...byArea.values()], atOnce, async (some) => {
        for (const desk of some) await this.#clear(desk, round);
      });
    }
    await leadsWork(this, round);
    this.sessions.endDay();
  }

  /** Another area than the person's own, and always the same. */
  otherAreaThan(area: string): string {
    return this.#areas[(this.#areas.indexOf(area) + 1) % this.#areas.length] ?? area;
  }

  /** The journey goes on in another case, or does not. */
  moved(record: PersonRecord, to: { reference: string; area: string }): void {
    this.records.delete(record.reference);
    Object.assign(record, to, { stage: "triage" });
    this.records.set(record.reference, record);
  }

  /** Gives a command once, however often it is repeated. */
  async command(staff: string, record: PersonRecord, name: string, body: object): Promise<Answer> {
    const count = this.commands.get(name) ?? 0;
    const key = `${record.reference}-${name}-${count}`;
    const path = `/cases/${record.reference}/${name}`;
    const answer = await this.sessions.request(staff, "POST", path, { body, key });
    if (answer.status === 200) {
      this.commands.set(name, (this.commands.get(name) ?? 0) + 1);
      record.stage = answer.body.stage;
    } else if (!isForWantOfRoom(name, answer)) {
      this.complain(record, `${name}: ${answer.status} ${answer.text}`);
    }
    return answer;
  }

  complain({ person, reference }: PersonRecord, what: string): void {
    this.complaints.push(`Sample ${person.number} (${reference}): ${what}`);
  }

  async #submit(person: SamplePerson): Promise<void> {
    const headers = { "idempotency-key": person.key };
    const answer = await this.#client.request("POST", "/referrals", { headers, body: person.referral });
    if (answer.status !== 202) {
      this.complaints.push(`Sample ${person.number} was not accepted: ${answer.status} ${answer.text}`);
      return;
    }
    const { reference, area, receivedAt, statusToken } = answer.body;
    if (this.records.has(reference)) this.complaints.push(`Reference ${reference} was given twice.`);
    this.records.set(reference, {
      person,
      accepted: { reference, area, receivedAt, statusToken },
      reference,
      area,
      stage: "triage",
      given: [],
      hasLeft: false,
      hasHappened: false,
    });
  }

  async #leave(record: PersonRecord): Promise<void> {
    const mails = await this.#client.inbox({ to: record.person.referral.person.contact.email });
    const links = mails.flatMap(({ text }) => /\S+\/withdrawal\?token=\S+/.exec(text) ?? []);
    const link = links.find((each) => each.includes(record.reference));
    if (!link) {
      this.complain(record, "was not told how to leave");
      return;
    }
    const { pathname, searchParams } = new URL(link);
    const body = { token: searchParams.get("token") };
    const { status, text } = await this.#client.request("POST", pathname, { body });
    if (status === 200) Object.assign(record, { hasLeft: true, stage: "closed" });
    else this.complain(record, `could not leave: ${status} ${text}`);
  }

  /** New emails are new tasks, for the round in which whoever has them comes to them. */
  async #readMails({ number }: Round): Promise<void> {
    const mails = await this.#client.inbox({ after: this.#lastMail });
    this.#lastMail = mails.at(-1)?.id ?? this.#lastMail;
    for (const task of taskMails(mails)) {
      const story = this.records.get(task.reference)?.person.story;
      if (this.staff.hasLeft(task.staff)) continue;
      const isSafety = task.kind === "make-safe";
      const isForgotten = story?.forgotten === task.kind && !this.#forgotten.has(task.reference);
      if (isForgotten) this.#forgotten.add(task.reference);
      const after = isSafety ? 0 : isForgotten ? forgottenFor : (story?.pace ?? 0);
      this.#tasks.set(task.handle, { ...task, actIn: number + after });
    }
  }

  async #clear({ staff, tasks }: Desk, round: Round): Promise<void> {
    for (const task of tasks) {
      const { handle } = task;
      if (this.staff.hasLeft(staff)) {
        this.#tasks.delete(handle);
        continue;
      }
      const seen = await this.sessions.request(staff, "GET", `/tasks/${handle}`);
      const record = this.records.get(seen.body?.reference);
      const isOpen = seen.status === 200 && seen.body.state === "open";
      if (!isOpen || !record) {
        this.#tasks.delete(handle);
        this.#wonderAbout(task, seen, record);
      } else if (!(await this.#letHappen(task, record, round))) {
        await this.#answer(task, { ...seen.body, handle }, record, round);
      }
    }
  }

  /** A task that can be answered no more: the person left, the case moved on, or time ended it. */
  #wonderAbout(
    { staff, handle, kind }: AskedTask,
    { status, text, body }: Answer,
    record?: PersonRecord,
  ): void {
    // A case that moved to another area is as unknown to its former coach as one that never was.
    const hasMoved = status === 404 && record === undefined;
    const wasHandedOver = this.staff.handedOver > 0;
    const isExpected =
      status === 200 && body.state === "superseded"
        ? wasHandedOver ||
          record === undefined ||
          record.stage === "closed" ||
          record.hasLeft ||
          record.hasHappened
        : status === 410 || hasMoved || (status === 200 && kind === "follow-up");
    if (!isExpected) this.complaints.push(`${staff}, ${kind} ${handle}: ${status} ${text.slice(0, 300)}`);
  }

  /** Whether something happened because of which the task is not answered now. */
  async #letHappen(task: AskedTask, record: PersonRecord, round: Round): Promise<boolean> {
    const { happening } = record.person.story;
    if (!happening || record.hasHappened || happening.at !== task.kind || isForLead(happening)) return false;
    record.hasHappened = true;
    const startEvent = await this.#startEventOf(task.staff, record, happening.what);
    const commands = commandsFor(happening, record, { now: round.at, otherArea: "", startEvent });
    for (const { name, body, waits } of commands) {
      await this.command(task.staff, record, name, body);
      if (waits) task.actIn = round.number + waits;
    }
    const endsTask = happening.what === "withdraw" || happening.what === "finish";
    if (endsTask) this.#tasks.delete(task.handle);
    return endsTask || happening.what === "hold";
  }

  async #startEventOf(staff: string, { reference }: PersonRecord, what: string): Promise<string | undefined> {
    if (what !== "correct") return undefined;
    const { body } = await this.sessions.request(staff, "GET", `/cases/${reference}`);
    const history: { eventId: string; type: string }[] = body?.history ?? [];
    return history.find(({ type }) => type === "appointment-attended")?.eventId;
  }

  async #answer(asked: AskedTask, seen: SeenTask, record: PersonRecord, round: Round): Promise<void> {
    const { handle, kind, point, dueAt } = seen;
    const task: SeenTask = { handle, kind, dueAt, ...(point ? { point } : {}) };
    const chosen: GivenAnswer = { ...task, ...answerTo(task, record.person, record.given, round.at) };
    const path = `/tasks/${handle}`;
    const answer = await this.sessions.request(asked.staff, "POST", path, { body: chosen.answer });
    if (answer.status === 200) {
      record.given.push(chosen);
      record.stage = answer.body.stage as Stage;
    } else this.complain(record, `${kind} ${handle}: ${answer.status} ${answer.text}`);
    if (chosen.ends || answer.status !== 200) this.#tasks.delete(handle);
    else asked.actIn = round.number + nextTryAfter;
  }
}
