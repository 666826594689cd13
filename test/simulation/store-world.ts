import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";

import type { AreaFile } from "../../areas/area-files.ts";
import { type CaseKey, caseStore, type StoredCase } from "../../functions/adapters/case-store.ts";
import { pointerStore } from "../../functions/adapters/pointer-store.ts";
import { signer } from "../../functions/adapters/server-key.ts";
import { handler as answerTask } from "../../functions/answer-task/handler.ts";
import { handler as changeCase } from "../../functions/change-case/handler.ts";
import { londonDate } from "../../functions/core/calendar.ts";
import type { Case } from "../../functions/core/case.ts";
import { receive } from "../../functions/core/decide/receive.ts";
import { stamped } from "../../functions/core/events.ts";
import { newReference } from "../../functions/core/reference.ts";
import type { Instant } from "../../functions/core/texts.ts";
import { longestSleepDays } from "../../functions/core/where-is.ts";
import { handler as manageCoaches } from "../../functions/manage-coaches/handler.ts";
import { handler as recordDelivery } from "../../functions/record-delivery/handler.ts";
import { handler as withdrawReferral } from "../../functions/withdraw-referral/handler.ts";
import { everyListed } from "../support/every-listed.ts";
import { type Around, answerOf, commandOf, formerAddress, pick, referralOf } from "./asked.ts";
import { bounceOf } from "./bounces.ts";
import { coachesOf, publishProgramme } from "./programme-table.ts";
import { type Asked, eventOf } from "./requests.ts";
import { type Fault, StandIns, use } from "./stand-ins.ts";
import type { Step } from "./steps.ts";
import { checkStores, hold } from "./store-checks.ts";
import { momentAfter } from "./time.ts";
import { WorkflowRuns } from "./workflow-runs.ts";

type HttpHandler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** What goes wrong; `hasSweep`: whether the sweep brings back what was lost. */
interface Trouble {
  readonly faults: readonly Fault[];
  readonly hasSweep: boolean;
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

  private constructor(files: readonly AreaFile[], { faults, hasSweep }: Trouble) {
    this.#standIns = new StandIns(faults);
    this.#runs = new WorkflowRuns(this.#standIns, hasSweep);
    this.#cases = caseStore(this.#standIns.kept);
    this.#files = files;
    this.#home = files[0]?.rules.area ?? "";
  }

  /** In one of the areas; the one after it is there to be moved to. */
  static async in(area: number, all: readonly AreaFile[], trouble: Trouble): Promise<StoreWorld> {
    const its = [area, area + 1].flatMap((each) => pick(all, each) ?? []);
    const world = new StoreWorld(its, trouble);
    use(world.#standIns);
    await publishProgramme(world.#standIns.kept, world.#files);
    return world;
  }

  async take(step: Step): Promise<void> {
    if (step.do === "refer") await this.#refer(step);
    else if (step.do === "availability") await this.#changeAvailability(step);
    else if (step.do === "staff") await this.#comeOrGo(step);
    else if (step.do === "email comes back") await this.#emailComesBack(step);
    else if (step.do === "pass") {
      const until = momentAfter(this.#time(), step.by, await this.#everyCase());
      await this.#pass(Math.max(this.#now, Date.parse(until)));
    } else {
      const stored = pick(await this.#everyCase(), step.of);
      if (!stored) return;
      if (step.do === "answer") await this.#answer(stored, step);
      else if (step.do === "command") await this.#command(stored, step);
      else if (step.do === "join each other") await this.#joinEachOther(stored, step);
      else await this.#leave(stored);
    }
    await this.#runs.goOn(this.#now);
  }

  /** Nothing goes wrong any more; after two weeks of sweeps everything must be as if nothing ever had. */
  async end(): Promise<void> {
    this.#standIns.heal();
    await this.#pass(this.#now + (longestSleepDays + 1) * 24 * 60 * minute);
    // A wait lasts a minute at least: what came due within the last one is done in the next.
    await this.#pass(this.#now + 2 * minute);
    const stored = await this.#everyCase();
    for (const { reference } of this.#accepted) {
      const found = stored.filter(({ case: given }) => given.reference === reference).length;
      hold(reference, found === 1 ? [] : [`it was accepted and is there ${found} times`]);
    }
    await checkStores(this.#standIns, this.#files, stored, this.#time());
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

  /** Both have seen the other open when they decide. */
  async #joinEachOther(
    { case: one }: StoredCase,
    { other: which }: Extract<Step, { do: "join each other" }>,
  ): Promise<void> {
    const others = (await this.#everyCase()).map((stored) => stored.case);
    const other = pick(
      others.filter(({ area, reference }) => area === one.area && reference !== one.reference),
      which,
    );
    if (other) await Promise.all([this.#merge(one, other), this.#merge(other, one)]);
  }

  async #merge({ area, reference }: Case, { reference: into }: Case): Promise<void> {
    await this.#request(changeCase as HttpHandler, {
      resource: "/cases/{reference}/{command}",
      parameters: { reference, command: "merge" },
      area,
      body: { into, reason: "Sample reason." },
      key: `request-${++this.#requests}`,
    });
  }

  /** As SES tells it of the address that it went to, or of one that the person had before. */
  async #emailComesBack({
    email: which,
    isFormer,
  }: Extract<Step, { do: "email comes back" }>): Promise<void> {
    const toPeople = this.#standIns.emails.filter(({ about }) => about && about.to !== "staff");
    const sent = pick(toPeople, which);
    if (!sent?.about) return;
    const news = bounceOf(sent.about, `mail ${toPeople.indexOf(sent)}`, isFormer ? [formerAddress] : sent.to);
    const Sns = { Message: JSON.stringify(news), Timestamp: this.#time() };
    await this.#untilDone(() => recordDelivery({ Records: [{ Sns }] }, {} as Context));
  }

  /** SNS tries again what a function threw. */
  async #untilDone(work: () => Promise<unknown>): Promise<void> {
    for (let tries = 1; tries <= mostRepeats; tries++) {
      this.#standIns.revive();
      const isDone = await work().then(
        () => true,
        () => false,
      );
      if (isDone) return;
    }
  }

  async #changeAvailability({ coach, ...more }: Extract<Step, { do: "availability" }>): Promise<void> {
    const id = pick(coachesOf(this.#home), coach) ?? "";
    const from = londonDate(this.#time());
    const away = more.isAway ? [{ from, to: "2026-12-31" }] : [];
    const set = { capacity: more.capacity, away };
    await this.#standIns.kept.update({ pk: `${this.#home}#STAFF`, sk: id }, { set });
  }

  /** A coach stops working here, or comes back, as the lead says. */
  async #comeOrGo({ coach, leaves }: Extract<Step, { do: "staff" }>): Promise<void> {
    const email = pick(coachesOf(this.#home), coach) ?? "";
    const capacity = coach % 3;
    await this.#request(manageCoaches as HttpHandler, {
      method: leaves ? "DELETE" : "PUT",
      resource: "/area/coaches/{email}",
      parameters: { email },
      area: this.#home,
      body: leaves ? {} : { name: "Sample coach", roles: ["coach"], capacity },
    });
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
    const keysIn = async (area: string) =>
      (await everyListed(this.#standIns.kept, area)).map(({ summary: { reference } }) => ({
        area,
        reference,
      }));
    const keys = (await Promise.all(this.#areas.map(keysIn))).flat();
    return await this.#cases.loadMany(keys);
  }

  async #around({ case: given }: StoredCase): Promise<Around> {
    const others = (await this.#everyCase()).filter(({ case: other }) => other.area === given.area);
    return {
      now: this.#time(),
      coaches: coachesOf(given.area),
      others: others.map(({ case: { reference } }) => reference).filter((each) => each !== given.reference),
      otherAreas: this.#areas.filter((area) => area !== given.area),
    };
  }

  #time(): Instant {
    return new Date(this.#now).toISOString();
  }
}
