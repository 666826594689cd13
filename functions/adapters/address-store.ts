import { createHash } from "node:crypto";
import { londonDate } from "../core/calendar.ts";
import { mostEmailsADay } from "../core/email-limit.ts";
import type { Instant } from "../core/texts.ts";
import { ConditionFailed, type Table } from "./table.ts";

export type AddressStore = ReturnType<typeof addressStore>;

/** Seconds for which a day's emails are kept counted: the day itself, and one more. */
const countedSeconds = 2 * 24 * 60 * 60;

/** What is known of email addresses, each by its hash alone. */
export function addressStore(table: Table) {
  const knownKey = (address: string) => ({ pk: `KNOWN#${hash(address)}`, sk: "KNOWN" });

  return {
    /** Somebody used a code that was sent there: whoever reads the address wants our emails. */
    async recordKnown(address: string): Promise<void> {
      await table.put(knownKey(address));
    },

    async isKnown(address: string): Promise<boolean> {
      return (await table.get(knownKey(address))) !== undefined;
    },

    /**
     * Counts an email to this address today. False: it has had as many as an address that is not known may have. The
     * same email counts once, however often it is asked about.
     */
    async mayHave(address: string, email: string, now: Instant): Promise<boolean> {
      if (await this.isKnown(address)) return true;
      const key = { pk: `MAILED#${hash(address)}`, sk: londonDate(now) };
      const expiresAt = Math.ceil(Date.parse(now) / 1000) + countedSeconds;
      await table.put({ ...key, most: mostEmailsADay, expiresAt }, { absent: true }).catch(unlessThere);
      try {
        await table.update(
          key,
          { addTo: { emails: [email] } },
          { room: { set: "emails", member: email, limit: "most" } },
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionFailed) return false;
        throw error;
      }
    },
  };
}

function hash(address: string): string {
  return createHash("sha256").update(address.toLowerCase()).digest("hex");
}

function unlessThere(error: unknown): void {
  if (!(error instanceof ConditionFailed)) throw error;
}
