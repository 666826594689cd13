import greaterManchester from "../../areas/greater-manchester.json" with { type: "json" };
import type { AreaRules } from "../../functions/core/area-rules.ts";
import { AreaRules as AreaRulesSchema } from "../../functions/core/area-rules.ts";
import type { AreaService } from "../../functions/core/area-service.ts";
import type { Coach } from "../../functions/core/assignment/fit.ts";
import type { Case } from "../../functions/core/case.ts";
import type { Command } from "../../functions/core/commands.ts";
import { decide } from "../../functions/core/decide/decide.ts";
import type { Decision } from "../../functions/core/decide/decision.ts";
import { type Placed, receive } from "../../functions/core/decide/receive.ts";
import { type Action, dueNow } from "../../functions/core/due-now.ts";
import {
  type Actor,
  type CaseEvent,
  type KeyedRequest,
  type NewEvent,
  stamped,
} from "../../functions/core/events.ts";
import { evolveAll, fold } from "../../functions/core/evolve.ts";
import type { PlanSources } from "../../functions/core/plan-view.ts";
import type { Referral } from "../../functions/core/referral.ts";

/** Monday 2 March 2026, 10:00 in London. */
export const monday = "2026-03-02T10:00:00.000Z";

type Deep<Given> = {
  [Key in keyof Given]?: Given[Key] extends object | undefined ? Deep<Given[Key]> : Given[Key];
};

/** A referral of an adult in Bolton by themselves; parts can be given otherwise. */
export function aReferral(overrides: Deep<Referral> = {}): Referral {
  const { referrer, person, work, health, consent, ...rest } = overrides;
  return {
    referrer: { kind: "self", ...referrer },
    person: {
      givenName: "Sample",
      familyName: "Person",
      dateOfBirth: "1980-01-01",
      postcode: "BL1 1AA",
      ...person,
      contact: { phone: "07700900000", ...person?.contact },
    },
    work: { status: "in-work", ...work },
    health: { mainBarrier: "musculoskeletal", ...health },
    consent: { ...consent, referral: { given: true, on: "2026-03-02", how: "online", ...consent?.referral } },
    ...rest,
  } as Referral;
}

/** Greater Manchester's rules as published, or with parts given otherwise. */
export function rulesWith(overrides: Partial<AreaRules> = {}): AreaRules {
  return { ...AreaRulesSchema.parse(greaterManchester), ...overrides };
}

/** A coach of Greater Manchester with room for 10 people; parts can be given otherwise. */
export function aCoach(id: string, more: Partial<Coach> = {}): Coach {
  const area = "greater-manchester";
  const lists = { away: [], places: [], languages: [], skills: [] };
  const coach: Coach = {
    id,
    area,
    name: id,
    roles: ["coach"],
    capacity: 10,
    restrictedPool: false,
    holding: new Set(),
    ...lists,
  };
  return { ...coach, ...more };
}

const service: Actor = { kind: "service" };

/** A case in the tests' hands: commands, time and due actions without any store. */
export class TestCase {
  case: Case;
  events: CaseEvent[];
  now: string;
  readonly rules: AreaRules;
  readonly referral: Referral;
  /** The texts of all that was done. */
  readonly notes: { id: string; at: string; text: string }[] = [];
  /** What the area offers. */
  services: AreaService[] = [{ id: "s1", name: "Sample service" }];
  #handles = 0;

  constructor(
    given: { referral?: Referral; placed?: Partial<Placed>; now?: string; rules?: AreaRules } = {},
  ) {
    this.now = given.now ?? monday;
    this.rules = given.rules ?? rulesWith();
    this.referral = given.referral ?? aReferral();
    const placed: Placed = { area: "greater-manchester", placedBy: "resident", ...given.placed };
    this.events = stamped(receive(this.referral, placed, "23456789CD", this.now), 0, this.now, service);
    this.case = fold(this.events);
  }

  decide(command: Command, by: Actor = service, request?: KeyedRequest): Decision {
    const { now, rules, referral, services } = this;
    return decide(this.case, command, { now, by, rules, referral, request, services });
  }

  /** Decides and records; fails the test when the command is refused. */
  do(command: Command, by: Actor = service, request?: KeyedRequest): this {
    const decision = this.decide(command, by, request);
    if ("refusal" in decision) throw new Error(`refused: ${JSON.stringify(decision.refusal)}`);
    this.notes.push(...decision.notes.map((note) => ({ ...note, at: this.now })));
    return this.record(decision.events, by, request);
  }

  record(events: readonly NewEvent[], by: Actor = service, request?: KeyedRequest): this {
    if (events.length === 0) return this;
    const more = stamped(events, this.case.eventCount, this.now, by).map((event, index) =>
      index === 0 && request ? { ...event, request } : event,
    );
    this.case = evolveAll(this.case, more);
    this.events.push(...more);
    return this;
  }

  due(): Action[] {
    return dueNow(this.case, this.rules, this.now);
  }

  /** Does what Attend does with what is due, and answers which emails went out. */
  attend(): string[] {
    const sent: string[] = [];
    for (;;) {
      const [action] = this.due();
      if (!action) return sent;
      if (action.type === "record") this.record(action.events);
      else if (action.type === "open-task") {
        this.record([
          { type: "task-opened", handle: `task${++this.#handles}`.padEnd(22, "-"), ...action.task },
        ]);
      } else if (action.type === "send-email") {
        sent.push(action.email.startsWith("ask:") ? `ask ${action.task?.kind}` : action.email);
        this.record([
          { type: "email-intended", email: action.email, to: action.to },
          { type: "email-sent", email: action.email },
        ]);
      } else this.record([action.done]);
    }
  }

  attended(): this {
    this.attend();
    return this;
  }

  at(now: string): this {
    this.now = now;
    return this;
  }

  /** Answers the open task of this kind. */
  answer(kind: Case["tasks"][number]["kind"], answer: unknown): this {
    return this.do({ type: "answer", handle: this.handleOf(kind), answer });
  }

  handleOf(kind: Case["tasks"][number]["kind"]): string {
    const task = this.case.tasks.findLast((each) => each.kind === kind);
    if (!task) throw new Error(`there is no task ${kind}`);
    return task.handle;
  }

  /** As far as the first contact, with a coach. */
  assigned(): this {
    this.do({ type: "triage", referral: this.referral });
    this.do({ type: "assign", coach: "coach1@greater-manchester.example.org", because: ["has room"] });
    this.attend();
    return this;
  }

  /** As far as the task to record how support ended. */
  leaving(): this {
    this.supported().do({ type: "finish" }).attend();
    return this;
  }

  /** As far as support: assessment held, plan agreed with one action. */
  supported(): this {
    this.assigned();
    this.answer("contact", { outcome: "agreed", channel: "phone" }).attend();
    this.answer("assessment", {
      heldAt: this.now,
      channel: "phone",
      attended: "yes",
      employmentStatus: "out-of-work",
      mainBarrier: "mental-health",
    }).attend();
    this.answer("plan", {
      planType: "seek-work",
      actions: [{ kind: "skills", description: "A course", by: "person" }],
    }).attend();
    return this;
  }
}

/** What the case's plan is told from; its texts are what was said in it. */
export function sourcesOf(person: TestCase, notes: PlanSources["notes"] = person.notes): PlanSources {
  const { case: given, events, referral, services } = person;
  return { case: given, events, referral, notes, services };
}
