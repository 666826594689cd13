import type { PatientClient } from "../../local/rehearsal/client.ts";
import type { PersonRecord } from "../../local/rehearsal/record.ts";
import type { Rehearsal } from "../../local/rehearsal/rehearsal.ts";
import type { Mail } from "../support/service.ts";
import { findRepeats } from "./emails.ts";
import { expectedEvents, expectedStage } from "./expected.ts";
import { leadOf, listedCases } from "./goes-on.ts";

/** One promise, and every way in which it was broken. */
export interface Finding {
  readonly promise: string;
  readonly mistakes: readonly string[];
}

export interface Verdict {
  readonly findings: readonly Finding[];
  readonly emails: number;
  readonly repeats: readonly string[];
}

interface SeenCase {
  readonly record: PersonRecord;
  readonly stage: string;
  readonly history: readonly { readonly eventId: string; readonly type: string }[];
}

/** Compares what the service shows with what its clients were promised. */
export async function verdictOn(
  client: PatientClient,
  rehearsal: Rehearsal,
  emailsAtKills: readonly number[],
): Promise<Verdict> {
  const records = [...rehearsal.records.values()];
  const lost = (await inTurn(records, (record) => asPromised(client, record))).flat();
  const seen = await inTurn(records, (record) => look(rehearsal, record));
  const counted = await countCases(rehearsal);
  const inbox = await client.inbox();
  const { aboutCases, repeats, mistakes } = findRepeats(inbox, emailsAtKills);
  const kills = emailsAtKills.length;
  const findings = [
    {
      promise: "every referral that was accepted is there, with its reference and its token",
      mistakes: lost,
    },
    { promise: "no referral became two cases", mistakes: counted },
    { promise: "each case is where the answers of its coach leave it", mistakes: seen.flatMap(misplaced) },
    { promise: "every answer and every decision is there exactly once", mistakes: seen.flatMap(miscounted) },
    { promise: "nobody holds a place who has none to hold", mistakes: seen.flatMap(misheld) },
    { promise: "every email that was due was sent", mistakes: unsent(seen, aboutCases, kills) },
    { promise: "programme time never went back", mistakes: turnedBack(inbox) },
    { promise: "no email is sent again without a kill, nor twice after one", mistakes },
    {
      promise: "all in all no more emails were repeated than there were kills",
      mistakes:
        repeats.length > kills ? [`${repeats.length} repeats for ${kills} kills: ${repeats.join("; ")}`] : [],
    },
  ];
  return { findings, emails: inbox.length, repeats };
}

/** The same request gets the same promise again, and the token opens what it promised. */
async function asPromised(client: PatientClient, { person, accepted }: PersonRecord): Promise<string[]> {
  const headers = { "idempotency-key": person.key };
  const again = await client.request("POST", "/referrals", { headers, body: person.referral });
  const { reference, area, receivedAt, statusToken } = again.body ?? {};
  const isSame = JSON.stringify({ reference, area, receivedAt, statusToken }) === JSON.stringify(accepted);
  const status = await client.request("GET", `/referrals/${accepted.reference}`, {
    headers: { authorization: `Bearer ${accepted.statusToken}` },
  });
  const isThere = status.status === 200 && status.body.reference === accepted.reference;
  return [
    ...(isSame ? [] : [`${accepted.reference} was promised, then ${again.status} ${again.text}`]),
    ...(isThere ? [] : [`${accepted.reference} does not open: ${status.status} ${status.text}`]),
  ];
}

async function look({ sessions }: Rehearsal, record: PersonRecord): Promise<SeenCase> {
  const { area, reference } = record.accepted;
  const seen = await sessions.request(leadOf(area), "GET", `/cases/${reference}`);
  return { record, stage: seen.body?.stage ?? `${seen.status}`, history: seen.body?.history ?? [] };
}

async function countCases({ sessions, records }: Rehearsal): Promise<string[]> {
  const cases = [...(await listedCases(sessions)), ...(await listedCases(sessions, "closed"))];
  const references = new Set(cases.map(({ reference }) => reference));
  return references.size === records.size && cases.length === records.size
    ? []
    : [`${cases.length} cases for ${records.size} accepted referrals`];
}

function misplaced({ record, stage }: SeenCase): string[] {
  const expected = expectedStage(record);
  return stage === expected ? [] : [`${titleOf(record)} is at ${stage}, not at ${expected}`];
}

function miscounted({ record, history }: SeenCase): string[] {
  const gap = history.findIndex(({ eventId }, index) => eventId !== `e${index + 1}`);
  return [
    ...(gap >= 0 ? [`${titleOf(record)} has no event e${gap + 1} in its place`] : []),
    ...Object.entries(expectedEvents(record)).flatMap(([type, expected]) => {
      const found = countOf(history, type);
      return found === expected ? [] : [`${titleOf(record)} has ${found} of ${type}, not ${expected}`];
    }),
  ];
}

function misheld({ record, stage, history }: SeenCase): string[] {
  const isOver = stage === "closed" || countOf(history, "exit-recorded") > 0;
  const expected = isOver ? countOf(history, "coach-assigned") : 0;
  const released = countOf(history, "place-released");
  return released === expected ? [] : [`${titleOf(record)} freed ${released} places, not ${expected}`];
}

/**
 * An email that is recorded was sent. One that a kill kept from being recorded may have been answered before the
 * next life came to it: it is no longer true then, and recorded as dropped.
 */
function unsent(seen: readonly SeenCase[], sent: number, kills: number): string[] {
  const total = (type: string) => seen.reduce((sum, { history }) => sum + countOf(history, type), 0);
  const unrecorded = sent - total("email-sent");
  const pending = seen.filter(({ history }) => pendingIn(history) !== 0);
  // Only leaving makes an email untrue that was never sent.
  const dropped = seen
    .filter(({ record }) => !record.hasLeft)
    .reduce((sum, { history }) => sum + countOf(history, "email-dropped"), 0);
  return [
    ...pending.map(({ record, history }) => `${titleOf(record)} has ${pendingIn(history)} emails unsent`),
    ...(unrecorded < 0 || unrecorded > kills ? [`${unrecorded} more were sent than are recorded`] : []),
    ...(dropped > Math.max(0, unrecorded) ? [`${dropped} were dropped, ${unrecorded} of them sent`] : []),
  ];
}

function pendingIn(history: SeenCase["history"]): number {
  return (
    countOf(history, "email-intended") - countOf(history, "email-sent") - countOf(history, "email-dropped")
  );
}

/** Emails stand in the order in which they were sent, each with its moment of programme time. */
function turnedBack(inbox: readonly Mail[]): string[] {
  return inbox.flatMap(({ at }, index) => {
    const before = inbox[index - 1]?.at ?? at;
    return at < before ? [`an email of ${at} was sent after one of ${before}`] : [];
  });
}

function countOf(history: SeenCase["history"], type: string): number {
  return history.filter((event) => event.type === type).length;
}

function titleOf({ person, accepted }: PersonRecord): string {
  return `Sample ${person.number} (${accepted.reference})`;
}

async function inTurn<Of, Made>(list: readonly Of[], work: (one: Of) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  for (const one of list) made.push(await work(one));
  return made;
}
