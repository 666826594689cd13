import type { Referral } from "../core/referral.ts";
import type { CaseKey } from "./case-store.ts";
import type { Signer } from "./server-key.ts";
import { ConditionFailed, type Key, type Table } from "./table.ts";

export type PersonIndex = ReturnType<typeof personIndex>;

/**
 * Which cases of an area may be of the same person, without keeping who that is: one entry by name, birth date and
 * postcode, and one by NHS number where it is known. Nothing else of the person leads to an entry, so a change of
 * contact details moves none.
 */
export function personIndex(table: Table, signer: Signer) {
  const keysOf = async (area: string, referral: Referral): Promise<Key[]> =>
    await Promise.all(
      identitiesOf(referral).map(async (identity) => ({
        pk: `${area}#PERSON#${await signer.tokenFor("person-index", identity)}`,
        sk: "PERSON",
      })),
    );

  return {
    /** Repeatable. */
    async add({ area, reference }: CaseKey, referral: Referral): Promise<void> {
      for (const key of await keysOf(area, referral)) {
        await table.update(key, { addTo: { references: [reference] } });
      }
    },

    /** Other references of whoever this seems to be, by either entry. */
    async others({ area, reference }: CaseKey, referral: Referral): Promise<string[]> {
      const entries = await table.getMany(await keysOf(area, referral));
      const references = new Set(entries.flatMap((entry) => [...((entry.references as Set<string>) ?? [])]));
      references.delete(reference);
      return [...references].sort();
    },

    /**
     * Takes the case out of every entry that its referral leads to; an entry that nobody is left in goes as a whole,
     * so that nothing derived from the person stays. Repeatable.
     */
    async remove({ area, reference }: CaseKey, referral: Referral): Promise<void> {
      for (const key of await keysOf(area, referral)) {
        await table.update(key, { deleteFrom: { references: [reference] } });
        await table.delete(key, { equals: { references: undefined } }).catch(unlessSomebodyIsLeft);
      }
    },
  };
}

/** No number, or one digit ten times: what people type to get past a field would join strangers. */
const isPlaceholder = /^(\d?)\1*$/;

/** What is the same for the same person, as far as spelling does not matter. The two kinds cannot be mistaken. */
function identitiesOf({ person }: Referral): string[] {
  const letters = (text: string) =>
    text
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, "");
  const { givenName, familyName, dateOfBirth, postcode, nhsNumber } = person;
  const byName = [letters(givenName), letters(familyName), dateOfBirth, letters(postcode ?? "")].join("\n");
  const digits = (nhsNumber ?? "").replaceAll(/\D/g, "");
  return isPlaceholder.test(digits) ? [byName] : [byName, `NHS number\n${digits}`];
}

function unlessSomebodyIsLeft(error: unknown): void {
  if (!(error instanceof ConditionFailed)) throw error;
}
