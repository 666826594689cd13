import type { AreaRules } from "../../functions/core/area-rules.ts";
import type { Case } from "../../functions/core/case.ts";
import type { Command } from "../../functions/core/commands.ts";
import type { Decision } from "../../functions/core/decide/decision.ts";
import { receive } from "../../functions/core/decide/receive.ts";
import { receiveTransferred } from "../../functions/core/decide/receive-transfer.ts";
import type { Action } from "../../functions/core/due-now.ts";
import {
  type Actor,
  type CaseEvent,
  type KeyedRequest,
  type NewEvent,
  stamped,
} from "../../functions/core/events.ts";
import { fold } from "../../functions/core/evolve.ts";
import { newReference } from "../../functions/core/reference.ts";
import { type Referral, withContact } from "../../functions/core/referral.ts";
import { summaryOf } from "../../functions/core/summary.ts";
import type { Instant } from "../../functions/core/texts.ts";
import * as invariants from "../support/invariants.ts";
import { type Around, answerOf, canaries, commandOf, isRepeatable, pick, referralOf } from "./asked.ts";
import { completed } from "./completed.ts";
import { type Core, isWay, realCore } from "./core.ts";
import { isAllowedOver, Places } from "./places.ts";
import type { Moved, Step } from "./steps.ts";
import { momentAfter, nextToWake } from "./time.ts";

interface Known {
  case: Case;
  readonly events: CaseEvent[];
  wakeAt: Instant | undefined;
  referral: Referral;
}

const service: Actor = { kind: "service" };
const lead: Actor = { kind: "staff", id: "lead@example.org" };
/** Referrals of one programme: few, so that places are contested and cases can be joined. */
const mostReferrals = 4;
/** Times that a case wakes by itself while time passes, before the rest of the time passes in one leap. */
const mostWakings = 6;
/** Things that are due at one moment, by far. */
const mostTurns = 40;

/**
 * A programme in one area, over the core alone: what the platform does between core and stores is done here in
 * the shortest way there is. Throws at the first thing that must not be.
 */
export class CoreWorld {
  readonly #core: Core;
  readonly #rules: readonly AreaRules[];
  readonly #home: AreaRules;
  readonly #cases = new Map<string, Known>();
  readonly #places = new Places();
  #now: Instant = "2026-03-02T10:00:00.000Z";
  #referrals = 0;
  #handles = 0;
  #requests = 0;

  constructor(rules: readonly AreaRules[], area: number, core: Core = realCore) {
    this.#core = core;
    this.#rules = rules;
    this.#home = this.#rulesOf(rules[area]?.area ?? "");
  }

  take(step: Step): void {
    if (step.do === "refer") this.#refer(step);
    else if (step.do === "pass") this.#pass(step.by);
    else if (step.do === "availability") this.#places.change(step, this.#now);
    else {
      const known = pick([...this.#cases.values()], step.of);
      if (!known) return;
      if (step.do === "answer") this.#answer(known, step);
      else if (step.do === "command") this.#command(known, step);
      else this.#do(known, { type: "withdraw", through: "link" }, { by: { kind: "person" } });
      if (step.isSignalled) this.#attend(known);
    }
  }

  /** What only all events together can tell; asked once, at the end of a sequence. */
  end(): void {
    for (const known of this.#cases.values()) {
      this.#hold(known, [
        ...invariants.isToldByItsEvents(known),
        ...invariants.isQuietAfterLeaving(known),
        ...invariants.repeatsNoEmail(known),
        ...invariants.saysNothingOf(canaries, "the events", known.events),
        ...invariants.saysNothingOf(canaries, "the summary", summaryOf(known.case)),
      ]);
    }
  }

  #refer({ who, isSignalled }: Extract<Step, { do: "refer" }>): void {
    if (this.#referrals === mostReferrals) return;
    const referral = referralOf(who, ++this.#referrals, this.#now);
    const reference = newReference(new Uint8Array(32).fill(this.#referrals));
    const placed = { area: this.#home.area, placedBy: who.isChosen ? "chosen" : "resident" } as const;
    const known = this.#open(receive(referral, placed, reference, this.#now), referral);
    if (isSignalled) this.#attend(known);
  }

  /** Opening the same case again changes nothing. */
  #open(events: readonly NewEvent[], referral: Referral): Known {
    const all = stamped(events, 0, this.#now, service);
    const folded = fold(all);
    const key = keyOf(folded);
    const known = this.#cases.get(key) ?? { case: folded, events: all, wakeAt: this.#now, referral };
    this.#cases.set(key, known);
    this.#places.open(folded.area);
    return known;
  }

  #answer(known: Known, step: Extract<Step, { do: "answer" }>): void {
    const asked = answerOf(known.case, step, this.#around(known));
    if (!asked) return;
    const { assignTo, overrideCapacity } = asked.answer;
    const isTaken =
      assignTo === undefined ||
      this.#places.takeChosen(known.case, String(assignTo), overrideCapacity === true);
    if (isTaken) this.#do(known, { type: "answer", ...asked });
    this.#places.settle(known.case);
  }

  #command(known: Known, step: Extract<Step, { do: "command" }>): void {
    const asked = commandOf(known.case, step, this.#around(known));
    const request = { key: `key ${++this.#requests}`, body: `body ${this.#requests}` };
    const command = completed(asked, known.case, {
      takeBest: (isMeant) => this.#places.takeBest(known.case, this.#now, isMeant),
      caseOf: (reference) => this.#cases.get(keyOf({ area: known.case.area, reference }))?.case,
    });
    this.#do(known, command, { request });
    this.#places.settle(known.case);
  }

  /** Decides and records; whoever repeats the same, with its key or its answer, brings about nothing more. */
  #do(known: Known, command: Command, given: { by?: Actor; request?: KeyedRequest } = {}): void {
    const { by = lead, request } = given;
    const decided = (): Decision => {
      const rules = this.#rulesOf(known.case.area);
      const context = { now: this.#now, by, rules, referral: known.referral, request };
      return this.#core.decide(known.case, command, context);
    };
    const decision = decided();
    if ("refusal" in decision || decision.events.length === 0) return;
    this.#record(known, decision.events, { by, request });
    if (decision.contact) known.referral = withContact(known.referral, decision.contact);
    if (request === undefined && !isRepeatable(command)) return;
    const again = decided();
    const more = "refusal" in again ? [] : again.events.map(({ type }) => type);
    this.#hold(known, more.length > 0 ? [`${command.type} took effect twice: ${more.join(" ")}`] : []);
  }

  #record(
    known: Known,
    events: readonly NewEvent[],
    { by, request }: { by: Actor; request?: KeyedRequest | undefined } = { by: service },
  ): void {
    const [first, ...rest] = stamped(events, known.case.eventCount, this.#now, by);
    if (!first) return;
    const more = [request ? { ...first, request } : first, ...rest];
    const before = known.case;
    known.case = this.#core.evolveAll(before, more);
    known.events.push(...more);
    known.wakeAt = this.#now;
    this.#hold(known, invariants.movesAsDocumented(before, more, known.case, isWay));
  }

  /** What the workflow does with a case: everything due, the work of its stage, and sleep until its next moment. */
  #attend(known: Known): void {
    const rules = this.#rulesOf(known.case.area);
    for (;;) {
      this.#doEverythingDue(known, rules);
      const { stage, wakeAt } = this.#core.whereIs(known.case, rules, this.#now);
      known.wakeAt = wakeAt;
      if (stage === "triage") this.#do(known, { type: "triage", referral: known.referral }, { by: service });
      else if (stage === "assignment") this.#assign(known);
      else break;
    }
    this.#hold(known, [
      ...invariants.leavesNothingUndone(known, rules, this.#now),
      ...invariants.hasOneOwner(known),
      ...invariants.wakesInTime(known, this.#now),
      ...invariants.sleepsWhenClosed(known),
      ...invariants.placesAreRight([...this.#cases.values()], this.#places.coaches, isAllowedOver),
    ]);
  }

  #doEverythingDue(known: Known, rules: AreaRules): void {
    let hasLooked = false;
    for (let turns = 0; turns < mostTurns; turns++) {
      const due = this.#core.dueNow(known.case, rules, this.#now);
      const action: Action | undefined = due.find(({ type }) => !hasLooked || type !== "find-coach");
      if (!action) return;
      hasLooked ||= action.type === "find-coach";
      this.#carryOut(known, action);
    }
    this.#hold(known, ["something is due whatever is done"]);
  }

  #carryOut(known: Known, action: Action): void {
    switch (action.type) {
      case "record":
        this.#record(known, action.events);
        break;
      case "open-task": {
        const handle = `task${++this.#handles}`.padEnd(22, "-");
        this.#record(known, [{ type: "task-opened", handle, ...action.task }]);
        break;
      }
      case "send-email": {
        const { email, to } = action;
        this.#record(known, [
          { type: "email-intended", email, to },
          { type: "email-sent", email },
        ]);
        break;
      }
      case "release-place":
        this.#places.release(known.case);
        this.#record(known, [action.done]);
        break;
      case "index-person":
        this.#record(known, [action.done]);
        break;
      case "continue-elsewhere":
        this.#continueElsewhere(known, action.as);
        this.#record(known, [action.done]);
        break;
      case "find-coach":
        this.#findCoach(known);
    }
  }

  #continueElsewhere({ case: given, referral }: Known, as: NonNullable<Case["continuesAs"]>): void {
    if (as.because === "transferred") {
      const placed = { area: as.area, placedBy: "chosen", reference: as.reference } as const;
      const opened = this.#open(receiveTransferred(given, referral, placed, this.#now), referral);
      const isIts = opened.case.transferredFrom?.reference === given.reference;
      this.#hold(opened, isIts ? [] : ["its reference is another case's"]);
      return;
    }
    const survivor = this.#cases.get(keyOf(as));
    const { reference, receivedAt } = given;
    if (survivor) this.#do(survivor, { type: "join-duplicate", reference, receivedAt }, { by: service });
  }

  #findCoach(known: Known): boolean {
    const chosen = this.#places.takeBest(known.case, this.#now, () => true);
    if (!chosen) return false;
    this.#do(known, { type: "assign", ...chosen }, { by: service });
    this.#places.settle(known.case);
    return true;
  }

  #assign(known: Known): void {
    if (!this.#findCoach(known))
      this.#do(known, { type: "wait-for-coach", because: ["no room"] }, { by: service });
  }

  /** Time passes: each case wakes at its moments, or, where they are many, late. */
  #pass(by: Moved): void {
    const cases = [...this.#cases.values()];
    const until = momentAfter(this.#now, by, cases);
    const wakings = new Map<Known, number>();
    for (;;) {
      const next = nextToWake(
        [...this.#cases.values()],
        until,
        (known) => (wakings.get(known) ?? 0) < mostWakings,
      );
      if (!next?.wakeAt) break;
      wakings.set(next, (wakings.get(next) ?? 0) + 1);
      if (next.wakeAt > this.#now) this.#now = next.wakeAt;
      this.#attend(next);
    }
    if (until > this.#now) this.#now = until;
    for (const known of this.#cases.values()) {
      if (known.wakeAt !== undefined && known.wakeAt <= this.#now) this.#attend(known);
    }
  }

  #around({ case: given }: Known): Around {
    const others = [...this.#cases.values()].filter(({ case: other }) => other.area === given.area);
    return {
      now: this.#now,
      coaches: this.#places.in(given.area).map(({ id }) => id),
      others: others.map(({ case: { reference } }) => reference).filter((each) => each !== given.reference),
      otherAreas: this.#rules.map(({ area }) => area).filter((area) => area !== given.area),
    };
  }

  #hold({ case: given }: Known, mistakes: readonly string[]): void {
    if (mistakes.length > 0) throw new Error(`${given.reference} at ${given.stage}: ${mistakes.join("; ")}`);
  }

  #rulesOf(area: string): AreaRules {
    const rules = this.#rules.find((each) => each.area === area);
    if (!rules) throw new Error(`${area} has no rules`);
    return rules;
  }
}

function keyOf({ area, reference }: Pick<Case, "area" | "reference">): string {
  return `${area} ${reference}`;
}
