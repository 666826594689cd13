import { isQueued, matchQueue } from "../../functions/core/assignment/queue.ts";
import { seekerOf } from "../../functions/core/assignment/seeker.ts";
import { londonDate } from "../../functions/core/calendar.ts";
import { type Case, joinedTo } from "../../functions/core/case.ts";
import { caseThatGoesOn } from "../../functions/core/decide/move.ts";
import { receiveTransferred } from "../../functions/core/decide/receive-transfer.ts";
import type { Action } from "../../functions/core/due-now.ts";
import { isLimited, keptBackUntil, mostEmailsADay } from "../../functions/core/email-limit.ts";
import type { NewEvent, Recipient } from "../../functions/core/events.ts";
import * as invariants from "../../functions/core/invariants.ts";
import { recordEndsAt } from "../../functions/core/retention.ts";
import * as more from "../support/invariants.ts";
import { isGoneOnceErased } from "../support/quiet-invariants.ts";
import { type Known, type KnownCases, service } from "./known-cases.ts";
import { isAllowedOver, type Places } from "./places.ts";

/** Things that are due at one moment, by far. */
const mostTurns = 40;
const reason = "Sample reason.";

/** What workflow, sweep and lead's office do between core and stores, in the shortest way there is. */
export class CoreWorkflow {
  readonly #cases: KnownCases;
  readonly #places: Places;
  /** Emails of each day to each address that may have no more of them than so many. */
  readonly #mailed = new Map<string, Set<string>>();
  /** Cases whose workflow was told of something, and has not come to it. */
  readonly #told: Known[] = [];
  #handles = 0;

  constructor(cases: KnownCases, places: Places) {
    this.#cases = cases;
    this.#places = places;
  }

  /** Everything due, the work of its stage, and sleep until its next moment; then the same for whom that concerned. */
  attend(known: Known): void {
    this.#attendOne(known);
    for (let told = this.#told.shift(); told; told = this.#told.shift()) this.#attendOne(told);
  }

  /** Gives the free places of the area to whoever comes first; answers why there is none for the others. */
  serveQueue(area: string): ReadonlyMap<string, readonly string[]> {
    const rules = this.#cases.rulesOf(area);
    const waiting = this.#cases.in(area).filter(({ case: given }) => isQueued(given));
    const seekers = waiting.map((known) => seekerOf(known.case, known.referral, rules, this.#cases.now));
    const today = londonDate(this.#cases.now);
    const unmatched = new Map<string, readonly string[]>();
    for (const { reference, coach, because } of matchQueue(seekers, this.#places.in(area), rules, today)) {
      const known = this.#cases.find({ area, reference });
      if (!coach || !known) unmatched.set(reference, because);
      else if (this.#places.take(coach.id, reference)) {
        this.#cases.do(known, { type: "assign", coach: coach.id, because: [...because] }, { by: service });
        this.#places.settle(known.case);
        this.#told.push(known);
      }
    }
    return unmatched;
  }

  /** The coach goes, and their people to others, to the queue, or, if they are only followed up, to the lead. */
  handOver(area: string, id: string): void {
    this.#places.leave(id);
    for (const known of this.#cases.in(area)) {
      if (known.case.coach !== id || known.case.stage === "closed") continue;
      if (known.case.stage !== "follow-up") this.#giveToAnother(known, id);
      if (known.case.coach === id) this.#cases.do(known, { type: "coach-left", coach: id, reason });
      this.#places.settle(known.case);
      this.#told.push(known);
    }
    this.serveQueue(area);
    this.#attendTold();
  }

  #attendTold(): void {
    const [first] = this.#told;
    if (first) this.attend(first);
  }

  #giveToAnother(known: Known, from: string): void {
    const rules = this.#cases.rulesOf(known.case.area);
    const seeker = seekerOf(known.case, known.referral, rules, this.#cases.now);
    const chosen = this.#places.takeBest(seeker, rules, this.#cases.now, (each) => each !== from);
    this.#cases.do(known, { type: "reassign", from, chosen, reason });
  }

  #attendOne(known: Known): void {
    const rules = this.#cases.rulesOf(known.case.area);
    this.#eraseWhenItsTimeIsOver(known);
    for (;;) {
      const waits = this.#doEverythingDue(known);
      const { now } = this.#cases;
      const { stage, wakeAt } = this.#cases.core.whereIs(known.case, rules, now);
      known.wakeAt = wakeAt ?? recordEndsAt(known.case, rules, known.referral);
      if (stage === "triage" && known.referral)
        this.#cases.do(known, { type: "triage", referral: known.referral }, { by: service });
      else if (stage === "assignment") this.#join(known);
      else {
        this.#check(known, waits);
        return;
      }
    }
  }

  #check(known: Known, waits: readonly Action["type"][]): void {
    const { now } = this.#cases;
    const rules = this.#cases.rulesOf(known.case.area);
    const kept = this.#cases.all();
    this.#cases.hold(known, [
      ...invariants.leavesNothingUndone(known, rules, now, waits),
      ...invariants.hasOneOwner(known),
      ...invariants.wakesInTime(known, now),
      ...more.sleepsWhenClosed(known, rules, now),
      ...isGoneOnceErased(known),
      ...more.coachesWorkHere([known], this.#places.in(known.case.area)),
      ...invariants.placesAreRight(kept, this.#places.coaches, isAllowedOver),
    ]);
  }

  #eraseWhenItsTimeIsOver(known: Known): void {
    const ends = recordEndsAt(known.case, this.#cases.rulesOf(known.case.area), known.referral);
    if (ends !== undefined && ends <= this.#cases.now)
      this.#cases.record(known, [{ type: "erasure-asked", because: "retention" }]);
  }

  /** Answers what can only be done later. */
  #doEverythingDue(known: Known): readonly Action["type"][] {
    const rules = this.#cases.rulesOf(known.case.area);
    const later: Action["type"][] = [];
    for (let turns = 0; turns < mostTurns; turns++) {
      const due = this.#cases.core.dueNow(known.case, rules, this.#cases.now);
      const action = due.find(({ type }) => !later.includes(type));
      if (!action) return later;
      if (!this.#carryOut(known, action)) later.push(action.type);
    }
    this.#cases.hold(known, ["something is due whatever is done"]);
    return later;
  }

  /** False where it has to wait for something else. */
  #carryOut(known: Known, action: Action): boolean {
    switch (action.type) {
      case "record":
        this.#cases.record(known, action.events);
        return true;
      case "open-task": {
        if (this.#hasLeft(action.task.to)) {
          const command = { type: "coach-left", coach: known.case.coach ?? "", reason } as const;
          this.#cases.do(known, command, { by: service });
          return true;
        }
        const handle = `task${++this.#handles}`.padEnd(22, "-");
        this.#cases.record(known, [{ type: "task-opened", handle, ...action.task }]);
        return true;
      }
      case "send-email":
        this.#cases.record(known, this.#sent(known.case, action));
        return true;
      case "release-place":
        this.#places.release(known.case);
        this.#cases.record(known, [action.done]);
        this.serveQueue(known.case.area);
        return true;
      case "alert-duty":
      case "index-person":
        this.#cases.record(known, [action.done]);
        return true;
      case "continue-elsewhere":
        this.#continueElsewhere(known, action);
        return true;
      case "erase-person":
        return this.#erase(known, action.done);
    }
  }

  /** Closed when its coach left, and opened again since. */
  #hasLeft(asked: Recipient): boolean {
    return "staff" in asked && this.#places.coaches.some(({ id, isGone }) => isGone && id === asked.staff);
  }

  #sent({ reference, emails }: Case, { email, to }: Extract<Action, { type: "send-email" }>): NewEvent[] {
    const { now } = this.#cases;
    const intended: NewEvent[] = emails[email] === "intended" ? [] : [{ type: "email-intended", email, to }];
    if (!isLimited(email, to)) return [...intended, { type: "email-sent", email }];
    const key = `${reference} ${to} ${londonDate(now)}`;
    const today = this.#mailed.get(key) ?? new Set();
    this.#mailed.set(key, today);
    if (!today.has(email) && today.size >= mostEmailsADay)
      return [...intended, { type: "email-delayed", email, until: keptBackUntil(now) }];
    today.add(email);
    return [...intended, { type: "email-sent", email }];
  }

  #continueElsewhere(known: Known, { as, done }: Extract<Action, { type: "continue-elsewhere" }>): void {
    const before = known.case;
    if (as.because === "transferred") this.#openLinked(known, as);
    else this.#joinToSurvivor(known);
    // Opened again itself, as the one of a circle that goes on: then nothing continues elsewhere.
    if (known.case === before) this.#cases.record(known, [done]);
  }

  #openLinked(
    { case: given, referral }: Known,
    { area, reference }: { area: string; reference: string },
  ): void {
    if (!referral) return;
    const placed = { area, placedBy: "chosen", reference } as const;
    const opened = this.#cases.open(receiveTransferred(given, referral, placed, this.#cases.now), referral);
    this.#places.open(area);
    const isIts = opened.case.transferredFrom?.reference === given.reference;
    this.#cases.hold(opened, isIts ? [] : ["its reference is another case's"]);
  }

  #joinToSurvivor({ case: given }: Known): void {
    for (let turns = 0; turns < mostTurns; turns++) {
      const end = this.#endOfChain(given);
      const into = joinedTo(end.case);
      const { reference, receivedAt, joined: others = [] } = given;
      const command =
        into === undefined
          ? ({ type: "join-duplicate", reference, receivedAt, others } as const)
          : ({ type: "undo-merge", into } as const);
      const decision = this.#cases.do(end, command, { by: service });
      this.#places.settle(end.case);
      this.#told.push(end);
      if (!("refusal" in decision) && (into === undefined || end.case.reference === reference)) return;
    }
    throw new Error(`${given.reference} goes on being joined to others`);
  }

  #endOfChain(given: Case): Known {
    const passed = [given];
    for (;;) {
      const last = passed.at(-1) ?? given;
      const next = joinedTo(last);
      const first = passed.findIndex(({ reference }) => reference === next);
      const end = first < 0 ? last : (caseThatGoesOn(passed.slice(first)) ?? last);
      const known = this.#cases.find(
        first < 0 && next !== undefined ? { area: last.area, reference: next } : end,
      );
      if (!known) throw new Error(`${next} does not exist`);
      if (next === undefined || first >= 0) return known;
      passed.push(known.case);
    }
  }

  /** A joined case that is not ready to be erased keeps this one waiting. */
  #erase(known: Known, done: NewEvent): boolean {
    for (const reference of known.case.joined ?? []) {
      const other = this.#cases.find({ area: known.case.area, reference });
      const decision = other && this.#cases.do(other, { type: "erase", reason: "joined" }, { by: service });
      if (!other || !decision) continue;
      const isLater = "refusal" in decision && !["legal-hold", "close-first"].includes(decision.refusal.type);
      if (isLater) return false;
      this.#told.push(other);
    }
    known.referral = undefined;
    this.#cases.record(known, [done]);
    return true;
  }

  #join(known: Known): void {
    const because = this.serveQueue(known.case.area).get(known.case.reference);
    if (because) this.#cases.do(known, { type: "wait-for-coach", because: [...because] }, { by: service });
  }
}
