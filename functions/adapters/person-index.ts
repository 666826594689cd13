import type { Referral } from "../core/referral.ts";
import type { CaseKey } from "./case-store.ts";
import type { Signer } from "./server-key.ts";
import type { Table } from "./table.ts";

export type PersonIndex = ReturnType<typeof personIndex>;

/** Which cases of an area may be of the same person, without keeping who that is. */
export function personIndex(table: Table, signer: Signer) {
  const keyOf = async (area: string, referral: Referral) => ({
    pk: `${area}#PERSON#${await signer.tokenFor("person-index", identityOf(referral))}`,
    sk: "PERSON",
  });

  return {
    async add({ area, reference }: CaseKey, referral: Referral): Promise<void> {
      await table.update(await keyOf(area, referral), { addTo: { references: [reference] } });
    },

    /** Other references of whoever this seems to be. */
    async others({ area, reference }: CaseKey, referral: Referral): Promise<string[]> {
      const item = await table.get(await keyOf(area, referral));
      const references = (item?.references as Set<string> | undefined) ?? new Set();
      return [...references].filter((other) => other !== reference).sort();
    },
  };
}

/** Name, birth date and postcode, as far as spelling does not matter. */
function identityOf({ person }: Referral): string {
  const letters = (text: string) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, "");
  const { givenName, familyName, dateOfBirth, postcode } = person;
  return [letters(givenName), letters(familyName), dateOfBirth, letters(postcode ?? "")].join("\n");
}
