import type { AreaStore } from "../adapters/area-store.ts";
import { isFoundWhereItBelongs } from "../adapters/case-item.ts";
import type { CaseLists } from "../adapters/case-lists.ts";
import type { CaseKey, CaseStore, StoredCase } from "../adapters/case-store.ts";
import type { StaffStore } from "../adapters/staff-store.ts";
import type { AreaRules } from "../core/area-rules.ts";
import { addMinutes, londonDate } from "../core/calendar.ts";
import * as invariants from "../core/invariants.ts";
import type { Instant } from "../core/texts.ts";

/** What must be true of every open case. docs/runbook.md says what to do where one is broken. */
export type Promised =
  | "is-kept"
  | "is-told-by-its-events"
  | "is-in-its-lists"
  | "has-one-owner"
  | "wakes-in-time"
  | "leaves-nothing-undone"
  | "has-its-place";

/** A case of which something is not true that must be. It says nothing about the person. */
export interface Violation extends CaseKey {
  readonly promise: Promised;
}

export interface CheckedArea {
  /** Open cases that were looked at. */
  readonly cases: number;
  readonly violations: readonly Violation[];
}

export interface CheckServices {
  readonly lists: Pick<CaseLists, "openReferences">;
  readonly cases: Pick<CaseStore, "loadMany">;
  readonly areas: Pick<AreaStore, "rulesOn">;
  readonly staff: Pick<StaffStore, "everyoneEver">;
}

/** Cases that are read at once. */
const casesAtOnce = 25;

/** Minutes since a case last changed for which it may still be attended to, retries and a sweep included. */
const settledAfterMinutes = 30;

/** A scheduled run may begin an hour late and take a while, and does not know: cases go on meanwhile. */
const patienceMinutes = 120;

/** Which cases are judged: all of them, unless told otherwise. */
export type IsJudged = (reference: string) => boolean;

/**
 * Judges the open cases of an area. What seems wrong is looked at a second time, at the end, before it counts: two
 * writes of one decision are not one moment, and an index lags behind the cases.
 */
export async function checkArea(
  services: CheckServices,
  area: string,
  now: Instant,
  isJudged: IsJudged = () => true,
): Promise<CheckedArea> {
  const suspects: Violation[] = [];
  const placed: invariants.Placed[] = [];
  let rules: AreaRules | undefined;
  for await (const open of services.lists.openReferences(area)) {
    if (open.length === 0) continue;
    rules ??= await services.areas.rulesOn(area, londonDate(now));
    const keys = open.filter(isJudged).map((reference) => ({ area, reference }));
    for await (const part of inParts(services, keys)) {
      suspects.push(...judged(part, rules, now));
      placed.push(...part.stored.map(placeOf));
    }
  }
  if (!rules) return { cases: 0, violations: [] };
  const violations = [
    ...(await secondLook(services, suspects, rules, now)),
    ...(await misplaced(services, area, placed, { now, isJudged })),
  ];
  return { cases: placed.length, violations };
}

interface Part {
  readonly keys: readonly CaseKey[];
  readonly stored: readonly StoredCase[];
}

/** Cases, a few in memory at a time. One that has lost its snapshot is as good as not there. */
async function* inParts({ cases }: CheckServices, keys: readonly CaseKey[]): AsyncGenerator<Part> {
  for (let at = 0; at < keys.length; at += casesAtOnce) {
    const some = keys.slice(at, at + casesAtOnce);
    const stored = await cases.loadMany(some);
    yield { keys: some, stored: stored.filter(({ case: given }) => given !== undefined) };
  }
}

/** Each promise that a case breaks; one that is not there, or that only a newer version can read, breaks one. */
function judged({ keys, stored }: Part, rules: AreaRules, now: Instant): Violation[] {
  const found = new Map(stored.map((each) => [each.case.reference, each]));
  return keys.flatMap(({ area, reference }) => {
    const kept = found.get(reference);
    const promises: readonly Promised[] = kept ? brokenPromises(kept, rules, now) : ["is-kept"];
    return promises.map((promise) => ({ area, reference, promise }));
  });
}

function brokenPromises(kept: StoredCase, rules: AreaRules, now: Instant): Promised[] {
  const settled = isSettled(kept, now);
  const mistakes: Partial<Record<Promised, () => readonly string[]>> = {
    "is-told-by-its-events": () => invariants.isToldByItsEvents(kept),
    "is-in-its-lists": () => (isFoundWhereItBelongs(kept) ? [] : ["lists find it elsewhere"]),
    "has-one-owner": () => (settled ? invariants.hasOneOwner(kept) : []),
    "wakes-in-time": () => invariants.wakesInTime(kept, now, patienceMinutes),
    "leaves-nothing-undone": () =>
      settled ? invariants.leavesNothingUndone(kept, rules, addMinutes(now, -settledAfterMinutes)) : [],
  };
  return (Object.keys(mistakes) as Promised[]).filter((promise) => isBroken(mistakes[promise]));
}

/** A case that cannot even be judged keeps no promise. */
function isBroken(mistakesOf: (() => readonly string[]) | undefined): boolean {
  try {
    return (mistakesOf?.() ?? []).length > 0;
  } catch {
    return true;
  }
}

async function secondLook(
  services: CheckServices,
  suspects: readonly Violation[],
  rules: AreaRules,
  now: Instant,
): Promise<Violation[]> {
  const seen = new Set(suspects.map(({ reference, promise }) => `${reference} ${promise}`));
  const references = [...new Set(suspects.map(({ reference }) => reference))];
  const keys = references.map((reference) => ({ area: rules.area, reference }));
  const violations: Violation[] = [];
  for await (const part of inParts(services, keys)) {
    violations.push(...judged(part, rules, now));
  }
  return violations.filter(({ reference, promise }) => seen.has(`${reference} ${promise}`));
}

/** Whose place is not as it should be; who seems so is read again, with the coaches, a moment later. */
async function misplaced(
  services: CheckServices,
  area: string,
  placed: readonly invariants.Placed[],
  { now, isJudged }: { readonly now: Instant; readonly isJudged: IsJudged },
): Promise<Violation[]> {
  const { staff } = services;
  const suspects = invariants
    .misplaced(placed, await staff.everyoneEver(area))
    .filter(({ reference }) => isJudged(reference));
  if (suspects.length === 0) return [];
  const keys = suspects.map(({ reference }) => ({ area, reference }));
  const again: invariants.Placed[] = [];
  const changing = new Set<string>();
  for await (const { stored } of inParts(services, keys)) {
    again.push(...stored.map(placeOf));
    for (const each of stored) if (!isSettled(each, now)) changing.add(each.case.reference);
  }
  const judgedNow = new Set(keys.map(({ reference }) => reference).filter((each) => !changing.has(each)));
  return invariants
    .misplaced(again, await staff.everyoneEver(area))
    .filter(({ reference }) => judgedNow.has(reference))
    .map(({ reference }) => ({ area, reference, promise: "has-its-place" }));
}

function isSettled({ case: given }: StoredCase, now: Instant): boolean {
  return given.updatedAt <= addMinutes(now, -settledAfterMinutes);
}

/** The rest of the case is let go of: an area may have thousands. */
function placeOf({ case: { area, reference, placeHeld, coach } }: StoredCase): invariants.Placed {
  return { case: { area, reference, placeHeld, coach } };
}
