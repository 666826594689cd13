import type { Role } from "../core/words.ts";

/** The roles of the member of staff who reads a page. */
export type Roles = readonly Role[];

/** What a page of staff is told beside what it shows. */
export interface ForStaff {
  /** They say what the menu leads to. */
  readonly roles: Roles;
}

interface Place {
  readonly path: string;
  readonly label: string;
  readonly for: Roles;
}

const places: readonly Place[] = [
  { path: "/work", label: "Your work", for: ["coach", "duty"] },
  { path: "/area", label: "Your area", for: ["lead"] },
  { path: "/cases", label: "Your cases", for: ["coach", "lead"] },
  { path: "/availability", label: "Your availability", for: ["coach"] },
  { path: "/refer/caller", label: "Take a referral by phone", for: ["coach", "lead"] },
  { path: "/exports", label: "Exports", for: ["lead", "commissioner", "national"] },
  { path: "/reports", label: "Reports", for: ["commissioner", "national"] },
  { path: "/forecast", label: "What if?", for: ["commissioner", "national"] },
];

/**
 * Where somebody with these roles can go from any page, first where they begin to work; only what they may use.
 */
export function placesFor(roles: Roles): Place[] {
  return places.filter((place) => place.for.some((role) => roles.includes(role)));
}
