import type { AreaRules } from "../../functions/core/area-rules.ts";
import { seekerOf } from "../../functions/core/assignment/seeker.ts";
import { personAddress, receive, referrerAddress } from "../../functions/core/decide/receive.ts";
import * as invariants from "../../functions/core/invariants.ts";
import { newReference } from "../../functions/core/reference.ts";
import { summaryOf } from "../../functions/core/summary.ts";
import type { Instant } from "../../functions/core/texts.ts";
import * as more from "../support/invariants.ts";
import { isQuietAfterLeaving, repeatsNoEmail } from "../support/quiet-invariants.ts";
import { type Around, answerOf, canaries, commandOf, formerAddress, pick, referralOf } from "./asked.ts";
import { completed } from "./completed.ts";
import { type Core, realCore } from "./core.ts";
import { CoreWorkflow } from "./core-workflow.ts";
import { type Known, KnownCases, service } from "./known-cases.ts";
import { Places } from "./places.ts";
import type { Moved, Step } from "./steps.ts";
import { momentAfter, nextToWake } from "./time.ts";

/** Referrals of one programme: few, so that places are contested and cases can be joined. */
const mostReferrals = 4;
/** Times that a case wakes by itself while time passes, before the rest of the time passes in one leap. */
const mostWakings = 6;
const reason = "Sample reason.";

/**
 * A programme in one area, over the core alone: what the platform does between core and stores is done here in
 * the shortest way there is. Throws at the first thing that must not be.
 */
export class CoreWorld {
  readonly #cases: KnownCases;
  readonly #places = new Places();
  readonly #workflow: CoreWorkflow;
  readonly #home: AreaRules;
  #referrals = 0;
  #requests = 0;

  /** `from`: its first moment. */
  constructor(rules: readonly AreaRules[], area: number, core: Core = realCore, from?: Instant) {
    this.#cases = new KnownCases(rules, core);
    if (from) this.#cases.now = from;
    this.#workflow = new CoreWorkflow(this.#cases, this.#places);
    this.#home = this.#cases.rulesOf(rules[area]?.area ?? "");
  }

  take(step: Step): void {
    if (step.do === "refer") this.#refer(step);
    else if (step.do === "pass") this.#pass(step.by);
    else if (step.do === "availability") this.#changeAvailability(step);
    else if (step.do === "staff") this.#comeOrGo(step);
    else {
      const known = pick(this.#cases.all(), step.of);
      if (!known) return;
      this.#takeWith(known, step);
      if (step.isSignalled) this.#workflow.attend(known);
    }
  }

  #takeWith(known: Known, step: Extract<Step, { of: number }>): void {
    if (step.do === "answer") this.#answer(known, step);
    else if (step.do === "command") this.#command(known, step);
    else if (step.do === "email comes back") this.#emailComesBack(known, step);
    else if (step.do === "join each other") this.#joinEachOther(known, step);
    else this.#cases.do(known, { type: "withdraw", through: "link" }, { by: { kind: "person" } });
  }

  /** Every case of the programme, in whichever area. */
  get cases(): readonly Known[] {
    return this.#cases.all();
  }

  /** What only all events together can tell; asked once, at the end of a sequence. */
  end(): void {
    const circles = more.joinedCasesEndSomewhere(this.#cases.all());
    for (const known of this.#cases.all()) {
      this.#cases.hold(known, [
        ...circles,
        ...invariants.isToldByItsEvents(known),
        ...isQuietAfterLeaving(known),
        ...repeatsNoEmail(known),
        ...more.saysNothingOf(canaries, "the events", known.events),
        ...more.saysNothingOf(canaries, "the summary", summaryOf(known.case)),
      ]);
    }
  }

  #refer({ who, isSignalled }: Extract<Step, { do: "refer" }>): void {
    if (this.#referrals === mostReferrals) return;
    const referral = referralOf(who, ++this.#referrals, this.#cases.now);
    const reference = newReference(new Uint8Array(32).fill(this.#referrals));
    const placed = { area: this.#home.area, placedBy: who.isChosen ? "chosen" : "resident" } as const;
    const known = this.#cases.open(receive(referral, placed, reference, this.#cases.now), referral);
    this.#places.open(this.#home.area);
    if (isSignalled) this.#workflow.attend(known);
  }

  #answer(known: Known, step: Extract<Step, { do: "answer" }>): void {
    const asked = answerOf(known.case, step, this.#around(known));
    if (!asked) return;
    const { assignTo, overrideCapacity } = asked.answer;
    const isTaken =
      assignTo === undefined ||
      this.#places.takeChosen(known.case, String(assignTo), overrideCapacity === true);
    if (isTaken) this.#cases.do(known, { type: "answer", ...asked });
    this.#places.settle(known.case);
  }

  #command(known: Known, step: Extract<Step, { do: "command" }>): void {
    const { area } = known.case;
    const { now } = this.#cases;
    const asked = commandOf(known.case, step, this.#around(known));
    const request = { key: `key ${++this.#requests}`, body: `body ${this.#requests}` };
    const rules = this.#cases.rulesOf(area);
    const seeker = seekerOf(known.case, known.referral, rules, now);
    const command = completed(asked, known.case, {
      seeker,
      takeBest: (sought, isMeant) => this.#places.takeBest(sought, rules, now, isMeant),
      takeNamed: (to, isOver) => this.#places.takeNamed(seeker, rules, now, { to, isOver }),
      caseOf: (reference) => this.#cases.find({ area, reference })?.case,
    });
    this.#cases.do(known, command, { request });
    this.#places.settle(known.case);
  }

  /** News of an email that went out, of the address of now or of one that the person had before. */
  #emailComesBack(known: Known, { email: which, isFormer }: Extract<Step, { do: "email comes back" }>): void {
    const { referral } = known;
    const sent = known.events.flatMap((event) =>
      event.type === "email-intended" && (event.to === "person" || event.to === "referrer")
        ? [{ email: event.email, of: event.to }]
        : [],
    );
    const chosen = pick(sent, which);
    if (!chosen) return;
    const current = referral && (chosen.of === "person" ? personAddress : referrerAddress)(referral);
    const addresses = [isFormer ? formerAddress : (current ?? formerAddress)];
    const news = { because: "bounced", mail: `mail ${which % 7}`, addresses } as const;
    this.#cases.do(known, { type: "return-email", ...chosen, ...news }, { by: service });
  }

  /** Two leads join two cases to each other at the same moment: both have seen the other open. */
  #joinEachOther(known: Known, { other: which }: Extract<Step, { do: "join each other" }>): void {
    const other = pick(
      this.#cases.in(known.case.area).filter((each) => each !== known),
      which,
    );
    if (!other) return;
    const pairs = [
      [known, other.case],
      [other, known.case],
    ] as const;
    for (const [one, { reference, stage }] of pairs)
      this.#cases.do(one, { type: "merge", survivor: { reference, stage }, reason });
  }

  #changeAvailability(step: Extract<Step, { do: "availability" }>): void {
    this.#places.change(step, this.#cases.now);
    this.#serveQueues();
  }

  #comeOrGo({ coach: which, leaves }: Extract<Step, { do: "staff" }>): void {
    const coach = pick(this.#places.coaches, which);
    if (!coach) return;
    if (leaves) this.#workflow.handOver(coach.area, coach.id);
    else {
      this.#places.comeBack(coach.id);
      this.#serveQueues();
    }
  }

  /** Time passes: each case wakes at its moments, or, where they are many, late. */
  #pass(by: Moved): void {
    const cases = this.#cases;
    const until = momentAfter(cases.now, by, cases.all());
    const wakings = new Map<Known, number>();
    for (;;) {
      const next = nextToWake(cases.all(), until, (known) => (wakings.get(known) ?? 0) < mostWakings);
      if (!next?.wakeAt) break;
      wakings.set(next, (wakings.get(next) ?? 0) + 1);
      if (next.wakeAt > cases.now) cases.now = next.wakeAt;
      this.#workflow.attend(next);
    }
    if (until > cases.now) cases.now = until;
    this.#serveQueues();
    for (const known of cases.all()) {
      if (known.wakeAt !== undefined && known.wakeAt <= cases.now) this.#workflow.attend(known);
    }
  }

  /** As each sweep does: an absence may have ended. */
  #serveQueues(): void {
    for (const area of new Set(this.#places.coaches.map((coach) => coach.area)))
      this.#workflow.serveQueue(area);
  }

  #around({ case: given }: Known): Around {
    const others = this.#cases.in(given.area).map(({ case: { reference } }) => reference);
    return {
      now: this.#cases.now,
      coaches: this.#places.in(given.area).map(({ id }) => id),
      others: others.filter((each) => each !== given.reference),
      otherAreas: this.#cases.rules.map(({ area }) => area).filter((area) => area !== given.area),
    };
  }
}
