import type { Answer } from "../service.ts";
import type { PatientClient } from "./client.ts";

/** Members of staff, each signed in when they need to be. */
export interface Sessions {
  /** As this member of staff, who signs in first, or again, if they must. */
  request(email: string, method: string, path: string, body?: unknown): Promise<Answer>;
}

/** How often a member of staff asks for a code before they give up. */
const mostCodes = 5;

export function staffSessions(client: PatientClient): Sessions {
  const cookies = new Map<string, string>();
  return {
    async request(email, method, path, body) {
      for (;;) {
        const known = cookies.get(email);
        const cookie = known ?? (await signIn(client, email));
        cookies.set(email, cookie);
        const answer = await client.request(method, path, { headers: { cookie }, body });
        if (answer.status !== 401 || known === undefined) return answer;
        cookies.delete(email);
      }
    },
  };
}

/** A code that was used, but whose session nobody heard of, is asked for again. */
async function signIn(client: PatientClient, email: string): Promise<string> {
  for (let codes = 1; codes <= mostCodes; codes++) {
    const asked = await client.request("POST", "/sign-in", { body: { email } });
    if (asked.status !== 202) throw new Error(`${email} gets no code: ${asked.status} ${asked.text}`);
    const code = (await client.inbox(email))
      .map(({ text }) => /\b\d{6}\b/.exec(text)?.[0])
      .findLast((found) => found !== undefined);
    const { headers } = await client.request("POST", "/sign-in/code", { body: { email, code } });
    const cookie = headers.getSetCookie().find((one) => one.startsWith("session="));
    if (cookie) return cookie.split(";")[0] ?? "";
  }
  throw new Error(`${email} could not sign in.`);
}
