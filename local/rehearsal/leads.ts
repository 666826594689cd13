import { commandsFor, isForLead } from "./happenings.ts";
import type { PersonRecord } from "./record.ts";
import type { Programme } from "./rehearsal.ts";
import type { Round } from "./rounds.ts";

/** The lead of the area in which the person is. */
function leadOf({ area }: PersonRecord): string {
  return `lead@${area}.example.org`;
}

/** Rounds after the end of support in which the lead opens the case again. */
const openedAgainAfter = 5;

/**
 * What only leads decide, one after the other: coaches' wishes, referrals of somebody who has a case already, and
 * opening again what ended too early.
 */
export async function leadsWork(programme: Programme, round: Round): Promise<void> {
  for (const record of [...programme.records.values()]) {
    const { happening, isOpenedAgain } = record.person.story;
    if (record.person.sameAs !== undefined) await joinWithFirst(programme, record);
    else if (happening && isForLead(happening)) await doAsWished(programme, record, round);
    else if (isOpenedAgain) await openAgain(programme, record, round);
    await decideOnRecord(programme, record, round);
  }
}

/** Rounds after the end of support in which the lead decides what becomes of the record. */
const decidedAfter = 8;

/** Somebody asks to be removed, or a court for the record to be kept. */
async function decideOnRecord(programme: Programme, record: PersonRecord, { number }: Round): Promise<void> {
  const decides = record.person.story.record;
  if (!decides || record.stage !== "closed") return;
  record.endedInRound ??= number;
  if (number !== record.endedInRound + decidedAfter) return;
  if (decides === "erased")
    await programme.command(leadOf(record), record, "erase", { reason: "person-asked" });
  else await programme.command(leadOf(record), record, "legal-hold", { on: true, reason: "Sample reason." });
}

const stageOfTask = { contact: "contact", plan: "plan", review: "support" } as const;

/** As soon as the person is where the coach would answer this task. */
async function doAsWished(programme: Programme, record: PersonRecord, round: Round): Promise<void> {
  const { happening } = record.person.story;
  if (!happening || record.hasHappened) return;
  if (stageOfTask[happening.at as keyof typeof stageOfTask] !== record.stage) return;
  record.hasHappened = true;
  const otherArea = programme.otherAreaThan(record.area);
  const around = { now: round.at, otherArea, startEvent: undefined };
  for (const { name, body } of commandsFor(happening, record, around)) {
    const { status, body: answered } = await programme.command(leadOf(record), record, name, body);
    if (status === 200 && name === "transfer") {
      programme.moved(record, { reference: answered.newReference, area: otherArea });
      record.given.length = 0;
    }
  }
}

/** The lead sees on the case who it may be, and joins the two while the first is open. */
async function joinWithFirst(programme: Programme, record: PersonRecord): Promise<void> {
  if (record.hasHappened || record.stage === "closed") return;
  record.hasHappened = true;
  const first = [...programme.records.values()].find(({ person }) => person.number === record.person.sameAs);
  if (!first || first.area !== record.area || first.stage === "closed" || first.stage === "follow-up") return;
  const seen = await programme.sessions.request(leadOf(record), "GET", `/cases/${record.reference}`);
  const duplicates: string[] = seen.body?.possibleDuplicates ?? [];
  if (!duplicates.includes(first.reference)) {
    programme.complain(record, "is not seen to be the same person as before");
    return;
  }
  await programme.command(leadOf(record), record, "merge", {
    into: first.reference,
    reason: "Sample reason.",
  });
}

/** Of those whom a coach took out of the service, half think better of it. */
async function openAgain(programme: Programme, record: PersonRecord, { number }: Round): Promise<void> {
  const { happening } = record.person.story;
  if (happening?.what !== "withdraw" || record.stage !== "closed" || record.hasLeft) return;
  record.endedInRound ??= number;
  if (number === record.endedInRound + openedAgainAfter) {
    await programme.command(leadOf(record), record, "reopen", { reason: "Sample: changed their mind." });
  }
}
