import type { AreaRules } from "./area-rules.ts";

/** What anyone may know of an area: what it offers, for whom, for how long, and which values are defaults. */
export function areaView(rules: AreaRules) {
  const { area, name, effectiveFrom, localAuthorities, services, clocks, dutyHours, ...eligibility } = rules;
  return {
    id: area,
    name,
    effectiveFrom,
    localAuthorities,
    services: services.value.map((service) => ({ name: service })),
    eligibility: {
      minimumAge: eligibility.minimumAge,
      areaTests: eligibility.areaTests,
      maximumWeeksOutOfWork: eligibility.maximumWeeksOutOfWork,
      asksRightToWork: eligibility.asksRightToWork,
      places: eligibility.places,
      notDesignedFor: eligibility.notDesignedFor,
    },
    maximumSupportWeeks: eligibility.maximumSupportWeeks,
    clocks,
    contactTries: eligibility.contactTries,
    reopenWithinDays: eligibility.reopenWithinDays,
    dutyHours,
    defaults: Object.entries(rules).flatMap(([rule, value]) => (isDefault(value) ? [rule] : [])),
  };
}

function isDefault(value: unknown): boolean {
  return typeof value === "object" && value !== null && "mark" in value && value.mark === "default";
}
