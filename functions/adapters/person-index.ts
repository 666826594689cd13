import type { Referral } from "../core/referral.ts";
import { type CaseKey, casePartition } from "./case-store.ts";
import type { Signer } from "./server-key.ts";
import { ConditionFailed, everyItem, type Table } from "./table.ts";

export type PersonIndex = ReturnType<typeof personIndex>;

/**
 * Which cases of an area may be of the same person, without keeping who that is: one entry by name, birth date and
 * postcode, and one by NHS number where it is known. Nothing else of the person leads to an entry, so a change of
 * contact details moves none.
 */
export function personIndex(table: Table, signer: Signer) {
  const sk = "PERSON";
  const partitionsOf = async (area: string, referral: Referral): Promise<string[]> =>
    await Promise.all(
      identitiesOf(referral).map(
        async (identity) => `${area}#PERSON#${await signer.tokenFor("person-index", identity)}`,
      ),
    );
  /** Where a case was entered, kept with the case: it is found there whatever became of the details. */
  const entriesOf = (key: CaseKey) => ({
    partition: casePartition(key),
    from: "PERSON#",
    to: "PERSON#\uffff",
  });

  return {
    /** Repeatable. */
    async add(key: CaseKey, referral: Referral): Promise<void> {
      for (const pk of await partitionsOf(key.area, referral)) {
        await table.put({ pk: casePartition(key), sk: `PERSON#${pk.split("#").at(-1)}`, entry: pk });
        await table.update({ pk, sk }, { addTo: { references: [key.reference] } });
      }
    },

    /**
     * Keys that every case of this person has, in whatever area: enough to count people by, and neither the entries of
     * this index nor a way to them.
     */
    async keysOf(referral: Referral): Promise<string[]> {
      const tokens = identitiesOf(referral).map((identity) => signer.tokenFor("people-counted", identity));
      return (await Promise.all(tokens)).map((token) => token.slice(0, countedKeyLength));
    },

    /** Other references of whoever this seems to be, by either entry. */
    async others({ area, reference }: CaseKey, referral: Referral): Promise<string[]> {
      const partitions = await partitionsOf(area, referral);
      const entries = await table.getMany(partitions.map((pk) => ({ pk, sk })));
      const references = new Set(entries.flatMap((entry) => [...((entry.references as Set<string>) ?? [])]));
      references.delete(reference);
      return [...references].sort();
    },

    /**
     * Takes the case out of every entry, wherever it was entered; an entry that nobody is left in goes as a whole, so
     * that nothing derived from the person stays. `referral`: the details, where they are still kept. Repeatable.
     */
    async remove(key: CaseKey, referral: Referral | undefined): Promise<void> {
      const kept = await everyItem(table, entriesOf(key));
      // The details as they are now, too: a case that was entered by an older version kept no note of where.
      const now = referral ? await partitionsOf(key.area, referral) : [];
      for (const pk of new Set([...kept.map(({ entry }) => entry as string), ...now])) {
        await table.update({ pk, sk }, { deleteFrom: { references: [key.reference] } });
        await table.delete({ pk, sk }, { equals: { references: undefined } }).catch(unlessSomebodyIsLeft);
      }
      for (const item of kept) await table.delete({ pk: item.pk, sk: item.sk });
    },
  };
}

/** 96 bits: among a million people two never get the same. */
const countedKeyLength = 16;

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
