import { beforeAll, describe, expect, it, vi } from "vitest";
import greaterManchester from "../areas/greater-manchester.json" with { type: "json" };
import { addressStore } from "../functions/adapters/address-store.ts";
import { areaStore } from "../functions/adapters/area-store.ts";
import { caseStore, type StoredCase, VersionConflict } from "../functions/adapters/case-store.ts";
import { erasureLedger } from "../functions/adapters/erasure-ledger.ts";
import { memoryTable } from "../functions/adapters/memory-table.ts";
import { personIndex } from "../functions/adapters/person-index.ts";
import { placeStore } from "../functions/adapters/place-store.ts";
import { pointerStore } from "../functions/adapters/pointer-store.ts";
import { queueStore } from "../functions/adapters/queue-store.ts";
import { signer } from "../functions/adapters/server-key.ts";
import { staffStore } from "../functions/adapters/staff-store.ts";
import { doEverythingDue } from "../functions/attend-to-case/due-actions.ts";
import { historyOf, nameInLists, taskView } from "../functions/core/case-views.ts";
import type { Command } from "../functions/core/commands.ts";
import { receive } from "../functions/core/decide/receive.ts";
import { digestLines } from "../functions/core/digests.ts";
import { stamped } from "../functions/core/events.ts";
import { planDocument } from "../functions/core/plan-document.ts";
import type { PlanSources } from "../functions/core/plan-view.ts";
import { factsOf } from "../functions/core/reporting/facts.ts";
import { sharedPlan } from "../functions/core/shared-plan.ts";
import { subjectAccessCopy } from "../functions/core/subject-access.ts";
import { summaryOf } from "../functions/core/summary.ts";
import type { TaskKind } from "../functions/core/words.ts";
import { digest } from "../functions/emails/index.ts";
import { casePage, casesPage, planPage, taskPage } from "../functions/pages/index.ts";
import { changeCase } from "../functions/platform/case-changes.ts";
import { logger } from "../functions/platform/logger.ts";
import { ownDigest } from "../functions/send-digests/own-digest.ts";
import { aReferral, rulesWith } from "./support/builders.ts";

// A restricted record through its whole journey: its name is looked for in everything that could show it.

const canary = "Canaryname";
const area = "greater-manchester";
const key = { area, reference: "23456789CD" };
const referral = aReferral({
  referrer: { kind: "gp", email: "gp@example.org", name: canary },
  person: {
    givenName: canary,
    familyName: canary,
    preferredName: canary,
    contact: { email: "person@example.org" },
  },
  consent: { shareBackWithReferrer: true, shareWithGp: true, contactEmployer: true },
  safety: { restricted: true, atRisk: true, note: canary },
  health: { mainBarrier: "mental-health", note: canary },
});
const none = { capacity: 5, away: [], places: [], languages: [], skills: [], restrictedPool: true, area };
const staff = (["lead", "coach", "duty"] as const).map((role) => ({
  ...none,
  id: `${role}@example.org`,
  name: `Sample ${role}`,
  roles: [role],
}));

const table = memoryTable();
const sent: unknown[] = [];
const logged: unknown[] = [];
let mailFails = false;
const services = {
  cases: caseStore(table),
  areas: areaStore(table),
  staff: staffStore(table),
  pointers: pointerStore(table),
  places: placeStore(table),
  people: personIndex(table, signer(table)),
  addresses: addressStore(table),
  queue: queueStore(table),
  async tell() {},
  erased: erasureLedger(table),
  signer: signer(table),
  baseUrl: "http://127.0.0.1",
  mailer: {
    async send(...mail: unknown[]) {
      if (mailFails) throw new Error(`not sent to ${canary}`);
      sent.push(mail);
      return "sent" as const;
    },
  },
  alerts: {
    async publish(alert: unknown) {
      sent.push(alert);
    },
  },
};

let now = "2026-03-02T10:00:00.000Z";
const load = async (): Promise<StoredCase> => {
  const stored = await services.cases.load(key);
  if (!stored) throw new Error("there is no such case");
  return stored;
};
/** As attend-to-case does: again, when the case changed meanwhile. */
const attend = async (at = now): Promise<void> => {
  now = at;
  try {
    await doEverythingDue(services, await load(), { rules: rulesWith(), now });
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
    await attend(at);
  }
};
const command = async (given: Command) => {
  const changed = await changeCase(services, key, { command: given, by: { kind: "service" }, now });
  if ("refusal" in changed) throw new Error(`refused: ${JSON.stringify(changed.refusal)}`);
};
const answer = async (kind: TaskKind, given: unknown) => {
  const { case: current } = await load();
  const handle = current.tasks.find((task) => task.kind === kind && task.state === "open")?.handle;
  await command({ type: "answer", handle: handle ?? "", answer: given });
  await attend();
};

/** What of a page stands above the part about the person: title, heading and what to do. */
function aboveThePerson(page: string): string {
  const end = page.indexOf("The person</h2>");
  expect(end).toBeGreaterThan(0);
  return page.slice(0, end);
}

/** As far as support, with a safety task that nobody answers in time and an email that comes back. */
beforeAll(async () => {
  vi.spyOn(logger, "error").mockImplementation((...line) => void logged.push(line));
  const { area: id, ...rules } = greaterManchester;
  await table.put({ pk: `${id}#RULES`, sk: rules.effectiveFrom, area: id, ...rules });
  for (const member of staff) await table.put({ pk: `${area}#STAFF`, sk: member.id, ...member });
  const events = receive(referral, { area, placedBy: "resident" }, key.reference, now);
  await services.cases.create(key, stamped(events, 0, now, { kind: "referrer" }), referral);
  mailFails = true;
  await attend();
  mailFails = false;
  await command({ type: "triage", referral });
  await attend("2026-03-02T11:00:01.000Z");
  await answer("make-safe", { action: "Called", note: "Safe" });
  await answer("review-referral", { decision: "accept", reason: "Fits" });
  await command({ type: "assign", coach: "coach@example.org", because: ["has room"] });
  await attend();
  const news = { email: "acknowledge-person", of: "person", because: "bounced", mail: "m1" } as const;
  await command({ type: "return-email", ...news, addresses: ["person@example.org"] });
  await attend();
  await answer("check-address", { email: "new@example.org" });
  await answer("contact", { outcome: "agreed", channel: "phone" });
  await answer("assessment", {
    heldAt: now,
    channel: "phone",
    attended: "yes",
    employmentStatus: "in-work",
    mainBarrier: "mental-health",
  });
  await answer("plan", {
    planType: "thrive-at-work",
    actions: [{ kind: "flexible-working", description: "Later starts", by: "employer" }],
    shareWith: { gp: true, employer: true },
  });
  await command({ type: "raise-safety", note: "Sample worry" });
  await attend("2026-03-30T10:00:00.000Z");
});

const renderings: Record<string, () => Promise<unknown>> = {
  "the emails and alerts that went out": async () => {
    expect(sent.length).toBeGreaterThan(10);
    return sent;
  },
  "the log of what failed": async () => {
    expect(logged.length).toBeGreaterThan(0);
    return logged;
  },
  "the events": async () => (await load()).events,
  "the folded case": async () => (await load()).case,
  "the summary that lists and digests are made of": async () => summaryOf((await load()).case),
  "the facts that exports are made of": async () => factsOf((await load()).case),
  "the history in sentences": async () => historyOf((await load()).events),
  "the lead's digest": async () => {
    const told = digestLines([summaryOf((await load()).case)], now);
    const own = ownDigest({ ...staff[0], roles: ["lead"] } as (typeof staff)[0], { told, waiting: 0 }, staff);
    expect(own?.items.length).toBeGreaterThan(0);
    return digest({ baseUrl: "http://127.0.0.1", listsCases: true, items: [], ...own, now });
  },
  "the list of cases": async () => {
    const { case: given, referral: known } = await load();
    const { reference, stage, coach } = given;
    const item = { reference, stage, coach, preferredName: nameInLists(given, known), openTasks: [] };
    expect(item.preferredName).toBeUndefined();
    return [item, casesPage({ items: [item], roles: ["lead"], now })];
  },
  "the title and heading of the case's page": async () => {
    const { case: given, referral: known, events } = await load();
    const page = casePage({
      ...given,
      roles: ["lead"],
      consents: undefined,
      person: known?.person,
      referral: known,
      plan: undefined,
      history: historyOf(events),
      notes: [],
      openTasks: [],
      possibleDuplicates: [],
      now,
    });
    expect(page).toContain(canary);
    expect(page).toContain("This record is restricted");
    return aboveThePerson(page);
  },
  "the title and heading of a task's page": async () => {
    const stored = await load();
    const [task] = stored.case.tasks.slice(-1);
    if (!task) throw new Error("there is no task");
    const view = taskView({ ...(await sources()), rules: rulesWith() }, task, now);
    const page = taskPage({
      roles: ["coach"],
      handle: task.handle,
      view,
      services: [],
      places: [],
      coaches: [],
      mayOpenCase: true,
      attemptId: "a",
      now,
    });
    expect(page).toContain(canary);
    expect(page).toContain("This record is restricted");
    return aboveThePerson(page);
  },
  "the person's own plan": async () => {
    const document = planDocument(await sources(), { areaName: "Sample area", coachName: "Sample coach" });
    return [
      document,
      planPage({ document, today: "2026-03-30", back: { href: "/cases", label: "Back" }, roles: ["coach"] }),
    ];
  },
  "the plan that the GP is given": async () => sharedWith("gp"),
  "the plan that the employer is given": async () => sharedWith("employer"),
};

async function sources(): Promise<PlanSources> {
  const { case: given, referral: known, events } = await load();
  return { case: given, referral: known, events, notes: await services.cases.notes(given), services: [] };
}

async function sharedWith(reader: "gp" | "employer") {
  const shared = sharedPlan(await sources(), reader);
  expect(shared?.actions).toHaveLength(1);
  return shared;
}

describe("the name of a restricted record", () => {
  it.each(Object.entries(renderings))("is not in %s", async (_, render) => {
    expect(JSON.stringify(await render())).not.toContain(canary);
  });

  it("is in the copy that the person may ask for, as they gave it", async () => {
    const stored = await load();
    const copy = subjectAccessCopy(
      { ...stored, notes: [], services: [], readings: [], rules: rulesWith() },
      now,
    );
    expect(copy.person?.givenName).toBe(canary);
  });
});
