import { createHmac, randomBytes } from "node:crypto";
import type { Table } from "./table.ts";
import { ConditionFailed } from "./table.ts";

const key = { pk: "SERVER-KEY", sk: "SERVER-KEY" };

export type Signer = ReturnType<typeof signer>;

/** What a token is for; tokens of one purpose are worth nothing for another. */
export type Purpose = "status" | "my" | "withdraw" | "person-index" | "sign-in-code" | "my-code";

/**
 * Tokens derived from a key that only the table knows (encrypted with the service's own key), made on first use.
 * Nothing to store: the same purpose and subject always give the same token.
 */
export function signer(table: Table) {
  let serverKey: Promise<string> | undefined;

  return {
    /** 32 characters, URL-safe: 192 bits of an HMAC-SHA-256. */
    async tokenFor(purpose: Purpose, subject: string): Promise<string> {
      serverKey ??= readOrMake(table).catch((error) => {
        serverKey = undefined;
        throw error;
      });
      return createHmac("sha256", await serverKey)
        .update(`${purpose}\n${subject}`)
        .digest("base64url")
        .slice(0, 32);
    },
  };
}

async function readOrMake(table: Table): Promise<string> {
  const kept = await table.get(key);
  if (kept) return kept.secret as string;
  const secret = randomBytes(32).toString("base64url");
  try {
    await table.put({ ...key, secret }, { absent: true });
    return secret;
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    return await readOrMake(table);
  }
}
