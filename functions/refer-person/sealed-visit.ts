import { z } from "zod";
import type { Sealer } from "../adapters/server-key.ts";
import { Visit, visitHours } from "../core/refer/visit.ts";
import { plus } from "../core/sessions.ts";
import type { Instant } from "../core/texts.ts";

const Sealed = z.strictObject({ madeAt: z.string(), visit: Visit });

const hour = 3_600_000;

/** The visit as a page of the form carries it: nobody but this service reads or changes it. */
export async function sealVisit(sealer: Sealer, visit: Visit, now: Instant): Promise<string> {
  return await sealer.seal("refer-visit", JSON.stringify({ madeAt: now, visit }));
}

/** The visit of a page, or undefined when it was tampered with, is none of ours, or is too old. */
export async function openVisit(
  sealer: Sealer,
  sealed: string | null,
  now: Instant,
): Promise<Visit | undefined> {
  const text = sealed === null ? undefined : await sealer.open("refer-visit", sealed);
  if (text === undefined) return undefined;
  // A page of an older version may carry a visit that this one does not know.
  const { data } = Sealed.safeParse(JSON.parse(text));
  return data && now <= plus(data.madeAt, visitHours * hour) ? data.visit : undefined;
}
