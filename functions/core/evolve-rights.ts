import type { Case } from "./case.ts";
import { superseded } from "./enter.ts";
import type { CaseEvent } from "./events.ts";
import { type RightsEvent, rightsEvents } from "./events-of-rights.ts";

const rightsTypes: readonly string[] = rightsEvents.map(({ shape }) => shape.type.value);

/** What becomes of the record is not part of the journey: it moves no clock, and no referrer sees it. */
export function isAboutRecord(type: CaseEvent["type"]): boolean {
  return rightsTypes.includes(type);
}

/** The case after what became of its record. */
export function afterRights(given: Case, event: Extract<CaseEvent, { type: RightsEvent["type"] }>): unknown {
  switch (event.type) {
    case "legal-hold": {
      const { legalHold: _, ...rest } = given;
      return event.on ? { ...rest, legalHold: { since: event.at } } : rest;
    }
    case "erasure-asked":
      // Nobody can be asked anything about a person whom nobody knows any more.
      return {
        ...given,
        safetyOpen: false,
        tasks: superseded(given.tasks, () => true),
        erasure: { askedAt: event.at },
      };
    case "erased":
      return { ...given, erasure: given.erasure && { ...given.erasure, removedAt: event.at } };
    case "erasure-checked":
      return { ...given, erasure: given.erasure && { ...given.erasure, checkedAt: event.at } };
  }
}
