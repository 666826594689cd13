import { readAreaFiles } from "../../areas/area-files.ts";
import { referenceData } from "../../areas/reference-data.ts";

/** Somewhere to live whose area is certain. */
export interface Home {
  readonly area: string;
  readonly localAuthority: string;
}

/** For each area the local authorities that lie in it as a whole, and in no other. */
export function homes(): readonly Home[] {
  const listings = readAreaFiles().areas.map(({ listing }) => listing);
  return listings.flatMap(({ id, authorities }) =>
    authorities
      .filter(({ code, covers }) => covers === "whole" && !isAlsoIn(code, id))
      .flatMap(({ code }) => {
        const name = referenceData.authorities.find((each) => each.code === code)?.name;
        return name ? [{ area: id, localAuthority: name }] : [];
      }),
  );

  function isAlsoIn(code: string, area: string): boolean {
    return listings.some(
      ({ id, authorities }) => id !== area && authorities.some((each) => each.code === code),
    );
  }
}
