import type { RedirectCounter } from "../adapters/redirect-counter.ts";
import { londonDate } from "../core/calendar.ts";
import { type FieldError, oncePerField } from "../core/field-errors.ts";
import { mistakesAt, type Step } from "../core/refer/steps.ts";
import { answered, inArea, placed, type Visit } from "../core/refer/visit.ts";
import { mistakesOfReferral } from "../core/referral.ts";
import type { Instant } from "../core/texts.ts";
import { referralFrom } from "../http/refer-form.ts";
import { noneOfThese } from "../pages/refer/step-content.ts";
import { findPlaceOf, type Lookups } from "../platform/check-referral.ts";

export interface TakeServices extends Lookups {
  readonly redirected: RedirectCounter;
}

/** What a form says, taken into the visit; or the mistakes of its step, all at once. */
export type Taking = { readonly visit: Visit } | { readonly errors: readonly FieldError[] };

/** Goes on from a step: the answers are in the visit already. */
export async function take(services: TakeServices, visit: Visit, step: Step, now: Instant): Promise<Taking> {
  switch (step) {
    case "place":
      return await takePlace(services, visit, now, hasNoAddress(visit));
    case "area":
      return await takeArea(services, visit, now);
    case "elsewhere":
      return { visit: placed(visit, "choose") };
    default: {
      const errors = mistakesAt(step, mistakesOfReferral(referralFrom(visit), londonDate(now)));
      return errors.length > 0 ? { errors } : { visit: answered(visit, step) };
    }
  }
}

/**
 * The place leads to one area, to several, or to none: then the next doors are shown, and counted once a visit.
 * `chooses`: nothing has to say the area, because it is chosen next.
 */
export async function takePlace(
  services: TakeServices,
  visit: Visit,
  now: Instant,
  chooses: boolean,
): Promise<Taking> {
  const body = referralFrom(placed(visit, "one"));
  const found = await findPlaceOf(body, now, services);
  const refusal = "refusal" in found ? found.refusal : undefined;
  const told = [
    ...mistakesOfReferral(body, londonDate(now)),
    ...(refusal?.type === "not-valid" ? refusal.errors : []),
  ];
  const errors = mistakesAt("place", oncePerField(told)).filter(
    ({ pointer }) => !(chooses && pointer === "/area"),
  );
  if (errors.length > 0) return { errors: errors.map(inWordsOfThePage) };
  const taken = answered(visit, "place");
  if (refusal?.type === "out-of-area" && !chooses) {
    if (visit.place !== "none") await services.redirected.count(now);
    return { visit: placed(taken, "none") };
  }
  return "refusal" in found
    ? { visit: placed(taken, "choose") }
    : { visit: inArea(placed(taken, "one"), found.area) };
}

/** That there is nothing to go by is told in the words of the first field. */
function inWordsOfThePage(error: FieldError): FieldError {
  return error.pointer === "/area" ? { ...error, detail: "This is needed" } : error;
}

/** Whoever has no address is asked for the area instead. */
function hasNoAddress({ answers }: Visit): boolean {
  return answers.some(([name, text]) => name === "person.noFixedAddress" && text === "true");
}

/** A person's choice of area always counts. */
async function takeArea(services: TakeServices, visit: Visit, now: Instant): Promise<Taking> {
  const choice = visit.answers.findLast(([name]) => name === "area")?.[1];
  if (choice === undefined) return { errors: [{ pointer: "/area", detail: "This is needed" }] };
  if (choice === noneOfThese) return { visit: placed(visit, "none") };
  const found = await findPlaceOf(referralFrom(visit), now, services);
  if ("refusal" in found) return { errors: [{ pointer: "/area", detail: "This is needed" }] };
  return { visit: inArea(answered(visit, "area"), found.area) };
}
