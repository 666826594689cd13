import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import type { AreaFile } from "../../areas/area-files.ts";
import { type CaseKey, caseStore, type StoredCase } from "../../functions/adapters/case-store.ts";
import { pointerStore } from "../../functions/adapters/pointer-store.ts";
import { signer } from "../../functions/adapters/server-key.ts";
import { staffStore } from "../../functions/adapters/staff-store.ts";
import { handler as answerTask } from "../../functions/answer-task/handler.ts";
import { handler as changeCase } from "../../functions/change-case/handler.ts";
import { receive } from "../../functions/core/decide/receive.ts";
import { stamped } from "../../functions/core/events.ts";
import { evolveAll } from "../../functions/core/evolve.ts";
import { newReference } from "../../functions/core/reference.ts";
import type { Instant } from "../../functions/core/texts.ts";
import { handler as withdrawReferral } from "../../functions/withdraw-referral/handler.ts";
import * as invariants from "../support/invariants.ts";
import { type Around, answerOf, canaries, commandOf, pick, referralOf } from "./asked.ts";
import { isWay } from "./core.ts";
import { leadSession, publishProgramme } from "./programme-table.ts";
import { type Fault, StandIns, use } from "./stand-ins.ts";
import type { Step } from "./steps.ts";
import { momentAfter } from "./time.ts";
import { WorkflowRuns } from "./workflow-runs.ts";

type HttpHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

interface Asked {
  readonly resource: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly area: string;
  readonly body: object;
  readonly key?: string;
}

const minute = 60_000;
const mostReferrals = 3;
/** Moments at which something wakes while time passes, before the rest of the time passes in one leap. */
const mostWakings = 12;
/** A client that gets no answer asks again, and gives up in the end. */
const mostRepeats = 5;

/**
 * A programme over the real functions and stores, with the table in memory and executions that do what the state
 * machine does. Things go wrong as they are told to; at the end all is healed.
 */
export class StoreWorld {
  readonly #standIns: StandIns;
  readonly #runs: WorkflowRuns;
  readonly #cases: ReturnType<typeof caseStore>;
  readonly #files: readonly AreaFile[];
  readonly #home: string;
  readonly #accepted: CaseKey[] = [];
  #now = Date.parse("2026-03-02T10:00:00.000Z");
  #requests = 0;

  private constructor(files: readonly AreaFile[], faults: readonly Fault[]) {
    this.#standIns = new StandIns(faults);
    this.#runs = new WorkflowRuns(this.#standIns);
    this.#cases = caseStore(this.#standIns.kept);
    this.#files = files;
    this.#home = files[0]?.rules.area ?? "";
  }

  /** In one of the areas; the one after it is there to be moved to. */
  static async in(area: number, all: readonly AreaFile[], faults: readonly Fault[]): Promise<StoreWorld> {
    const world = new StoreWorld(
      [area, area + 1].flatMap((each) => pick(all, each) ?? []),
      faults,
    );
    use(world.#standIns);
    await publishProgramme(world.#standIns.kept, world.#files);
    return world;
  }

  async take(step: Step): Promise<void> {
    if (step.do === "refer") await this.#refer(step);
    else if (step.do === "availability") await this.#changeAvailability(step);
    else if (step.do === "pass") {
      const until = momentAfter(this.#time(), step.by, await this.#everyCase());
      await this.#pass(Math.max(this.#now, Date.parse(until)));
    } else {
      const stored = pick(await this.#everyCase(), step.of);
      if (!stored) return;
      if (step.do === "answer") await this.#answer(stored, step);
      else if (step.do === "command") await this.#command(stored, step);
      else await this.#leave(stored);
    }
    await this.#runs.goOn(this.#now);
  }

  /** Nothing goes wrong any more; after a week of sweeps everything must be as if nothing ever had. */
  async end(): Promise<void> {
    this.#standIns.heal();
    await this.#pass(this.#now + 8 * 24 * 60 * minute);
    // A wait lasts a minute at least: what came due within the last one is done in the next.
    await this.#pass(this.#now + 2 * minute);
    const stored = await this.#everyCase();
    for (const { reference } of this.#accepted) {
      const found = stored.filter(({ case: given }) => given.reference === reference).length;
      hold(reference, found === 1 ? [] : [`it was accepted and is there ${found} times`]);
    }
    for (const each of stored) this.#check(each);
    const coaches = await Promise.all(
      this.#areas.map((area) => staffStore(this.#standIns.kept).inArea(area)),
    );
    // A lead may have put somebody above a capacity, or lowered it since.
    hold(
      "places",
      invariants.placesAreRight(stored, coaches.flat(), () => true),
    );
    this.#checkEmails(stored);
  }

  #check(stored: StoredCase): void {
    const { case: given, events } = stored;
    const rules = this.#files.find(({ rules: { area } }) => area === given.area)?.rules;
    if (!rules) throw new Error(`${given.area} has no rules`);
    const running = [...this.#standIns.runs.values()].filter(
      ({ reference, state }) => reference === given.reference && state !== "ended",
    );
    const expected = given.stage === "closed" && stored.wakeAt === undefined ? 0 : 1;
    hold(given.reference, [
      ...invariants.isToldByItsEvents(stored),
      ...invariants.leavesNothingUndone(stored, rules, this.#time()),
      ...invariants.hasOneOwner(stored),
      ...invariants.wakesInTime(stored, this.#time()),
      ...invariants.sleepsWhenClosed(stored),
      ...invariants.isQuietAfterLeaving(stored),
      ...invariants.repeatsNoEmail(stored),
      ...invariants.movedAsDocumented(stored, isWay, evolveAll),
      ...invariants.saysNothingOf(canaries, "the events", events),
      ...(running.length > expected ? [`${running.length} executions act for it`] : []),
    ]);
  }

  /** A kill can repeat one email once. What staff are sent says nothing of anybody. */
  #checkEmails(stored: readonly StoredCase[]): void {
    const { emails, kills } = this.#standIns;
    const recorded = stored.flatMap(({ events }) =>
      events.filter(({ type }) => type === "email-sent"),
    ).length;
    const toStaff = emails.filter(({ to }) => to.every((address) => address.endsWith(".example.org")));
    const isPromised = recorded <= emails.length && emails.length <= recorded + kills;
    hold("emails", [
      ...(isPromised ? [] : [`${emails.length} were sent, ${recorded} recorded, with ${kills} kills`]),
      ...toStaff.flatMap((email) => invariants.saysNothingOf(canaries, "an email to staff", email)),
    ]);
  }

  /** As submit-referral keeps it: each step again until it is there, then the start as well as may be. */
  async #refer({ who }: Extract<Step, { do: "refer" }>): Promise<void> {
    if (this.#accepted.length === mostReferrals) return;
    const now = this.#time();
    const number = this.#accepted.length + 1;
    const referral = referralOf(who, number, now);
    const key = { area: this.#home, reference: newReference(new Uint8Array(32).fill(number)) };
    const placed = { area: key.area, placedBy: who.isChosen ? "chosen" : "resident" } as const;
    const events = stamped(receive(referral, placed, key.reference, now), 0, now, { kind: "referrer" });
    const { table, workflow } = this.#standIns;
    for (let tries = 1, isKept = false; !isKept && tries <= mostRepeats; tries++) {
      this.#standIns.revive();
      isKept = await keep(pointerStore(table), caseStore(table)).catch(() => false);
    }
    this.#accepted.push(key);
    await workflow.start(key, 1).catch(() => {});

    async function keep(
      pointers: ReturnType<typeof pointerStore>,
      cases: ReturnType<typeof caseStore>,
    ): Promise<boolean> {
      await pointers.pointReference(key);
      await cases.create(key, events, referral);
      return true;
    }
  }

  async #answer(stored: StoredCase, step: Extract<Step, { do: "answer" }>): Promise<void> {
    const asked = answerOf(stored.case, step, await this.#around(stored));
    if (!asked) return;
    await this.#request(answerTask as HttpHandler, {
      resource: "/tasks/{handle}",
      parameters: { handle: asked.handle },
      area: stored.case.area,
      body: asked.answer,
    });
  }

  async #command(stored: StoredCase, step: Extract<Step, { do: "command" }>): Promise<void> {
    const { area, reference } = stored.case;
    const { name, body } = commandOf(stored.case, step, await this.#around(stored));
    await this.#request(changeCase as HttpHandler, {
      resource: "/cases/{reference}/{command}",
      parameters: { reference, command: name },
      area,
      body,
      key: `request-${++this.#requests}`,
    });
  }

  async #leave({ case: { area, reference } }: StoredCase): Promise<void> {
    const token = await signer(this.#standIns.kept).tokenFor("withdraw", reference);
    await this.#request(withdrawReferral as HttpHandler, {
      resource: "/referrals/{reference}/withdrawal",
      parameters: { reference },
      area,
      body: { token },
    });
  }

  /** As a client does that repeats what was not answered. */
  async #request(handler: HttpHandler, asked: Asked): Promise<void> {
    for (let tries = 1; tries <= mostRepeats; tries++) {
      this.#standIns.revive();
      const { statusCode } = await handler(eventOf(asked, this.#now), {} as Context);
      if (statusCode < 500) return;
    }
  }

  async #changeAvailability({ coach, capacity }: Extract<Step, { do: "availability" }>): Promise<void> {
    const id = `coach${(coach % 2) + 1}@${this.#home}.example.org`;
    await this.#standIns.kept.update({ pk: `${this.#home}#STAFF`, sk: id }, { set: { capacity } });
  }

  /** Waits end at their moments, and the sweep comes whenever it would find something. */
  async #pass(until: number): Promise<void> {
    for (let turns = 0; turns < mostWakings; turns++) {
      await this.#runs.goOn(this.#now);
      const next = Math.min(this.#runs.nextWait(), await this.#nextSweep());
      if (next > until) break;
      this.#now = Math.max(this.#now, next);
      await this.#runs.wakeAll(this.#now);
    }
    this.#now = Math.max(this.#now, until);
    // Twice: a restart begins a wait that may be over at once.
    for (let turns = 0; turns < 2; turns++) await this.#runs.wakeAll(this.#now);
  }

  /** The quarter of an hour in which the first case will have been left alone for too long. */
  async #nextSweep(): Promise<number> {
    const wakes = (await this.#everyCase()).flatMap(({ wakeAt }) => (wakeAt ? [Date.parse(wakeAt)] : []));
    const first = Math.min(...wakes) + 10 * minute;
    return Math.max(Math.ceil(first / (15 * minute)) * 15 * minute, this.#now + 1);
  }

  get #areas(): string[] {
    return this.#files.map(({ rules }) => rules.area);
  }

  async #everyCase(): Promise<StoredCase[]> {
    const pages = await Promise.all(this.#areas.map((area) => this.#cases.inArea(area)));
    const keys = pages.flatMap(({ items }) =>
      items.map(({ area, reference }) => ({ area: String(area), reference: String(reference) })),
    );
    return await this.#cases.loadMany(keys);
  }

  async #around({ case: given }: StoredCase): Promise<Around> {
    const others = (await this.#everyCase()).filter(({ case: other }) => other.area === given.area);
    return {
      now: this.#time(),
      coaches: [1, 2].map((number) => `coach${number}@${given.area}.example.org`),
      others: others.map(({ case: { reference } }) => reference).filter((each) => each !== given.reference),
      otherAreas: this.#areas.filter((area) => area !== given.area),
    };
  }

  #time(): Instant {
    return new Date(this.#now).toISOString();
  }
}

/** The request as the area's lead sends it. */
function eventOf({ resource, parameters, area, body, key }: Asked, now: number): APIGatewayProxyEvent {
  return {
    resource,
    path: resource.replace(/\{(\w+)\}/g, (_, name) => parameters[name] ?? ""),
    httpMethod: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      cookie: leadSession(area),
      ...(key ? { "idempotency-key": key } : {}),
    },
    pathParameters: parameters,
    queryStringParameters: null,
    body: JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { requestId: "sample", requestTimeEpoch: now },
  } as unknown as APIGatewayProxyEvent;
}

function hold(what: string, mistakes: readonly string[]): void {
  if (mistakes.length > 0) throw new Error(`${what}: ${mistakes.join("; ")}`);
}
