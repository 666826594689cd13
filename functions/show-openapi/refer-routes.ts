import { z } from "zod";
import { steps, ways } from "../core/refer/steps.ts";
import type { Described } from "./operation.ts";

/** The form at /refer, for browsers. */
export const referRoutes = {
  "GET /refer": { summary: "Where people begin to refer themselves or somebody else.", answer: [200] },
  "GET /refer/{step}": {
    summary:
      "Begins the form: for oneself, for somebody else, or, signed in, for a caller. Stores nothing. Its other pages cannot be opened by their address, and say so.",
    values: { step: [...ways, ...steps, "check"] },
    answer: [200],
    problems: ["not-yours", "not-found"],
  },
  "POST /refer/{step}": {
    summary:
      "Goes on from a page of the form, and from its last one sends the referral, once. Answers with the next page, which carries all answers, sealed; programs use POST /referrals.",
    form: z.looseObject({ visit: z.string(), go: z.string().optional() }),
    values: { step: [...steps, "check"] },
    answer: [200],
    problems: [
      "malformed",
      "foreign-origin",
      "not-found",
      "too-large",
      "unsupported-media-type",
      "not-valid",
      "conflict",
    ],
  },
} as const satisfies Record<string, Described>;
