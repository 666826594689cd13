import type { CommandName } from "../../functions/core/command-bodies.ts";
import type { Command } from "../../functions/core/commands.ts";
import type { TestCase } from "../../test/support/builders.ts";
import { exampleCoach, otherReference } from "./cases.ts";

/** A command as it could be given to a case now, who gives it, and how it is told. */
export interface Asked {
  readonly says: string;
  readonly by: "the service" | "the person" | "coach or lead" | "lead";
  readonly command: Command;
}

const reason = "Sample reason.";
const chosen = { coach: "coach2@greater-manchester.example.org", because: ["has room"] };
const another = { coach: exampleCoach, because: ["has room"] };

/** What the service itself and the person can do with a case. */
export function movesOf({ referral, case: { coach = exampleCoach } }: TestCase): readonly Asked[] {
  const receivedAt = "2026-03-02T09:00:00.000Z";
  return [
    { says: "triage", by: "the service", command: { type: "triage", referral } },
    {
      says: "assign a coach",
      by: "the service",
      command: { type: "assign", coach: exampleCoach, because: ["has room"] },
    },
    {
      says: "no coach has room",
      by: "the service",
      command: { type: "wait-for-coach", because: ["no coach of the area has room today"] },
    },
    { says: "withdraw by their link", by: "the person", command: { type: "withdraw", through: "link" } },
    {
      says: "their coach leaves: no other has room",
      by: "the service",
      command: { type: "coach-left", coach, reason },
    },
    {
      says: "another referral of theirs is joined",
      by: "the service",
      command: { type: "join-duplicate", reference: otherReference, receivedAt, others: [] },
    },
    {
      says: "goes on after all: the other was joined to this one",
      by: "the service",
      command: { type: "undo-merge", into: otherReference },
    },
    {
      says: "erased again: a backup had brought it back",
      by: "the service",
      command: { type: "erase", reason: "restored" },
    },
  ];
}

/** What coach and lead can do with a case outside its tasks. */
export function commandsOf(given: TestCase): readonly Asked[] {
  const on = given.now.slice(0, 10);
  const until = new Date(Date.parse(given.now) + 7 * 24 * 60 * 60 * 1000).toISOString();
  const commands: Record<CommandName, readonly Command[]> = {
    note: [{ type: "note", text: "Sample note." }],
    consent: [{ type: "consent", which: "shareWithGp", given: true, on }],
    "contact-details": [{ type: "contact-details", contact: { phone: "07700 900456" } }],
    share: [{ type: "share", with: "gp" }],
    "raise-safety": [{ type: "raise-safety", note: "Sample note." }],
    hold: [{ type: "hold", until, reason }],
    resume: [{ type: "resume" }],
    finish: [{ type: "finish" }],
    withdraw: [{ type: "withdraw", through: "staff", reason }],
    correct: correctionsOf(given),
    reassign: [{ type: "reassign", chosen, reason }],
    transfer: [{ type: "transfer", toArea: "south-yorkshire", delivers: true, reason }],
    merge: [{ type: "merge", survivor: { reference: otherReference, stage: "support" }, reason }],
    reopen: [
      { type: "reopen", coach: another, reason },
      { type: "reopen", reason },
    ],
    erase: [{ type: "erase", reason: "person-asked" }],
    "legal-hold": [{ type: "legal-hold", on: given.case.legalHold === undefined, reason }],
  };
  return Object.entries(commands).flatMap(([name, each]) =>
    each.map((command) => ({ says: name, by: isLeads(name) ? "lead" : "coach or lead", command }) as const),
  );
}

function isLeads(name: string): boolean {
  return ["reassign", "transfer", "merge", "reopen", "erase", "legal-hold"].includes(name);
}

/** Each fact of the case set right; an ending that is followed up becomes one that is not, and the reverse. */
function correctionsOf({ case: { factIds, exit } }: TestCase): Command[] {
  const data = {
    start: { mainBarrier: "musculoskeletal" },
    exit: exit?.followedUp
      ? { closure: "withdrew" }
      : { closure: "completed-plan", outcome: "started-job", employmentStatus: "in-work" },
    "13-weeks": { outcome: "no-change" },
    "26-weeks": { outcome: "no-change" },
  } as const;
  const facts = Object.entries(factIds ?? {}) as [keyof typeof data, string][];
  return facts.map(([fact, eventId]) => ({ type: "correct", eventId, data: data[fact], reason }));
}
