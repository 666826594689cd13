import { randomInt } from "node:crypto";
import type { Purpose, Signer } from "../adapters/server-key.ts";
import type { CodeOf, SessionStore } from "../adapters/session-store.ts";
import { codeMinutes, codeTries, codeWindow, plus } from "../core/sessions.ts";
import type { Instant } from "../core/texts.ts";

const minute = 60_000;

/** One-time codes of six digits, kept as what the server key makes of them for one purpose. */
export function oneTimeCodes(
  { sessions, signer }: { readonly sessions: SessionStore; readonly signer: Signer },
  purpose: Purpose,
) {
  const tokenOf = ({ use, address }: CodeOf, code: string) =>
    signer.tokenFor(purpose, `${use}\n${address}\n${code}`);

  return {
    /** Counts one code against the limit. Undefined: there may be one; otherwise when there can be another. */
    async mustWaitUntil(of: CodeOf, now: Instant): Promise<Instant | undefined> {
      return await sessions.countUse(`code ${of.use} ${of.address}`, now, codeWindow);
    },

    /** A new code, which replaces any that there was. */
    async make(of: CodeOf, now: Instant): Promise<string> {
      const code = String(randomInt(1_000_000)).padStart(6, "0");
      await sessions.keepCode(of, await tokenOf(of, code), plus(now, codeMinutes * minute));
      return code;
    },

    /** Whether this is the newest code, in time and within its tries. A right one is used up. */
    async use(of: CodeOf, code: string, now: Instant): Promise<boolean> {
      return await sessions.useCode(of, await tokenOf(of, code.trim()), now, codeTries);
    },
  };
}

/** What a wrong, used or old code is told with. */
export const wrongCode = `Enter the newest code we emailed you. Codes work for ${codeMinutes} minutes and ${codeTries} tries`;
