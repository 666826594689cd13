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
