import type { AreaRules } from "../functions/core/area-rules.ts";
import type { FieldError } from "../functions/core/field-errors.ts";
import type { AreaListing } from "../functions/core/place/area-listing.ts";
import { type Authority, findAuthority } from "../functions/core/place/authority.ts";

export type Listed = { readonly listing: AreaListing } | { readonly mistakes: readonly FieldError[] };

/** An area's listing, derived from its rules. Refuses authorities that do not exist or are named twice. */
export function listingOf(rules: AreaRules, authorities: readonly Authority[]): Listed {
  const { area: id, name, effectiveFrom, icbAtLaunch, icbCovers } = rules;
  const mistakes: FieldError[] = [];
  const found = new Map<string, AreaListing["authorities"][number]>();
  for (const [number, text] of rules.localAuthorities.entries()) {
    const pointer = `/localAuthorities/${number}`;
    const { name: said, covers } = taken(text);
    const authority = findAuthority(authorities, said);
    if (!authority) {
      mistakes.push({
        pointer,
        detail: `"${said}" is no local authority of England. Use a name or code of areas/data/local-authorities-england.json`,
      });
    } else if (found.has(authority.code)) {
      mistakes.push({ pointer, detail: `${authority.name} is named twice. Remove one` });
    } else found.set(authority.code, { code: authority.code, covers });
  }
  if (mistakes.length > 0) return { mistakes };
  return { listing: { id, name, effectiveFrom, icbAtLaunch, icbCovers, authorities: [...found.values()] } };
}

/** "Hart (part)", "Waverley: Farnham" and "Waverley (except Farnham)" lie in the area in part, "Bolton" as a whole. */
function taken(text: string): { name: string; covers: "whole" | "part" } {
  const [name = "", more] = text.split(/[:(]/);
  return { name: name.trim(), covers: more === undefined ? "whole" : "part" };
}

/** Who claims an authority that another area has as a whole on the same day; each pair is told once. */
export function overlapsIn(
  areas: readonly AreaListing[],
  authorities: readonly Authority[],
): readonly { readonly ids: readonly string[]; readonly authority: string }[] {
  const nameOf = (code: string) => authorities.find((each) => each.code === code)?.name ?? code;
  return areas.flatMap((area, index) =>
    area.authorities.flatMap(({ code, covers }) =>
      areas
        .slice(index + 1)
        .filter((other) =>
          other.authorities.some(
            (its) => its.code === code && (its.covers === "whole" || covers === "whole"),
          ),
        )
        .map((other) => ({ ids: [area.id, other.id], authority: nameOf(code) })),
    ),
  );
}
