import type { AreaFile } from "../../areas/area-files.ts";
import { isWay } from "../../bin/journey/ways.ts";
import { isFoundWhereItBelongs } from "../../functions/adapters/case-item.ts";
import { caseStore, type StoredCase } from "../../functions/adapters/case-store.ts";
import { staffStore } from "../../functions/adapters/staff-store.ts";
import type { AreaRules } from "../../functions/core/area-rules.ts";
import { evolveAll } from "../../functions/core/evolve.ts";
import * as invariants from "../../functions/core/invariants.ts";
import type { Instant } from "../../functions/core/texts.ts";
import * as more from "../support/invariants.ts";
import * as quiet from "../support/quiet-invariants.ts";
import { canaries } from "./asked.ts";
import { coachesOf } from "./programme-table.ts";
import type { StandIns } from "./stand-ins.ts";

/** Throws at what must not be of any of the cases, of the places, and of the emails that went out. */
export async function checkStores(
  standIns: StandIns,
  files: readonly AreaFile[],
  stored: readonly StoredCase[],
  now: Instant,
): Promise<void> {
  for (const { rules } of files) {
    const its = stored.filter(({ case: { area } }) => area === rules.area);
    for (const each of its) await checkCase(standIns, each, { rules, its, now });
    await checkPlaces(standIns, { rules, its, now });
  }
  checkEmails(standIns, stored);
}

interface InArea {
  readonly rules: AreaRules;
  readonly its: readonly StoredCase[];
  readonly now: Instant;
}

async function checkCase(standIns: StandIns, stored: StoredCase, { rules, its, now }: InArea): Promise<void> {
  const { case: given, events } = stored;
  const notes = given.erasure?.checkedAt ? await caseStore(standIns.kept).notes(given) : [];
  const joined = its.filter(({ case: { reference } }) => given.joined?.includes(reference));
  const waits = joined.some((other) => other.case.safetyOpen) ? (["erase-person"] as const) : [];
  const running = [...standIns.runs.values()].filter(
    ({ reference, state }) => reference === given.reference && state !== "ended",
  );
  const expected = given.stage === "closed" ? 0 : 1;
  hold(given.reference, [
    ...invariants.isToldByItsEvents(stored),
    ...invariants.leavesNothingUndone(stored, rules, now, waits),
    ...invariants.hasOneOwner(stored),
    ...invariants.wakesInTime(stored, now),
    ...more.sleepsWhenClosed(stored, rules, now),
    ...quiet.isQuietAfterLeaving(stored),
    ...quiet.repeatsNoEmail(stored),
    ...quiet.isGoneOnceErased(stored),
    ...notes.map(({ id }) => `its note ${id} was erased and is there`),
    ...more.movedAsDocumented(stored, isWay, evolveAll),
    ...more.saysNothingOf(canaries, "the events", events),
    ...(isFoundWhereItBelongs(stored) ? [] : ["lists find it where it does not belong"]),
    ...(running.length > expected ? [`${running.length} executions act for it`] : []),
  ]);
}

/** A lead may have put somebody above a capacity, or lowered it since. */
async function checkPlaces(standIns: StandIns, { rules, its, now }: InArea): Promise<void> {
  const staff = staffStore(standIns.kept);
  const here = await staff.inArea(rules.area);
  const everybody = await Promise.all(
    coachesOf(rules.area).map(async (id) => (await staff.evenIfGone(rules.area, id)) ?? []),
  );
  hold("joined cases", more.joinedCasesEndSomewhere(its));
  hold("places", [
    ...invariants.placesAreRight(its, everybody.flat(), () => true),
    ...more.nobodyWaitsForNothing(its, here, rules, now),
    ...more.coachesWorkHere(its, here),
  ]);
}

/** A kill can repeat one email once. What staff are sent says nothing of anybody. */
function checkEmails({ emails, kills }: StandIns, stored: readonly StoredCase[]): void {
  const recorded = stored.flatMap(({ events }) => events.filter(({ type }) => type === "email-sent")).length;
  const toStaff = emails.filter(({ to }) => to.every((address) => address.endsWith(".example.org")));
  const isPromised = recorded <= emails.length && emails.length <= recorded + kills;
  hold("emails", [
    ...(isPromised ? [] : [`${emails.length} were sent, ${recorded} recorded, with ${kills} kills`]),
    ...toStaff.flatMap((email) => more.saysNothingOf(canaries, "an email to staff", email)),
  ]);
}

export function hold(what: string, mistakes: readonly string[]): void {
  if (mistakes.length > 0) throw new Error(`${what}: ${mistakes.join("; ")}`);
}
