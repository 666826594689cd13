import type { Authority } from "../functions/core/place/authority.ts";
import type { Board } from "../functions/core/place/board.ts";
import icbs from "./data/icbs.json" with { type: "json" };
import localAuthorities from "./data/local-authorities-england.json" with { type: "json" };

const authorities: readonly Authority[] = localAuthorities.authorities;
const boards: readonly Board[] = icbs.icbs;

/** England's local authorities and care boards, about 50 KB, fit for a bundle. Which area is where is published. */
export const referenceData = { authorities, boards };
