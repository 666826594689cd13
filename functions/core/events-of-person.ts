import { z } from "zod";
import { event } from "./event-shape.ts";
import { callTimes } from "./words.ts";

/** What a person brings about from their own page, beside leaving and changing their details and consents. */
export const personEvents = [
  /** They would like to be called. `when`: the time of day that suits them best, if they said so. */
  event("call-asked", { when: z.enum(callTimes).optional() }),
] as const;

export type PersonEvent = z.infer<(typeof personEvents)[number]>;
