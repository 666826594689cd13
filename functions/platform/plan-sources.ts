import type { AreaStore } from "../adapters/area-store.ts";
import type { CaseStore, StoredCase } from "../adapters/case-store.ts";
import type { StaffStore } from "../adapters/staff-store.ts";
import type { AreaRules } from "../core/area-rules.ts";
import type { OfferedService } from "../core/area-service.ts";
import { offeredServices } from "../core/area-view.ts";
import { londonDate } from "../core/calendar.ts";
import { type PlanDocument, planDocument } from "../core/plan-document.ts";
import { type PlanSources, servicesNamedIn } from "../core/plan-view.ts";
import type { Instant } from "../core/texts.ts";

interface Stores {
  readonly areas: AreaStore;
  readonly cases: CaseStore;
}

/** The area's list of services, to choose from. */
export async function servicesOffered(areas: AreaStore, rules: AreaRules): Promise<OfferedService[]> {
  return offeredServices(rules, await areas.servicesOf(rules.area));
}

/** Those of the area's list that these ids may mean, and more where it is short; nothing is read for no ids. */
export async function servicesNamed(
  areas: AreaStore,
  rules: AreaRules,
  ids: readonly string[],
): Promise<OfferedService[]> {
  return ids.length === 0 ? [] : offeredServices(rules, await areas.servicesNamed(rules.area, ids));
}

/** Everything that a case's plan is told from, with the area's rules as on the day. */
export async function planSourcesOf(
  { areas, cases }: Stores,
  stored: StoredCase,
  now: Instant,
): Promise<PlanSources & { readonly rules: AreaRules }> {
  const { case: given, events, referral } = stored;
  const [rules, notes] = await Promise.all([areas.rulesOn(given.area, londonDate(now)), cases.notes(given)]);
  const services = await servicesNamed(areas, rules, servicesNamedIn(given));
  return { case: given, events, referral, notes, services, rules };
}

/** The plan as the person has it, with the names of their area and, while support goes on, of their coach. */
export async function documentOfPlan(
  staff: Pick<StaffStore, "find">,
  sources: PlanSources & { readonly rules: AreaRules },
): Promise<PlanDocument> {
  const { coach } = sources.case;
  const coachName = coach && (await staff.find(coach))?.name;
  return planDocument(sources, { areaName: sources.rules.name, coachName: coachName || undefined });
}
