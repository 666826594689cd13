import type { AreaRules } from "../../functions/core/area-rules.ts";
import { type Coach, mayBeGiven } from "../../functions/core/assignment/fit.ts";
import { rankCoaches } from "../../functions/core/assignment/ranking.ts";
import type { Seeker } from "../../functions/core/assignment/seeker.ts";
import { londonDate } from "../../functions/core/calendar.ts";
import type { Case } from "../../functions/core/case.ts";
import type { ChosenCoach, CommandOf } from "../../functions/core/commands.ts";
import type { KeptCoach } from "../../functions/core/invariants.ts";
import type { Instant } from "../../functions/core/texts.ts";
import { pick } from "./asked.ts";
import type { Step } from "./steps.ts";

interface PlacedCoach extends Coach {
  capacity: number;
  readonly holding: Set<string>;
  /** References that a person's decision put above the capacity, or that were held when it was lowered. */
  readonly allowed: Set<string>;
  /** Does not work here, until they come back. */
  isGone: boolean;
}

/** Whether whatever is above the coach's capacity was wanted. */
export function isAllowedOver(coach: KeptCoach): boolean {
  const { holding, allowed, capacity } = coach as PlacedCoach;
  return [...holding].filter((reference) => !allowed.has(reference)).length <= capacity;
}

/** Two coaches in each area that has cases, with one place and with two. */
export class Places {
  readonly coaches: PlacedCoach[] = [];

  open(area: string): void {
    if (this.coaches.some((coach) => coach.area === area)) return;
    for (const capacity of [1, 2]) {
      const id = `coach${capacity}@${area}.example.org`;
      const lists = { away: [], places: [], languages: [], skills: [], roles: ["coach" as const] };
      const held = { holding: new Set<string>(), allowed: new Set<string>(), isGone: false };
      this.coaches.push({ id, area, name: id, capacity, restrictedPool: capacity === 1, ...lists, ...held });
    }
  }

  in(area: string): PlacedCoach[] {
    return this.coaches.filter((coach) => coach.area === area && !coach.isGone);
  }

  /** The best of the coaches meant whose place could be taken. */
  takeBest(
    seeker: Seeker,
    rules: AreaRules,
    now: Instant,
    isMeant: (id: string) => boolean,
  ): ChosenCoach | undefined {
    const meant = this.in(rules.area).filter(({ id }) => isMeant(id));
    const found = rankCoaches(seeker, meant, rules, londonDate(now)).find(
      ({ coach }) => !seeker.needsPlace || this.take(coach.id, seeker.reference),
    );
    return found && { coach: found.coach.id, because: [...found.because] };
  }

  /** The coach whom the lead names for somebody who has one. */
  takeNamed(
    seeker: Seeker,
    { area }: AreaRules,
    now: Instant,
    { to, isOver }: { to: string; isOver: boolean },
  ): Pick<CommandOf<"reassign">, "chosen" | "overrideCapacity"> {
    const coach = this.in(area).find(({ id }) => id === to);
    if (!coach || !mayBeGiven(seeker, coach, area, londonDate(now))) return {};
    const chosen = { coach: to, because: ["chosen by the area lead"] };
    if (!seeker.needsPlace || this.take(to, seeker.reference)) return { chosen };
    return isOver && this.take(to, seeker.reference, true) ? { chosen, overrideCapacity: true } : {};
  }

  /** As answer-task does before it decides: false where this coach may not be chosen, or has no room. */
  takeChosen(given: Case, id: string, isOver: boolean): boolean {
    const coach = this.in(given.area).find((each) => each.id === id);
    if (!coach || (given.restricted && !coach.restrictedPool)) return false;
    return this.take(id, given.reference, isOver);
  }

  take(id: string, reference: string, isOver = false): boolean {
    const coach = this.coaches.find((each) => each.id === id);
    if (!coach || coach.isGone) return false;
    if (!isOver && !coach.holding.has(reference) && coach.holding.size >= coach.capacity) return false;
    coach.holding.add(reference);
    if (isOver) coach.allowed.add(reference);
    return true;
  }

  release({ area, reference }: Case, keep?: string): void {
    for (const coach of this.coaches) {
      if (coach.area !== area || coach.id === keep) continue;
      coach.holding.delete(reference);
      coach.allowed.delete(reference);
    }
  }

  /** After a place was taken: the case's own coach holds it, and nobody else. */
  settle(given: Case): void {
    const keep = given.placeHeld ? given.coach : undefined;
    const isHeld = this.coaches.some(({ id, holding }) => id === keep && holding.has(given.reference));
    if (keep !== undefined && !isHeld) this.take(keep, given.reference, true);
    this.release(given, keep);
  }

  leave(id: string): void {
    for (const coach of this.coaches) if (coach.id === id) coach.isGone = true;
  }

  comeBack(id: string): void {
    for (const coach of this.coaches) if (coach.id === id) coach.isGone = false;
  }

  change({ coach: which, capacity, isAway }: Extract<Step, { do: "availability" }>, now: Instant): void {
    const coach = pick(this.coaches, which);
    if (!coach) return;
    coach.capacity = capacity;
    coach.away = isAway ? [{ from: londonDate(now), to: "2026-12-31" }] : [];
    for (const reference of coach.holding) coach.allowed.add(reference);
  }
}
