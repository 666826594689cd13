import { z } from "zod";
import type { AreaRules } from "./area-rules.ts";
import { at, datePlusDays, londonDate } from "./calendar.ts";
import { medianOf } from "./reporting/count.ts";
import { disclose } from "./reporting/disclosure.ts";
import type { CaseFacts } from "./reporting/facts.ts";
import { took } from "./reporting/findings.ts";
import type { Period } from "./reporting/measure.ts";
import { Instant } from "./texts.ts";

/** Days, up to the last that is over, whose first contacts and first appointments tell how long people wait now. */
export const waitsWindowDays = 90;

const Wait = z.strictObject({
  /** Whose wait ended in the window. */
  people: z.int(),
  medianWorkingDays: z.number().optional(),
});

/** The waits of one area in true numbers, as kept for its page. Not for publication: see `waitsView`. */
export const CountedWaits = z.strictObject({
  asAt: Instant,
  firstContact: Wait,
  firstAppointment: Wait,
  waitingForCoach: z.int(),
});
export type CountedWaits = z.infer<typeof CountedWaits>;

/** Counts the waits of an area in one pass over the facts of its cases, a case at a time. */
export function waitsCounter(now: Instant) {
  const window = lastDays(waitsWindowDays, now);
  const contact = new Map<number, number>();
  const appointment = new Map<number, number>();
  let waitingForCoach = 0;

  return {
    add(facts: CaseFacts): void {
      const { receivedAt, contactAt, start, acceptedAt, coachAskedAt, closedAt } = facts;
      tally(contact, took(receivedAt, contactAt, window)?.workingDays);
      tally(appointment, took(receivedAt, start?.heldAt, window)?.workingDays);
      if (acceptedAt !== undefined && coachAskedAt === undefined && closedAt === undefined) {
        waitingForCoach += 1;
      }
    },

    counted(): CountedWaits {
      return {
        asAt: now,
        firstContact: waitOf(contact),
        firstAppointment: waitOf(appointment),
        waitingForCoach,
      };
    },
  };
}

/** What anyone may know of how long people wait. */
export type WaitsView = ReturnType<typeof waitsView>;

/**
 * The waits as they may be shown: beside the area's own standard, a median from 8 people on; of those who wait for a
 * coach 0, "fewer than 8", or the nearest 5. Source: domain.md, "Disclosure control". Nulls until they were counted.
 */
export function waitsView({ clocks }: Pick<AreaRules, "clocks">, counted: CountedWaits | undefined) {
  return {
    asAt: counted?.asAt ?? null,
    overDays: waitsWindowDays,
    firstContact: { standard: clocks.contactWorkingDays, ...shownMedian(counted?.firstContact) },
    firstAppointment: { standard: clocks.assessmentWorkingDays, ...shownMedian(counted?.firstAppointment) },
    waitingForCoach: counted ? shownCount(counted.waitingForCoach) : null,
  };
}

/** So many whole days of London that are over: what happened today may still grow. */
export function lastDays(days: number, now: Instant): Period {
  const today = londonDate(now);
  const first = datePlusDays(today, -days);
  return { name: `${days} days to ${today}`, from: at(first, "00:00"), until: at(today, "00:00") };
}

function tally(days: Map<number, number>, workingDays: number | undefined): void {
  if (workingDays !== undefined) days.set(workingDays, (days.get(workingDays) ?? 0) + 1);
}

function waitOf(days: ReadonlyMap<number, number>): CountedWaits["firstContact"] {
  const people = [...days.values()].reduce((sum, each) => sum + each, 0);
  return { people, medianWorkingDays: medianOf(days) };
}

function shownMedian(wait: CountedWaits["firstContact"] | undefined): { medianWorkingDays: number | null } {
  const shown = disclose(
    {
      value: wait?.medianWorkingDays,
      isCount: false,
      cases: wait?.people ?? 0,
      of: undefined,
      national: false,
    },
    "nhs",
  ).value;
  return { medianWorkingDays: shown === "*" ? null : shown };
}

function shownCount(people: number): number | "fewer than 8" {
  const figure = { value: people, isCount: true, cases: people, of: undefined, national: false };
  const shown = disclose(figure, "nhs").value;
  return shown === "*" ? "fewer than 8" : shown;
}
