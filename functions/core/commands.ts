import { z } from "zod";
import { Referral } from "./referral.ts";
import { Moment, Note } from "./texts.ts";

/** Everything that can be asked of a case. Answers to tasks are checked against their task's kind as well. */
export const Command = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("triage"), referral: Referral }),
  z.strictObject({ type: z.literal("assign"), coach: z.string(), because: z.array(z.string()) }),
  z.strictObject({ type: z.literal("wait-for-coach"), because: z.array(z.string()) }),
  z.strictObject({ type: z.literal("answer"), handle: z.string(), answer: z.unknown() }),
  z.strictObject({
    type: z.literal("withdraw"),
    through: z.enum(["link", "staff"]),
    reason: Note.optional(),
  }),
  z.strictObject({ type: z.literal("note"), text: Note }),
  z.strictObject({ type: z.literal("finish") }),
  z.strictObject({ type: z.literal("hold"), until: Moment, reason: Note }),
  z.strictObject({ type: z.literal("resume") }),
  z.strictObject({ type: z.literal("raise-safety"), note: Note }),
]);
export type Command = z.infer<typeof Command>;
export type CommandOf<Type extends Command["type"]> = Extract<Command, { type: Type }>;
