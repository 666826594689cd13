import type { AreaRules } from "./area-rules.ts";
import type { AreaServices, OfferedService } from "./area-service.ts";
import { type CountedWaits, waitsView } from "./waits.ts";

/**
 * What the area offers: the services imported for it; where none were, what its rules say, under ids made of their
 * order there.
 */
export function offeredServices(
  { services }: Pick<AreaRules, "services">,
  imported: Pick<AreaServices, "services"> | undefined,
): OfferedService[] {
  if (imported) return imported.services.map((service) => ({ ...service, mark: "published" }));
  return services.value.map((name, index) => ({
    id: `${services.mark}-${index + 1}`,
    name,
    mark: services.mark,
  }));
}

/** What anyone may know of an area: what it offers, for whom, for how long, the waits now, and which values are defaults. */
export function areaView(rules: AreaRules, imported?: AreaServices, counted?: CountedWaits) {
  const { area, name, effectiveFrom, localAuthorities, services, clocks, dutyHours, ...eligibility } = rules;
  return {
    id: area,
    name,
    effectiveFrom,
    icbAtLaunch: { odsCode: rules.icbAtLaunch, name: rules.icbAtLaunchName },
    localAuthorities,
    services: offeredServices(rules, imported),
    servicesSource: imported?.source ?? services.source,
    providers: eligibility.providers,
    eligibility: {
      minimumAge: eligibility.minimumAge,
      areaTests: eligibility.areaTests,
      maximumWeeksOutOfWork: eligibility.maximumWeeksOutOfWork,
      asksRightToWork: eligibility.asksRightToWork,
      places: eligibility.places,
      notDesignedFor: eligibility.notDesignedFor,
    },
    waits: waitsView(rules, counted),
    maximumSupportWeeks: eligibility.maximumSupportWeeks,
    usualSupportWeeks: eligibility.usualSupportWeeks,
    fitNoteModel: eligibility.fitNoteModel,
    clocks,
    contactTries: eligibility.contactTries,
    reopenWithinDays: eligibility.reopenWithinDays,
    retention: eligibility.retention,
    dutyHours,
    defaults: Object.entries(rules).flatMap(([rule, value]) =>
      isDefault(value) && !(rule === "services" && imported) ? [rule] : [],
    ),
  };
}

function isDefault(value: unknown): boolean {
  return typeof value === "object" && value !== null && "mark" in value && value.mark === "default";
}
