import { referenceData } from "../../areas/reference-data.ts";
import type { Sealer } from "../adapters/server-key.ts";
import type { StaffStore } from "../adapters/staff-store.ts";
import type { WaitsStore } from "../adapters/waits-store.ts";
import type { AreaRules } from "../core/area-rules.ts";
import { londonDate } from "../core/calendar.ts";
import type { FieldError } from "../core/field-errors.ts";
import { redirects } from "../core/place/redirects.ts";
import type { Step } from "../core/refer/steps.ts";
import { nextStep, placed, type Visit, withoutAnswers } from "../core/refer/visit.ts";
import type { Instant } from "../core/texts.ts";
import type { CountedWaits } from "../core/waits.ts";
import { referralFrom } from "../http/refer-form.ts";
import type { Request } from "../http/request.ts";
import { page, type Response } from "../http/responses.ts";
import { answerGroups } from "../pages/refer/answer-rows.ts";
import { checkPage } from "../pages/refer/check-page.ts";
import { safetyWords } from "../pages/refer/safety-words.ts";
import type { Asked } from "../pages/refer/step-content.ts";
import { contentOf, valuesIn } from "../pages/refer/step-contents.ts";
import { stepPage } from "../pages/refer/step-page.ts";
import type { Roles } from "../pages/staff-menu.ts";
import { findPlaceOf, type Lookups } from "../platform/check-referral.ts";
import { remembers } from "./organisation.ts";
import { sealVisit } from "./sealed-visit.ts";

export interface ShowServices extends Lookups {
  readonly sealer: Sealer;
  readonly waits: WaitsStore;
  readonly staff: StaffStore;
}

/**
 * A browser keeps these pages for itself and shows them again when somebody goes back or the connection was lost, with
 * what was typed; it asks us before it shows one as new. The page after sending clears them away.
 */
const kept = { "cache-control": "private, no-cache" };

/** Clears the pages of the form away: others may use the device. This answer itself is not kept either. */
export const clearing = { "clear-site-data": '"cache"' };

/** The page on which the visit goes on: its first question that is not answered, or the check of all answers. */
export async function showNext(services: ShowServices, request: Request, visit: Visit): Promise<Response> {
  const next = nextStep(visit);
  return next === "check"
    ? await showCheck(services, request, visit)
    : await showStep(services, request, visit, next);
}

/** One question page, with the mistakes of what was typed. */
export async function showStep(
  services: ShowServices,
  request: Request,
  visit: Visit,
  step: Step,
  errors: readonly FieldError[] = [],
): Promise<Response> {
  const asked = await askedOf(services, request, visit, step);
  const sealed = await sealVisit(services.sealer, withoutAnswers(visit, step), request.now);
  const roles = await rolesOf(services, visit);
  const html = stepPage({
    way: visit.way,
    sealed,
    roles,
    step,
    content: contentOf(step, asked),
    asked,
    errors,
  });
  return page(errors.length === 0 ? 200 : 422, html, kept);
}

async function showCheck(services: ShowServices, request: Request, visit: Visit): Promise<Response> {
  const rules = await rulesOf(services, visit, request.now);
  const asked = await askedOf(services, request, visit, "check");
  const html = checkPage({
    way: visit.way,
    roles: await rolesOf(services, visit),
    sealed: await sealVisit(services.sealer, visit, request.now),
    areaName: rules?.name ?? "your area",
    groups: answerGroups(visit, asked),
    safety: rules && safetyWords(visit, rules, request.now),
  });
  return page(200, html, kept);
}

/** What the member of staff who fills the form in for a caller may use beside it; undefined for anybody else. */
export async function rolesOf({ staff }: ShowServices, { takenBy }: Visit): Promise<Roles | undefined> {
  return takenBy === undefined ? undefined : ((await staff.find(takenBy))?.roles ?? []);
}

/** What the page of a step is made of; only what that page needs is looked up. */
export async function askedOf(
  services: ShowServices,
  request: Request,
  visit: Visit,
  step: Step | "check",
): Promise<Asked> {
  const { now } = request;
  const today = londonDate(now);
  const common = { way: visit.way, values: valuesIn(visit), today, remembers: remembers(request) };
  switch (step) {
    case "place":
      return { ...common, boards: boardsOn(today) };
    case "area":
      return { ...common, areas: await areasToChooseFrom(services, visit, now) };
    case "elsewhere":
      return { ...common, outside: await outsideOf(services, visit, now) };
    case "your-area":
    case "referral":
      return {
        ...common,
        rules: await rulesOf(services, visit, now),
        counted: await countedOf(services, visit),
      };
    case "check":
      return { ...common, boards: boardsOn(today), areas: await services.areas.listedOn(today) };
    default:
      return common;
  }
}

async function rulesOf(
  { areas }: ShowServices,
  { shown }: Visit,
  now: Instant,
): Promise<AreaRules | undefined> {
  return shown === undefined ? undefined : await areas.rulesOn(shown, londonDate(now));
}

async function countedOf({ waits }: ShowServices, { shown }: Visit): Promise<CountedWaits | undefined> {
  return shown === undefined ? undefined : await waits.of(shown);
}

/** The areas that the place leaves open, else all of them. */
async function areasToChooseFrom(services: ShowServices, visit: Visit, now: Instant) {
  const found = await findPlaceOf(referralFrom(placed(visit, "one")), now, services);
  return "refusal" in found && found.refusal.type === "area-ambiguous"
    ? found.refusal.candidates
    : await services.areas.listedOn(londonDate(now));
}

async function outsideOf(services: ShowServices, visit: Visit, now: Instant) {
  const found = await findPlaceOf(referralFrom(placed(visit, "one")), now, services);
  return "refusal" in found && found.refusal.type === "out-of-area" ? found.refusal : { redirects };
}

/** The boards that are open, by name. */
function boardsOn(today: string) {
  return referenceData.boards
    .filter(({ validFrom, validTo }) => validFrom <= today && (validTo === null || today <= validTo))
    .sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
}
