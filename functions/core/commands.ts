import { z } from "zod";
import { addressOwners, returnReasons } from "./events-of-delivery.ts";
import { erasureCauses } from "./events-of-rights.ts";
import { ContactDetails, Referral } from "./referral.ts";
import { stages } from "./stages.ts";
import { Day, Instant, Moment, Note } from "./texts.ts";
import { callTimes, consentNames, planReaders } from "./words.ts";

/** A coach whose place was taken for the person, and why this one. */
const ChosenCoach = z.strictObject({ coach: z.string(), because: z.array(z.string()) });
export type ChosenCoach = z.infer<typeof ChosenCoach>;

/** Everything that can be asked of a case. Answers to tasks are checked against their task's kind as well. */
export const Command = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("triage"), referral: Referral }),
  z.strictObject({ type: z.literal("assign"), coach: z.string(), because: z.array(z.string()) }),
  z.strictObject({ type: z.literal("wait-for-coach"), because: z.array(z.string()) }),
  /** `mustTell`: the answer came from the page, which asks whether a person without email was told. */
  z.strictObject({
    type: z.literal("answer"),
    handle: z.string(),
    answer: z.unknown(),
    mustTell: z.boolean().optional(),
  }),
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
  z.strictObject({
    type: z.literal("consent"),
    which: z.enum(consentNames),
    given: z.boolean(),
    on: Day,
  }),
  z.strictObject({ type: z.literal("contact-details"), contact: ContactDetails }),
  /** `mail`: the one mail that it was; `addresses`: those that it did not reach. */
  z.strictObject({
    type: z.literal("return-email"),
    email: z.string(),
    of: z.enum(addressOwners),
    because: z.enum(returnReasons),
    mail: z.string(),
    addresses: z.array(z.string()),
  }),
  z.strictObject({ type: z.literal("ask-for-call"), when: z.enum(callTimes).optional() }),
  z.strictObject({ type: z.literal("share"), with: z.enum(planReaders) }),
  /**
   * `to`: the coach who was asked for; `chosen`: whoever has a place for the person now; `from`: whose people are
   * handed over, where they are.
   */
  z.strictObject({
    type: z.literal("reassign"),
    from: z.string().optional(),
    to: z.string().optional(),
    overrideCapacity: z.boolean().optional(),
    chosen: ChosenCoach.optional(),
    reason: Note,
  }),
  z.strictObject({ type: z.literal("coach-left"), coach: z.string(), reason: Note }),
  /** `delivers`: whether there is such an area. */
  z.strictObject({ type: z.literal("transfer"), toArea: z.string(), delivers: z.boolean(), reason: Note }),
  /** `survivor`: the case that the referral is to be joined to, if the area has it. */
  z.strictObject({
    type: z.literal("merge"),
    survivor: z.strictObject({ reference: z.string(), stage: z.enum(stages) }).optional(),
    reason: Note,
  }),
  /** `others`: what had been joined to the case that is joined now. */
  z.strictObject({
    type: z.literal("join-duplicate"),
    reference: z.string(),
    receivedAt: Instant,
    others: z.array(z.string()),
  }),
  /** `into`: what the case was found joined to, in a circle. */
  z.strictObject({ type: z.literal("undo-merge"), into: z.string() }),
  z.strictObject({ type: z.literal("reopen"), coach: ChosenCoach.optional(), reason: Note }),
  z.strictObject({
    type: z.literal("correct"),
    eventId: z.string(),
    data: z.record(z.string(), z.unknown()),
    reason: Note,
  }),
  z.strictObject({ type: z.literal("erase"), reason: z.enum(erasureCauses) }),
  z.strictObject({ type: z.literal("legal-hold"), on: z.boolean(), reason: Note }),
]);
export type Command = z.infer<typeof Command>;
export type CommandOf<Type extends Command["type"]> = Extract<Command, { type: Type }>;
