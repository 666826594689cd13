import type { AreaRules } from "../../core/area-rules.ts";
import { addDutyHours, inWords, isWithinDutyHours } from "../../core/calendar.ts";
import type { Visit } from "../../core/refer/visit.ts";
import type { Instant } from "../../core/texts.ts";

/** When somebody may be at risk: who reads that by when, and not to wait for it. Undefined otherwise. */
export function safetyWords({ answers }: Visit, { clocks, dutyHours }: AreaRules, now: Instant) {
  const isAtRisk = answers.some(([name, text]) => name === "safety.atRisk" && text === "true");
  if (!isAtRisk) return undefined;
  const readBy = inWords(addDutyHours(now, clocks.makeSafeDutyHours.value, dutyHours.value), now);
  const read = isWithinDutyHours(now, dutyHours.value)
    ? `You said that somebody may be at risk. A person reads that by ${readBy}.`
    : `You said that somebody may be at risk. Nobody is here now to read that. A person reads it when we open again, by ${readBy}.`;
  return `${read} Do not wait for us if you need help now. Use the numbers below.`;
}
