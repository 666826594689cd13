import type { AreaService } from "../core/area-service.ts";
import { type Html, html } from "./html.ts";

/** A local service by name, and below it what its directory says of it, as far as it says anything. */
export function servicePart(service: AreaService): Html {
  const { name, url, description, eligibility, howToApply } = service;
  return html`${url ? html`<a class="govuk-link" href="${url}" rel="noopener">${name}</a>` : name}
${hints([description, eligibility && `For: ${eligibility}`, howToApply && `How to come to it: ${howToApply}`])}${howToReach(service)}`;
}

/** How to reach it, when it is open, and how long people wait there. */
export function howToReach({ phone, email, hours, wait, capacity }: AreaService): Html {
  const reach = [phone, email].filter((way) => way !== undefined).join(", ");
  return hints([
    reach && `Contact: ${reach}`,
    hours && `Open: ${hours}`,
    wait && `Wait: ${wait}`,
    capacity && `Places: ${placesInWords(capacity)}`,
  ]);
}

function hints(lines: readonly (string | undefined)[]): Html {
  return html`${lines.map((line) => (line ? html`<div class="govuk-hint">${line}</div>` : ""))}`;
}

function placesInWords({ available, maximum, unit, updated }: NonNullable<AreaService["capacity"]>): string {
  const count = maximum === undefined ? `${available} free` : `${available} of ${maximum} free`;
  return [unit ? `${count} (${unit})` : count, updated && `as at ${updated}`].filter(Boolean).join(", ");
}
