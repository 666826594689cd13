import type { AreaRules } from "./area-rules.ts";
import type { CaseFacts } from "./reporting/facts.ts";
import { countedDays } from "./reporting/findings.ts";
import { rulesAtReceipt, type Standards, standardsOf } from "./reporting/measure.ts";
import type { Stage } from "./stages.ts";
import type { Instant } from "./texts.ts";

/** What a person may be waiting for that the area has a standard for. Source: domain.md, "The journey and its clocks". */
export const standardNames = ["first-contact", "first-appointment", "plan"] as const;
export type StandardName = (typeof standardNames)[number];

/** How a wait stands against its standard: over it; due today or on the next working day; or with more time left. */
export const standings = ["within", "due-soon", "over"] as const;
export type Standing = (typeof standings)[number];

/** One thing that a person waits for. */
export interface StandardWait {
  readonly standard: StandardName;
  /** Working days so far, without those in which the clock stood still. */
  readonly workingDays: number;
  readonly standing: Standing;
}

/** Working days before the last day of a standard from which a wait is due soon. */
const soonWorkingDays = 1;

/** Stages in which first contact, or the first appointment, is still to come. */
const beforeContact: readonly Stage[] = ["triage", "review", "assignment", "waiting", "contact"];
const beforeAppointment: readonly Stage[] = [...beforeContact, "assessment"];

/**
 * What this case waits for now against the area's standards, measured as the published figures are: both first
 * contact and the first appointment for somebody who has had neither. Nothing for a case on hold, whose clock stands
 * still, and for one that has come so far or has ended.
 */
export function waitsOf(facts: CaseFacts, standards: Standards, now: Instant): StandardWait[] {
  const { stage, receivedAt, contactAt, start, plan, pauses } = facts;
  const wait = (standard: StandardName, from: Instant, allowed: number): StandardWait => {
    const workingDays = countedDays({ from, to: now }, pauses);
    return { standard, workingDays, standing: standingOf(workingDays, allowed) };
  };
  if (start) {
    return stage === "plan" && !plan ? [wait("plan", start.heldAt, standards.plan)] : [];
  }
  return [
    ...(beforeContact.includes(stage) && contactAt === undefined
      ? [wait("first-contact", receivedAt, standards.firstContact)]
      : []),
    ...(beforeAppointment.includes(stage)
      ? [wait("first-appointment", receivedAt, standards.firstAppointment)]
      : []),
  ];
}

function standingOf(workingDays: number, allowed: number): Standing {
  if (workingDays > allowed) return "over";
  return workingDays >= allowed - soonWorkingDays ? "due-soon" : "within";
}

/** How many of these cases wait for each thing that has a standard, how they stand, and the longest of the waits. */
export function standardsView(cases: readonly CaseFacts[], versions: readonly AreaRules[], now: Instant) {
  const waits = cases.flatMap((facts) => waitsIn(facts, versions, now));
  const clocks = versions.at(-1)?.clocks;
  const inForce = {
    "first-contact": clocks?.contactWorkingDays,
    "first-appointment": clocks?.assessmentWorkingDays,
    plan: clocks?.planWorkingDays,
  };
  return standardNames.map((standard) => {
    const theirs = waits.filter((each) => each.standard === standard);
    const standing = (name: Standing) => theirs.filter((each) => each.standing === name).length;
    return {
      standard,
      /** In force now; who was referred under another is held to that one. */
      workingDays: inForce[standard]?.value ?? 0,
      mark: inForce[standard]?.mark ?? ("default" as const),
      waiting: theirs.length,
      within: standing("within"),
      dueSoon: standing("due-soon"),
      over: standing("over"),
      longestWorkingDays: Math.max(0, ...theirs.map(({ workingDays }) => workingDays)),
    };
  });
}

/** What a case waits for, held to the clocks that were in force when it was received. `versions`: oldest first. */
export function waitsIn(facts: CaseFacts, versions: readonly AreaRules[], now: Instant): StandardWait[] {
  const rules = rulesAtReceipt(versions, facts.receivedAt);
  return rules ? waitsOf(facts, standardsOf(rules), now) : [];
}
