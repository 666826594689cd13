import type { Authority } from "../functions/core/place/authority.ts";
import type { Board } from "../functions/core/place/board.ts";
import icbs from "./data/icbs.json" with { type: "json" };
import localAuthorities from "./data/local-authorities-england.json" with { type: "json" };
import { areaNames } from "./index.ts";

const authorities: readonly Authority[] = localAuthorities.authorities;
const boards: readonly Board[] = icbs.icbs;

/** What finding a place needs besides the postcode's record and the date: about 60 KB, fit for a bundle. */
export const placeData = { areas: areaNames, authorities, boards };
