import { isWay } from "../../bin/journey/ways.ts";
import type { AreaRules } from "../../functions/core/area-rules.ts";
import type { Case } from "../../functions/core/case.ts";
import type { Command } from "../../functions/core/commands.ts";
import type { Decision } from "../../functions/core/decide/decision.ts";
import {
  type Actor,
  type CaseEvent,
  type KeyedRequest,
  type NewEvent,
  stamped,
} from "../../functions/core/events.ts";
import { fold } from "../../functions/core/evolve.ts";
import { type Referral, withContact } from "../../functions/core/referral.ts";
import type { Instant } from "../../functions/core/texts.ts";
import * as invariants from "../support/invariants.ts";
import { isRepeatable } from "./asked.ts";
import type { Core } from "./core.ts";

/** A case as the model keeps it. */
export interface Known {
  case: Case;
  readonly events: CaseEvent[];
  wakeAt: Instant | undefined;
  referral: Referral | undefined;
}

export const service: Actor = { kind: "service" };
const lead: Actor = { kind: "staff", id: "lead@example.org" };

/** The cases of one programme, and its time. Throws at the first thing that must not be. */
export class KnownCases {
  readonly core: Core;
  readonly rules: readonly AreaRules[];
  now: Instant = "2026-03-02T10:00:00.000Z";
  readonly #cases = new Map<string, Known>();

  constructor(rules: readonly AreaRules[], core: Core) {
    this.rules = rules;
    this.core = core;
  }

  all(): Known[] {
    return [...this.#cases.values()];
  }

  in(area: string): Known[] {
    return this.all().filter(({ case: given }) => given.area === area);
  }

  find(key: Pick<Case, "area" | "reference">): Known | undefined {
    return this.#cases.get(keyOf(key));
  }

  rulesOf(area: string): AreaRules {
    const rules = this.rules.find((each) => each.area === area);
    if (!rules) throw new Error(`${area} has no rules`);
    return rules;
  }

  /** Opening the same case again changes nothing. */
  open(events: readonly NewEvent[], referral: Referral): Known {
    const all = stamped(events, 0, this.now, service);
    const folded = fold(all);
    const key = keyOf(folded);
    const known = this.#cases.get(key) ?? { case: folded, events: all, wakeAt: this.now, referral };
    this.#cases.set(key, known);
    return known;
  }

  /** Decides and records; whoever repeats the same, with its key or its answer, brings about nothing more. */
  do(known: Known, command: Command, given: { by?: Actor; request?: KeyedRequest } = {}): Decision {
    const { by = lead, request } = given;
    const decided = (): Decision => {
      const rules = this.rulesOf(known.case.area);
      const context = { now: this.now, by, rules, referral: known.referral, request };
      return this.core.decide(known.case, command, context);
    };
    const decision = decided();
    if ("refusal" in decision || decision.events.length === 0) return decision;
    this.record(known, decision.events, { by, request });
    if (decision.contact && known.referral) known.referral = withContact(known.referral, decision.contact);
    if (request === undefined && !isRepeatable(command)) return decision;
    const again = decided();
    const more = "refusal" in again ? [] : again.events.map(({ type }) => type);
    this.hold(known, more.length > 0 ? [`${command.type} took effect twice: ${more.join(" ")}`] : []);
    return decision;
  }

  record(
    known: Known,
    events: readonly NewEvent[],
    { by, request }: { by: Actor; request?: KeyedRequest | undefined } = { by: service },
  ): void {
    const [first, ...rest] = stamped(events, known.case.eventCount, this.now, by);
    if (!first) return;
    const more = [request ? { ...first, request } : first, ...rest];
    const before = known.case;
    known.case = this.core.evolveAll(before, more);
    known.events.push(...more);
    known.wakeAt = this.now;
    this.hold(known, invariants.movesAsDocumented(before, more, known.case, isWay));
  }

  hold({ case: given }: Known, mistakes: readonly string[]): void {
    if (mistakes.length > 0) throw new Error(`${given.reference} at ${given.stage}: ${mistakes.join("; ")}`);
  }
}

function keyOf({ area, reference }: Pick<Case, "area" | "reference">): string {
  return `${area} ${reference}`;
}
