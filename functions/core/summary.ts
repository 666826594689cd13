import { z } from "zod";
import { AskedCall } from "./call.ts";
import { type Case, openTasks } from "./case.ts";
import { Recipient } from "./events.ts";
import { stages } from "./stages.ts";
import { Instant } from "./texts.ts";
import { followUpPoints, taskKinds } from "./words.ts";

/**
 * What lists and digests need of a case, without anything about the person. Kept in indexes, perhaps by a
 * newer version: what is not known here is left out.
 */
export const CaseSummary = z.object({
  reference: z.string(),
  stage: z.enum(stages),
  receivedAt: Instant,
  coach: z.string().optional(),
  takenOverAt: Instant.optional(),
  /** The end of the weeks of support was reached, and the coach has not yet said that support goes on. */
  limitReached: z.object({ weeks: z.int(), endsOn: z.iso.date(), isUsual: z.boolean() }).optional(),
  callAsked: AskedCall.optional(),
  /** Perhaps a second referral of somebody: for the lead alone to look at. */
  foundOthers: z.boolean().optional(),
  openTasks: z.array(
    z.object({
      handle: z.string(),
      kind: z.enum(taskKinds),
      point: z.enum(followUpPoints).optional(),
      to: Recipient,
      askAt: Instant,
      dueAt: Instant,
      escalated: z.boolean(),
    }),
  ),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

export function summaryOf(given: Case): CaseSummary {
  return {
    reference: given.reference,
    stage: given.stage,
    receivedAt: given.receivedAt,
    coach: given.coach,
    takenOverAt: given.takenOverAt,
    limitReached: unansweredLimit(given),
    callAsked: given.callAsked,
    foundOthers: given.foundOthers,
    openTasks: openTasks(given).map(({ handle, kind, point, to, askAt, dueAt, escalated }) => ({
      handle,
      kind,
      point,
      to,
      askAt,
      dueAt,
      escalated,
    })),
  };
}

function unansweredLimit({ limitReached, stage }: Case): CaseSummary["limitReached"] {
  if (!limitReached || limitReached.answered || (stage !== "plan" && stage !== "support")) return undefined;
  const { weeks, endsOn, isUsual } = limitReached;
  return { weeks, endsOn, isUsual };
}
