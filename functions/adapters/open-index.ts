import { type Case, isUnderWay } from "../core/case.ts";
import type { Query } from "./table.ts";

/** The attributes by which a case is in the index. */
export const openAttributes = ["openArea", "openSort"] as const;

/**
 * The case's entry in the index of cases under way, while it is in it. Those of a coach lie together, oldest referral
 * first. A closed case in which somebody may still be at risk is for the duty role, and among nobody's own. `place`:
 * where it is in the list of its area.
 */
export function openEntry(given: Case, place: string): { openArea: string; openSort: string } | undefined {
  if (!isUnderWay(given)) return undefined;
  const coach = given.stage === "closed" ? undefined : given.coach;
  return { openArea: given.area, openSort: openSortOf(coach, place) };
}

/** The area's cases under way, coach by coach; or the open ones of one coach, oldest referral first. */
export function underWay(area: string, coach?: string): Query {
  const ofArea = { index: "by-open", partition: area } as const;
  return coach === undefined
    ? ofArea
    : { ...ofArea, from: openSortOf(coach, ""), to: openSortOf(coach, "\uffff") };
}

/** Nothing stands before the place of a case without a coach. */
function openSortOf(coach: string | undefined, place: string): string {
  return `${coach ?? ""}#${place}`;
}
