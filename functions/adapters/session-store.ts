import { createHash } from "node:crypto";
import type { Instant } from "../core/texts.ts";
import { addressStore } from "./address-store.ts";
import { sealer } from "./server-key.ts";
import { ConditionFailed, type Table } from "./table.ts";

export interface Session {
  readonly staff: string;
  /** Where they work; absent in sessions that an older version began. */
  readonly area?: string | undefined;
  /** The time of working here in which the session began: with that it ends. */
  readonly membership?: string | undefined;
  readonly endsAt: Instant;
}

/** What a code is for: the address it was emailed to, and what it opens there. Codes for other uses stay. */
export interface CodeOf {
  readonly address: string;
  readonly use: string;
}

/** A person's own page whose details were opened with a code, until when. */
export interface Unlocked {
  readonly reference: string;
  readonly endsAt: Instant;
}

export type SessionStore = ReturnType<typeof sessionStore>;

/**
 * Codes, sessions of staff, and the pages that people unlocked. Only hashes are kept. The table's own expiry is
 * housekeeping: every read compares the time itself.
 */
export function sessionStore(table: Table) {
  const codeKey = ({ address, use }: CodeOf) => ({ pk: `CODE#${hash(`${use}\n${address}`)}`, sk: "CODE" });
  const unlockedKey = (token: string) => ({ pk: `UNLOCKED#${hash(token)}`, sk: "UNLOCKED" });
  const sessionKey = (token: string) => ({ pk: `SESSION#${hash(token)}`, sk: "SESSION" });

  const forms = sealer(table);

  return {
    /** What somebody sent after their session had ended, for their own browser to keep until they sign in. */
    sealForm: (text: string) => forms.seal("kept-form", text),
    openForm: (sealed: string) => forms.open("kept-form", sealed),

    /** Replaces any code that the address had for this use. */
    async keepCode(of: CodeOf, code: string, endsAt: Instant): Promise<void> {
      await table.put({ ...codeKey(of), codeHash: hash(code), endsAt, tries: 0, ...expiry(endsAt) });
    },

    /** Each try counts before it is compared; a right one uses the code up. */
    async useCode(of: CodeOf, code: string, now: Instant, mostTries: number): Promise<boolean> {
      const kept = await table.get(codeKey(of));
      if (!kept || (kept.endsAt as Instant) <= now || (kept.tries as number) >= mostTries) return false;
      const isRight = kept.codeHash === hash(code);
      try {
        await table.update(
          codeKey(of),
          isRight ? { set: { tries: mostTries } } : { set: { tries: (kept.tries as number) + 1 } },
          { equals: { tries: kept.tries as number, codeHash: kept.codeHash as string } },
        );
      } catch (error) {
        // Somebody else tried at the same moment: that try counted, this one does not pass.
        if (error instanceof ConditionFailed) return false;
        throw error;
      }
      if (isRight) await addressStore(table).recordKnown(of.address);
      return isRight;
    },

    async begin(token: string, session: Session): Promise<void> {
      await table.put({ ...sessionKey(token), ...session, ...expiry(session.endsAt) });
    },

    async find(token: string, now: Instant): Promise<Session | undefined> {
      const kept = await table.get(sessionKey(token));
      if (!kept || (kept.endsAt as Instant) <= now) return undefined;
      return {
        staff: kept.staff as string,
        area: kept.area as string | undefined,
        membership: kept.membership as string | undefined,
        endsAt: kept.endsAt as Instant,
      };
    },

    /** Whose session it was that has ended by itself, and when; undefined for any other. */
    async findEnded(token: string, now: Instant): Promise<Pick<Session, "staff" | "endsAt"> | undefined> {
      const kept = await table.get(sessionKey(token));
      if (!kept || (kept.endsAt as Instant) > now) return undefined;
      return { staff: kept.staff as string, endsAt: kept.endsAt as Instant };
    },

    async end(token: string): Promise<void> {
      await table.delete(sessionKey(token));
    },

    async unlock(token: string, unlocked: Unlocked): Promise<void> {
      await table.put({ ...unlockedKey(token), ...unlocked, ...expiry(unlocked.endsAt) });
    },

    /** Until when this token unlocks the page of this case; undefined when it does not. */
    async unlockedUntil(token: string, reference: string, now: Instant): Promise<Instant | undefined> {
      const kept = await table.get(unlockedKey(token));
      const endsAt = kept?.endsAt as Instant | undefined;
      return kept?.reference === reference && endsAt !== undefined && endsAt > now ? endsAt : undefined;
    },

    async lock(token: string): Promise<void> {
      await table.delete(unlockedKey(token));
    },

    /**
     * Counts one use within a window that begins with its first use. Undefined: it may go on; otherwise the moment
     * the window ends, because it has had its `most`.
     */
    async countUse(
      name: string,
      now: Instant,
      window: { most: number; minutes: number },
    ): Promise<Instant | undefined> {
      const key = { pk: `RATE#${hash(name)}`, sk: "RATE" };
      for (;;) {
        const kept = await table.get(key);
        const isOpen = kept !== undefined && (kept.endsAt as Instant) > now;
        const used = isOpen ? (kept.used as number) : 0;
        if (isOpen && used >= window.most) return kept.endsAt as Instant;
        const endsAt = isOpen
          ? (kept.endsAt as Instant)
          : new Date(Date.parse(now) + window.minutes * 60_000).toISOString();
        const unchanged = {
          used: kept?.used as number | undefined,
          endsAt: kept?.endsAt as string | undefined,
        };
        try {
          await table.update(
            key,
            { set: { used: used + 1, endsAt, ...expiry(endsAt) } },
            { equals: unchanged },
          );
          return undefined;
        } catch (error) {
          if (!(error instanceof ConditionFailed)) throw error;
        }
      }
    },
  };
}

/** Seconds since the epoch, as DynamoDB's time to live wants them. */
function expiry(endsAt: Instant) {
  return { expiresAt: Math.ceil(Date.parse(endsAt) / 1000) };
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
