import { referenceData } from "../../areas/reference-data.ts";
import { AreaNotPublished, type AreaStore } from "../adapters/area-store.ts";
import type { CaseLists } from "../adapters/case-lists.ts";
import type { AreaRules } from "../core/area-rules.ts";
import type { LondonDate } from "../core/calendar.ts";
import { type AreaListing, coverOf } from "../core/place/area-listing.ts";
import { boardOn } from "../core/place/board.ts";
import type { AreaScope } from "../core/reporting/build.ts";
import type { CaseFacts } from "../core/reporting/facts.ts";
import { rulesAtReceipt, type Standards, standardsOf } from "../core/reporting/measure.ts";

/** The areas' facts, a page of the index at a time. */
export async function* factsIn(
  lists: Pick<CaseLists, "everyFact">,
  areas: readonly string[],
): AsyncGenerator<CaseFacts> {
  for (const area of areas) yield* lists.everyFact(area);
}

/** A case is held to the clocks that were in force when it was received, whatever has been published since. */
export async function standardsIn(
  areas: AreaStore,
  ids: readonly string[],
  until: LondonDate,
): Promise<(facts: CaseFacts) => Standards> {
  const versions = new Map<string, readonly AreaRules[]>();
  for (const id of ids) versions.set(id, await areas.rulesUntil(id, until));
  return ({ area, receivedAt }) => {
    const inForce = rulesAtReceipt(versions.get(area) ?? [], receivedAt);
    if (!inForce) throw new AreaNotPublished(`${area} has no rules by ${until}`);
    return standardsOf(inForce);
  };
}

/** An area as reports tell it: its board as at one date and as at another, and the places that it covers. */
export function areaScope(
  listing: AreaListing | undefined,
  { atEvent, today }: { readonly atEvent: LondonDate; readonly today: LondonDate },
): AreaScope {
  if (!listing) throw new AreaNotPublished(`the area is not listed on ${atEvent}`);
  const code = (on: LondonDate) => boardOn(listing.icbAtLaunch, referenceData.boards, on) ?? "";
  const authorities = referenceData.authorities.filter((each) => coverOf(listing, each) !== undefined);
  return {
    area: listing.id,
    name: listing.name,
    icb: { atEvent: code(atEvent), today: code(today) },
    places: new Map(authorities.map(({ code, name }) => [code, name])),
  };
}
