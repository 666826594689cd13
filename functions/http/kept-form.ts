import { z } from "zod";
import type { SessionStore } from "../adapters/session-store.ts";
import { plus } from "../core/sessions.ts";
import { Instant } from "../core/texts.ts";

/** A form that somebody sent after their session had ended: it waits in their own browser until they sign in. */
const KeptForm = z.strictObject({
  path: z.string(),
  /** The fields as the browser sent them. */
  fields: z.string(),
  /** Whose session had ended, where that is known: nobody else goes on with it. */
  staff: z.string().optional(),
  until: Instant,
});
export type KeptForm = z.infer<typeof KeptForm>;

type Sealing = Pick<SessionStore, "sealForm" | "openForm">;

const waitsMinutes = 60;
/** Characters: with an address and a code it still fits into one request of 64 KiB. */
const longestSealed = 48 * 1024;

/**
 * Sealed, so that a browser that is left open shows nothing of it, and nobody can make one up. Undefined for a form
 * that is too long to be kept.
 */
export async function keepForm(
  sessions: Sealing,
  form: Omit<KeptForm, "until">,
  now: Instant,
): Promise<string | undefined> {
  const until = plus(now, waitsMinutes * 60_000);
  const sealed = await sessions.sealForm(JSON.stringify({ ...form, until }));
  return sealed.length > longestSealed ? undefined : sealed;
}

/** The form, for whoever sent it; undefined for anybody else, after its time, and for what is none of ours. */
export async function keptForm(
  sessions: Sealing,
  sealed: string | undefined,
  { id, now }: { readonly id: string; readonly now: Instant },
): Promise<KeptForm | undefined> {
  const text = sealed === undefined ? undefined : await sessions.openForm(sealed);
  const form = text === undefined ? undefined : KeptForm.safeParse(JSON.parse(text)).data;
  const isTheirs = form?.staff === undefined || form.staff === id;
  return form && form.until > now && isTheirs ? form : undefined;
}
