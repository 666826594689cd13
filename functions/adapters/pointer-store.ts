import type { Placed } from "../core/decide/receive.ts";
import type { Instant } from "../core/texts.ts";
import type { CaseKey } from "./case-store.ts";
import { ConditionFailed, type Table } from "./table.ts";

/** What an Idempotency-Key was first used for. */
export interface KeyUse extends CaseKey {
  readonly bodyHash: string;
  readonly receivedAt: Instant;
  /** Where the person was found to belong then: a repeat finishes what the first began. */
  readonly placed: Placed;
  /** The member of staff who filled in the form for a caller. */
  readonly takenBy?: string;
}

export type PointerStore = ReturnType<typeof pointerStore>;

/** Small items that point to a case: submissions by key, cases by reference, tasks by handle. */
export function pointerStore(table: Table) {
  return {
    async useOfKey(keyHash: string): Promise<KeyUse | undefined> {
      return (await table.get({ pk: `KEY#${keyHash}`, sk: "KEY" })) as KeyUse | undefined;
    },

    /** Takes the key for this use, or answers the use that has it already. `keyHash`: hex. */
    async takeKey(keyHash: string, use: KeyUse): Promise<KeyUse> {
      try {
        await table.put({ pk: `KEY#${keyHash}`, sk: "KEY", ...use }, { absent: true });
        return use;
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error;
        return (await this.useOfKey(keyHash)) ?? use;
      }
    },

    async isReferenceFree(reference: string): Promise<boolean> {
      return (await table.get({ pk: `REF#${reference}`, sk: "REF" })) === undefined;
    },

    /** Repeatable: a reference stays with the area that first had it. */
    async pointReference(key: CaseKey): Promise<void> {
      try {
        const { area, reference } = key;
        await table.put({ pk: `REF#${reference}`, sk: "REF", area, reference }, { absent: true });
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error;
      }
    },

    async caseOfReference(reference: string): Promise<CaseKey | undefined> {
      return keyFrom(await table.get({ pk: `REF#${reference}`, sk: "REF" }));
    },

    async pointTask(handle: string, key: CaseKey): Promise<void> {
      await table.put({ pk: `TASK#${handle}`, sk: "TASK", ...key });
    },

    async caseOfTask(handle: string): Promise<CaseKey | undefined> {
      return keyFrom(await table.get({ pk: `TASK#${handle}`, sk: "TASK" }));
    },
  };
}

function keyFrom(item: Record<string, unknown> | undefined): CaseKey | undefined {
  return item && { area: item.area as string, reference: item.reference as string };
}
