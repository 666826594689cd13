import { readAreaFiles } from "../../../areas/area-files.ts";
import type { CommandName } from "../../../functions/core/command-bodies.ts";
import { ageBands, type CaseEvent } from "../../../functions/core/events.ts";
import {
  barriers,
  employmentStatuses,
  outcomes,
  planTypes,
  referrerKinds,
} from "../../../functions/core/words.ts";
import { realCore } from "../../simulation/core.ts";
import { CoreWorld } from "../../simulation/core-world.ts";
import { type Step, yearsOfBirth } from "../../simulation/steps.ts";
import { seeded, skewed } from "./programme.ts";

/** What is kept of one case, and which cases are of the same person. */
export interface History {
  readonly area: string;
  readonly log: readonly CaseEvent[];
  /** The keys of the person. */
  readonly keys: readonly string[];
}

const day = 86_400_000;

/** The areas of the histories. */
export const historyRules = readAreaFiles()
  .areas.map(({ rules }) => rules)
  .slice(0, 4);

/** Steps of one programme: enough for a few journeys to come to their follow-ups. */
const steps = 80;

/**
 * The same histories in every run: cases as random programmes over the real core leave them, with holds, transfers,
 * referrals joined and parted again, cases opened again, corrections. What only reports read of an event, and the
 * programmes give one word for, is drawn here.
 */
export function histories(programmes: number, seed: number): History[] {
  const random = seeded(seed);
  return Array.from({ length: programmes }, (_, number) => number).flatMap((number) => {
    const from = Date.UTC(2025, 11, 1, 10) + Math.floor(random() * 150 * day);
    const area = number % historyRules.length;
    const world = new CoreWorld(historyRules, area, realCore, new Date(from).toISOString());
    world.take(referring(random));
    for (let taken = 1; taken < steps; taken += 1) world.take(stepOf(random));
    return world.cases.map(({ case: given, events, referral }): History => {
      // A transferred case is of the same person as the one before; some come again, and of a few no key is left.
      const own = `${number} ${referral?.person.familyName}`;
      const shared = `postcode ${Math.floor(random() * programmes)}`;
      const keys = [[own], [own], [own, shared], []][Math.floor(random() * 4)] ?? [];
      const log = events.map((event) => redrawn(event, given.receivedAt, random));
      return { area: given.area, log, keys };
    });
  });
}

const commands: readonly CommandName[] = ["correct", "hold", "reopen", "resume", "finish"];
const endings: readonly CommandName[] = ["withdraw", "transfer", "merge"];

/** Mostly answers, so that journeys get somewhere, and more than elsewhere of what moves a figure. */
function stepOf(random: () => number): Step {
  const number = () => Math.floor(random() * 1000);
  const of = { of: number(), isSignalled: true };
  const share = random();
  if (share < 0.5) return { do: "answer", ...of, task: number(), variant: number() };
  if (share < 0.72) {
    const hours = [1, 30, 24 * 7, 24 * 30, 24 * 95];
    return { do: "pass", by: { hours: hours[number() % hours.length] ?? 1 } };
  }
  if (share < 0.76) return referring(random);
  if (share < 0.77) return { do: "join each other", ...of, other: number() };
  const names = share < 0.8 ? endings : commands;
  return { do: "command", ...of, name: names[number() % names.length] ?? "correct", pick: number() };
}

function referring(random: () => number): Step {
  const bornIn = yearsOfBirth[Math.floor(random() * 4)] ?? 1980;
  const status = random() < 0.5 ? "in-work" : "in-work-off-sick";
  const who = { referrerKind: "self" as const, bornIn, status, weeksOutOfWork: undefined } as const;
  const others = { hasEmail: false, atRisk: false, restricted: false, isChosen: false, hearsBack: false };
  return { do: "refer", who: { ...who, ...others }, isSignalled: true };
}

function daysBefore(at: string, days: number): string {
  return new Date(Date.parse(at) - days * day).toISOString();
}

function redrawn(event: CaseEvent, receivedAt: string, random: () => number): CaseEvent {
  const word = <Word>(words: readonly Word[]) => skewed(words, random);
  switch (event.type) {
    case "referral-received": {
      const [referrerKind, ageBand, mainBarrier] = [word(referrerKinds), word(ageBands), word(barriers)];
      const authority = word(["E08000027", "E08000028", "E08000001", undefined]);
      return {
        ...event,
        referrerKind,
        ageBand,
        mainBarrier,
        authority,
        workStatus: word(employmentStatuses),
      };
    }
    case "appointment-attended":
    case "start-corrected": {
      // Some are recorded, or set right, days later.
      const earlier = daysBefore(event.heldAt, word([0, 0, 1, 3, 9]));
      const heldAt = earlier < receivedAt ? event.heldAt : earlier;
      return { ...event, heldAt, employmentStatus: word(employmentStatuses), mainBarrier: word(barriers) };
    }
    case "duplicate-joined":
      // What is joined may be older than what it is joined to.
      return { ...event, receivedAt: daysBefore(event.receivedAt, word([0, 20, 60])) };
    case "plan-agreed":
      return { ...event, planType: word(planTypes) };
    case "exit-recorded":
    case "exit-corrected":
    case "follow-up-recorded":
    case "follow-up-corrected":
      return event.outcome === "not-asked" || event.outcome === "not-reached"
        ? event
        : { ...event, outcome: word(outcomes) };
    default:
      return event;
  }
}
