/** A local authority of England (areas/data/local-authorities-england.json). */
export interface Authority {
  /** ONS code. */
  readonly code: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly formerCodes: readonly string[];
}

/** Words that people add to an authority's name or leave out (contract: Area). */
const dropped = new Set(["city", "county", "borough", "council", "of", "the"]);

/** The authority with this name, alias, or present or former code. */
export function findAuthority(authorities: readonly Authority[], text: string): Authority | undefined {
  const code = text.trim().toUpperCase();
  const name = plainName(text);
  return authorities.find(
    (authority) =>
      authority.code === code ||
      authority.formerCodes.includes(code) ||
      [authority.name, ...authority.aliases].some((known) => plainName(known) === name),
  );
}

/** The authority that a Jobcentre is named after, "Bolton Jobcentre Plus"; undefined where it has another name. */
export function authorityOfJobcentre(authorities: readonly Authority[], jobcentre: string) {
  return findAuthority(authorities, jobcentre.replace(/\b(job\s*cent(re|er)|plus)\b/gi, " "));
}

/** Lower case, without punctuation, spaces and dropped words: "Bristol, City of" and "Bristol" are one name. */
function plainName(text: string): string {
  const words = text
    .toLowerCase()
    .replaceAll("&", " and ")
    .replaceAll(/['’.]/g, "")
    .split(/[^\p{L}\p{N}]+/u);
  return words.filter((word) => !dropped.has(word)).join("");
}
