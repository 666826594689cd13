import { setTimeout as pause } from "node:timers/promises";
import type { Answer, Mail, RequestOptions, WorkWell } from "../../test/support/service.ts";

/** Real time between two tries, and until a client gives up, in ms: a restart takes seconds. */
const betweenTries = 100;
const patience = 120_000;

/** A client that repeats what was not answered, exactly as it was, as people and programs do. */
export interface PatientClient {
  /** Answers anything but a failure of the service itself, which is tried again. */
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>;
  /** Mails newest last: of one address, or after one mail, or all. */
  inbox(only?: { readonly to?: string | undefined; readonly after?: string | undefined }): Promise<Mail[]>;
  /** Moves programme time to this moment, or finds that it is past it already. */
  advanceTo(time: string): Promise<void>;
  /** Until nothing is in flight any more. */
  settle(): Promise<void>;
}

/**
 * `running` answers the service of the moment, once there is one: after a kill that is another process at the same
 * address.
 */
export function patientClient(running: () => Promise<WorkWell>): PatientClient {
  const request: PatientClient["request"] = async (method, path, options) => {
    const end = Date.now() + patience;
    for (;;) {
      const outcome = await tryOnce(await running(), method, path, options);
      if (typeof outcome !== "string" && outcome.status < 500) return outcome;
      if (Date.now() > end) {
        const last = typeof outcome === "string" ? outcome : `${outcome.status} ${outcome.text}`;
        throw new Error(`${method} ${path} was not answered: ${last}`);
      }
      await pause(betweenTries);
    }
  };
  return {
    request,
    async inbox({ to, after } = {}) {
      const query = new URLSearchParams({ ...(to ? { to } : {}), ...(after ? { after } : {}) });
      return (await request("GET", `/_local/inbox?${query}`)).body;
    },
    async advanceTo(time) {
      const { status, text } = await request("POST", "/_local/clock", { body: { to: time } });
      // 409: it had come to the moment when it was killed, and could not say so.
      if (status !== 200 && status !== 409) throw new Error(`The clock refused ${time}: ${text}`);
    },
    async settle() {
      await request("POST", "/_local/clock", { body: { advance: "PT0S" } });
    },
  };
}

async function tryOnce(
  service: WorkWell,
  method: string,
  path: string,
  options?: RequestOptions,
): Promise<Answer | string> {
  try {
    return await service.request(method, path, options);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
