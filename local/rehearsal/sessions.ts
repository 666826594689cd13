import type { Answer } from "../../test/support/service.ts";
import type { PatientClient } from "./client.ts";

/** Members of staff, each signed in when they need to be. */
export interface Sessions {
  /** As this member of staff, who signs in first, or again, if they must. */
  request(email: string, method: string, path: string, more?: StaffRequest): Promise<Answer>;
  /** Everybody goes home: a session ends at 19:00. */
  endDay(): void;
}

interface StaffRequest {
  readonly body?: unknown;
  /** Idempotency-Key. */
  readonly key?: string;
}

/** How often a member of staff asks for a code before they give up. */
const mostCodes = 5;

export function staffSessions(client: PatientClient): Sessions {
  const cookies = new Map<string, string>();
  const codes = codeReader(client);
  return {
    async request(email, method, path, { body, key } = {}) {
      for (;;) {
        const known = cookies.get(email);
        const cookie = known ?? (await signIn(client, codes, email));
        cookies.set(email, cookie);
        const headers = { cookie, ...(key ? { "idempotency-key": key } : {}) };
        const answer = await client.request(method, path, { headers, body });
        if (answer.status !== 401 || known === undefined) return answer;
        cookies.delete(email);
      }
    },
    endDay: () => cookies.clear(),
  };
}

/** The newest code that was sent to an address; mails that were seen before are not read again. */
function codeReader(client: PatientClient): (email: string) => Promise<string | undefined> {
  const seen = new Map<string, string>();
  return async (email) => {
    const mails = await client.inbox({ to: email, after: seen.get(email) });
    const last = mails.at(-1);
    if (last) seen.set(email, last.id);
    return mails.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0]).findLast((found) => found !== undefined);
  };
}

/** A code that was used, but whose session nobody heard of, is asked for again. */
async function signIn(
  client: PatientClient,
  codeOf: (email: string) => Promise<string | undefined>,
  email: string,
): Promise<string> {
  for (let codes = 1; codes <= mostCodes; codes++) {
    const asked = await client.request("POST", "/sign-in", { body: { email } });
    if (asked.status !== 202) throw new Error(`${email} gets no code: ${asked.status} ${asked.text}`);
    const code = await codeOf(email);
    const { headers } = await client.request("POST", "/sign-in/code", { body: { email, code } });
    const cookie = headers.getSetCookie().find((one) => one.startsWith("session="));
    if (cookie) return cookie.split(";")[0] ?? "";
  }
  throw new Error(`${email} could not sign in.`);
}
