import { z } from "zod";
import { Instant } from "../core/texts.ts";
import { actionKinds, actionOwners, actionStates, planReaders, planTypes } from "../core/words.ts";

// The larger answers of the HTTP API.

export const reference = z.string().regex(/^[2-9CDFGHJKMNPRTVWXY]{10}$/);

const WaitTold = z.object({
  standard: z.object({ value: z.int(), mark: z.enum(["published", "default"]), source: z.string() }),
  medianWorkingDays: z.number().nullable(),
});
/** How long people wait in an area. */
export const WaitsTold = z.object({
  asAt: Instant.nullable(),
  overDays: z.int(),
  firstContact: WaitTold,
  firstAppointment: WaitTold,
  waitingForCoach: z.union([z.int(), z.literal("fewer than 8")]).nullable(),
});

const day = z.iso.date();
const step = {
  kind: z.enum(actionKinds),
  by: z.enum(actionOwners),
  dueOn: day.optional(),
  status: z.enum(actionStates),
};
/** The plan as a document for the person. */
export const PlanTold = z.object({
  reference,
  name: z.string().optional(),
  areaName: z.string(),
  coachName: z.string().optional(),
  support: z.enum(["not-begun", "goes-on", "on-hold", "ended"]),
  endedOn: day.optional(),
  plan: z
    .object({
      planType: z.enum(planTypes),
      agreedOn: day,
      nextReviewOn: day.optional(),
      actions: z.array(z.looseObject({ ...step, description: z.string(), markedOn: day.optional() })),
    })
    .optional(),
  sharing: z.array(
    z.object({
      with: z.enum(planReaders),
      agreed: z.boolean(),
      on: day.optional(),
      sharedOn: day.optional(),
    }),
  ),
});
/** What the GP or the employer may see of a plan. */
export const SharedPlanTold = z.object({
  for: z.enum(planReaders),
  reference,
  name: z.string().optional(),
  planType: z.enum(planTypes).optional(),
  agreedAt: Instant,
  consentedOn: day.optional(),
  sharedAt: Instant,
  nextReviewOn: day.optional(),
  actions: z.array(z.object({ ...step, description: z.string().optional(), service: z.string().optional() })),
});

export const HistoryLine = z.object({
  eventId: z.string(),
  at: Instant,
  type: z.string(),
  sentence: z.string(),
});

/** How long a record is kept; `keptUntil` once the case is closed. */
export const RecordTold = z.object({
  keptUntil: day.optional(),
  retention: z.looseObject({ value: z.looseObject({}), mark: z.string(), source: z.string() }),
  legalHoldSince: Instant.optional(),
  erasedAt: Instant.optional(),
});

/** An email to the person, or about them to whoever referred them. */
export const EmailTold = z.object({
  email: z.string(),
  to: z.enum(["person", "referrer", "former-address"]),
  at: Instant,
  state: z.enum(["intended", "sent", "dropped"]),
});

/** Where else something is held about the same person. */
export const LinkedCase = z.object({
  area: z.string(),
  reference,
  because: z.enum(["transferred-from", "transferred", "merged", "joined"]),
});

/** A release of published figures. */
export const Release = z.object({
  id: z.string(),
  area: z.string().optional(),
  england: z.literal(true).optional(),
  quarter: z.string(),
  profile: z.enum(["nhs", "strict"]),
  asAt: Instant,
  files: z.array(z.string()),
  supersedes: z.string().optional(),
  scheduled: z.literal(true).optional(),
});

/** The true figures of an area's month. */
export const Management = z.object({
  area: z.string(),
  areaName: z.string(),
  month: z.string(),
  asAt: Instant,
  notForPublication: z.literal(true),
  notice: z.string(),
  items: z.array(
    z.object({
      measure: z.string(),
      title: z.string(),
      statistic: z.enum(["count", "median", "p90"]),
      unit: z.enum(["cases", "people", "working-days"]),
      dimension: z.string(),
      category: z.string(),
      value: z.number().nullable(),
      denominator: z.number().nullable(),
    }),
  ),
});
