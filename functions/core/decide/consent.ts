import { londonDate } from "../calendar.ts";
import { type Case, hasDied } from "../case.ts";
import type { CommandOf } from "../commands.ts";
import { dayMistake } from "../referral.ts";
import { notValid, type Refusal } from "../refusals.ts";
import type { ConsentName, PlanReader } from "../words.ts";
import { type Context, type Decision, events } from "./decision.ts";

/** The consent without which a reader is not given the plan. Source: domain.md, "Referral facts". */
export const consentToShareWith: Record<PlanReader, ConsentName> = {
  gp: "shareWithGp",
  employer: "contactEmployer",
};

/**
 * The person gives or withdraws one consent, on a day. Possible at any time, after the end of support too. A
 * decision of an earlier day than the one that is known does not undo it.
 */
export function changeConsent(given: Case, command: CommandOf<"consent">, { now }: Context): Decision {
  const { which, given: isGiven, on } = command;
  if (hasDied(given)) return { refusal: { type: "case-closed" } };
  const mistake = dayMistake(on, londonDate(now));
  if (mistake) return notValid("/on", mistake);
  const last = given.consentedOn?.[which];
  if (given.consents[which] === isGiven && last === on) return events();
  if (last !== undefined && on < last) {
    return notValid("/on", `The person's decision of ${last} is the later one, and stands`);
  }
  return events({ type: "consent-changed", which, given: isGiven, on });
}

/** The plan goes to the GP or the employer: only a plan that there is, and only by the consent for that reader. */
export function share(given: Case, command: CommandOf<"share">): Decision {
  const refusal = refusalToShare(given, command.with);
  return refusal ? { refusal } : events({ type: "plan-shared", with: command.with });
}

/** Why this reader may not be given the plan now; undefined where they may. */
export function refusalToShare(given: Case, reader: PlanReader): Refusal | undefined {
  if (given.stage === "closed") return { type: "case-closed" };
  if (!given.plan) return { type: "not-in-this-stage", stage: given.stage };
  const which = consentToShareWith[reader];
  return given.consents[which] ? undefined : { type: "consent-needed", which };
}
