/** Ten characters that name one referral to people, in capitals and without separators. */
export type Reference = string;

/** No vowels, so no words; nothing that is read as something else (0, 1, B, E, I, L, O, Q, S, U, Z). */
const alphabet = "23456789CDFGHJKMNPRTVWXY";
const base = alphabet.length;
const length = 10;

/** Bytes above the last whole multiple of the alphabet are passed over, so that each character is as likely. */
const fairBytes = 256 - (256 % base);

/** Random bytes for one reference: fewer than 9 of 32 being usable happens once in more than 10^20 references. */
export const referenceRandomBytes = 32;

/** A new reference from random bytes, each character equally likely. Refuses bytes that run out. */
export function newReference(randomBytes: Uint8Array): Reference {
  const values = [...randomBytes].filter((byte) => byte < fairBytes).map((byte) => byte % base);
  if (values.length < length - 1) throw new RangeError("too few random bytes for a reference");
  const payload = values.slice(0, length - 1).map((value) => alphabet.charAt(value));
  return payload.join("") + checkCharacterOf(payload.join(""));
}

/**
 * The reference someone typed, in any case, with or without spaces and hyphens; undefined if it cannot be one.
 * The check character (Luhn mod 24) catches every single wrong character, and every swap of neighbours but
 * that of the alphabet's first and last, "2" and "Y".
 */
export function parseReference(text: string): Reference | undefined {
  const typed = text.replace(/[\s\p{Dash}]/gu, "").toUpperCase();
  if (typed.length !== length || [...typed].some((character) => !alphabet.includes(character)))
    return undefined;
  return checkCharacterOf(typed.slice(0, -1)) === typed.slice(-1) ? typed : undefined;
}

/** The reference in groups that can be read out: "ABCD-EFGH-JK". */
export function formatReference(reference: Reference): string {
  return [reference.slice(0, 4), reference.slice(4, 8), reference.slice(8)].join("-");
}

function checkCharacterOf(payload: string): string {
  let sum = 0;
  [...payload].reverse().forEach((character, position) => {
    const value = alphabet.indexOf(character) * (position % 2 === 0 ? 2 : 1);
    sum += Math.floor(value / base) + (value % base);
  });
  return alphabet.charAt((base - (sum % base)) % base);
}
