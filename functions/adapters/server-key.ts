import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Table } from "./table.ts";
import { ConditionFailed } from "./table.ts";

const key = { pk: "SERVER-KEY", sk: "SERVER-KEY" };

export type Signer = ReturnType<typeof signer>;

/** What a token is for; tokens of one purpose are worth nothing for another. */
export type Purpose =
  | "status"
  | "my"
  | "withdraw"
  | "person-index"
  | "people-counted"
  | "sign-in-code"
  | "my-code";

/**
 * Tokens derived from a key that only the table knows (encrypted with the service's own key), made on first use.
 * Nothing to store: the same purpose and subject always give the same token.
 */
export function signer(table: Table) {
  const serverKey = rememberedKey(table);

  return {
    /** 32 characters, URL-safe: 192 bits of an HMAC-SHA-256. */
    async tokenFor(purpose: Purpose, subject: string): Promise<string> {
      return createHmac("sha256", await serverKey())
        .update(`${purpose}\n${subject}`)
        .digest("base64url")
        .slice(0, 32);
    },
  };
}

/** What a sealed text is for; one of another purpose does not open. */
export type SealPurpose = "refer-visit" | "kept-form";

export type Sealer = ReturnType<typeof sealer>;

/**
 * Texts that a client keeps for us and can neither read nor change: compressed, then AES-256-GCM under a key of the
 * purpose's own, derived from the server key. URL-safe.
 */
export function sealer(table: Table) {
  const serverKey = rememberedKey(table);
  const keyOf = async (purpose: SealPurpose) =>
    Buffer.from(hkdfSync("sha256", await serverKey(), "", purpose, 32));

  return {
    async seal(purpose: SealPurpose, text: string): Promise<string> {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", await keyOf(purpose), nonce);
      const sealed = Buffer.concat([cipher.update(deflateRawSync(text)), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
    },

    /** The text, or undefined when this service did not seal it for this purpose. */
    async open(purpose: SealPurpose, sealed: string): Promise<string | undefined> {
      const bytes = Buffer.from(sealed, "base64url");
      const body = nonceBytes + tagBytes;
      if (bytes.length < body) return undefined;
      const decipher = createDecipheriv("aes-256-gcm", await keyOf(purpose), bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAuthTag(bytes.subarray(nonceBytes, body));
      try {
        const text = Buffer.concat([decipher.update(bytes.subarray(body)), decipher.final()]);
        return inflateRawSync(text).toString();
      } catch {
        return undefined;
      }
    },
  };
}

/** Bytes, as AES-GCM is specified. */
const nonceBytes = 12;
const tagBytes = 16;

/** The key, read once; a failed read is tried again by whoever asks next. */
function rememberedKey(table: Table): () => Promise<string> {
  let serverKey: Promise<string> | undefined;
  return () => {
    serverKey ??= readOrMake(table).catch((error) => {
      serverKey = undefined;
      throw error;
    });
    return serverKey;
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
