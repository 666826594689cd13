import type { Home } from "../../local/rehearsal/homes.ts";

/** Few areas, so that each has several people. */
export const sampleHomes: readonly Home[] = [
  { localAuthority: "Bolton", area: "greater-manchester" },
  { localAuthority: "Preston", area: "lancashire-and-south-cumbria" },
  { localAuthority: "Sheffield", area: "south-yorkshire" },
  { localAuthority: "Dudley", area: "black-country" },
];

/** The areas in which sample people live. */
export const sampleAreas: readonly string[] = sampleHomes.map(({ area }) => area);
