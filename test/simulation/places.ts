import type { StaffMember } from "../../functions/core/area-rules.ts";
import { rankCoaches } from "../../functions/core/assignment.ts";
import type { Case } from "../../functions/core/case.ts";
import type { ChosenCoach } from "../../functions/core/commands.ts";
import type { Instant } from "../../functions/core/texts.ts";
import type { KeptCoach } from "../support/invariants.ts";
import { pick } from "./asked.ts";
import type { Step } from "./steps.ts";

interface Coach extends StaffMember {
  capacity: number;
  readonly holding: Set<string>;
  /** References that a person's decision put above the capacity, or that were held when it was lowered. */
  readonly allowed: Set<string>;
}

/** Whether whatever is above the coach's capacity was wanted. */
export function isAllowedOver(coach: KeptCoach): boolean {
  const { holding, allowed, capacity } = coach as Coach;
  return [...holding].filter((reference) => !allowed.has(reference)).length <= capacity;
}

/** Two coaches in each area that has cases, with one place and with two. */
export class Places {
  readonly coaches: Coach[] = [];

  open(area: string): void {
    if (this.in(area).length > 0) return;
    for (const capacity of [1, 2]) {
      const id = `coach${capacity}@${area}.example.org`;
      const lists = { away: [], places: [], languages: [], skills: [], roles: ["coach" as const] };
      const held = { holding: new Set<string>(), allowed: new Set<string>() };
      this.coaches.push({ id, area, name: id, capacity, restrictedPool: capacity === 1, ...lists, ...held });
    }
  }

  in(area: string): Coach[] {
    return this.coaches.filter((coach) => coach.area === area);
  }

  /** The best of the coaches meant whose place could be taken. */
  takeBest(given: Case, now: Instant, isMeant: (id: string) => boolean): ChosenCoach | undefined {
    const ranked = rankCoaches(given, this.in(given.area), now).filter(({ coach }) => isMeant(coach.id));
    const found = ranked.find(({ coach }) => this.#take(coach as Coach, given));
    return found && { coach: found.coach.id, because: [...found.because] };
  }

  /** As answer-task does before it decides: false where this coach may not be chosen, or has no room. */
  takeChosen(given: Case, id: string, isOver: boolean): boolean {
    const coach = this.coaches.find((each) => each.id === id);
    if (!coach || (given.restricted && !coach.restrictedPool)) return false;
    return this.#take(coach, given, isOver);
  }

  #take(coach: Coach, { reference }: Case, isOver = false): boolean {
    if (!isOver && !coach.holding.has(reference) && coach.holding.size >= coach.capacity) return false;
    coach.holding.add(reference);
    if (isOver) coach.allowed.add(reference);
    return true;
  }

  release({ area, reference }: Case, keep?: string): void {
    for (const coach of this.in(area)) {
      if (coach.id === keep) continue;
      coach.holding.delete(reference);
      coach.allowed.delete(reference);
    }
  }

  /** After a place was taken: the case's own coach keeps it, and nobody else. */
  settle(given: Case): void {
    this.release(given, given.placeHeld ? given.coach : undefined);
  }

  change({ coach: which, capacity, isAway }: Extract<Step, { do: "availability" }>, now: Instant): void {
    const coach = pick(this.coaches, which);
    if (!coach) return;
    coach.capacity = capacity;
    coach.away = isAway ? [{ from: now.slice(0, 10), to: "2026-12-31" }] : [];
    for (const reference of coach.holding) coach.allowed.add(reference);
  }
}
