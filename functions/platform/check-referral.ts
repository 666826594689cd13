import { referenceData } from "../../areas/reference-data.ts";
import type { AreaStore } from "../adapters/area-store.ts";
import type { PlaceStore } from "../adapters/place-store.ts";
import { londonDate } from "../core/calendar.ts";
import type { Placed } from "../core/decide/receive.ts";
import { oncePerField } from "../core/field-errors.ts";
import { parsePostcode } from "../core/place/postcode.ts";
import { type FoundPlace, findPlace, type PlaceAsked, type PlaceRefusal, placedBy } from "../core/place.ts";
import { mistakesOfReferral, Referral, valueAt } from "../core/referral.ts";
import type { Instant } from "../core/texts.ts";

export interface Lookups {
  readonly places: PlaceStore;
  readonly areas: AreaStore;
}

export type Checked =
  | { readonly referral: Referral; readonly placed: Placed }
  | { readonly refusal: PlaceRefusal };

/**
 * The referral and where the person belongs, or every mistake of the request at once. Three reads: the postcode,
 * the areas, and the rules of the one found.
 */
export async function checkReferral(sent: unknown, now: Instant, lookups: Lookups): Promise<Checked> {
  const shape = Referral.safeParse(sent);
  const on = londonDate(now);
  const place = await findPlaceOf(sent, now, lookups);
  // What is there but no text has its own mistake; then "nothing to go by" would mislead.
  const isReadable =
    valueAt(sent, "/person") !== undefined && placePointers.every((pointer) => isTextOrAbsent(sent, pointer));
  const errors = [
    ...mistakesOfReferral(sent, on),
    ...("refusal" in place && place.refusal.type === "not-valid" && isReadable ? place.refusal.errors : []),
  ];
  if (!shape.success || errors.length > 0) {
    return { refusal: { type: "not-valid", errors: oncePerField(errors) } };
  }
  if ("refusal" in place) return place;
  const rules = await lookups.areas.rulesOn(place.area, on);
  const { area, authority, icbAtEvent } = place;
  return {
    referral: shape.data,
    placed: { area, placedBy: placedBy(place, rules.areaTests.value), authority, icbAtEvent },
  };
}

/** Where the person of a request belongs, as far as it says so; the rest of it need not be there yet. */
export async function findPlaceOf(
  sent: unknown,
  now: Instant,
  lookups: Lookups,
): Promise<FoundPlace | { refusal: PlaceRefusal }> {
  const asked = placeAsked(sent);
  const on = londonDate(now);
  const [outward, areas] = await Promise.all([outwardOf(asked, lookups.places), lookups.areas.listedOn(on)]);
  return findPlace(asked, { ...referenceData, areas, outward, on });
}

const placePointers = [
  "/area",
  "/person/postcode",
  "/person/localAuthority",
  "/person/gpPractice/icb",
  "/person/gpPractice/icbName",
];

function isTextOrAbsent(sent: unknown, pointer: string): boolean {
  const value = valueAt(sent, pointer);
  return value === undefined || typeof value === "string";
}

/** The parts of the request that say where the person belongs, as far as they are texts. */
function placeAsked(sent: unknown): PlaceAsked {
  const text = (pointer: string) => {
    const value = valueAt(sent, pointer);
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  };
  return {
    area: text("/area"),
    person: {
      postcode: text("/person/postcode"),
      localAuthority: text("/person/localAuthority"),
      gpPractice: { icb: text("/person/gpPractice/icb"), icbName: text("/person/gpPractice/icbName") },
      jobcentre: text("/person/jobcentre"),
    },
  };
}

async function outwardOf(asked: PlaceAsked, places: PlaceStore) {
  const postcode = parsePostcode(asked.person.postcode ?? "");
  return postcode && (await places.outward(postcode.outward));
}
