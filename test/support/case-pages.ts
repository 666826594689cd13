import { historyOf } from "../../functions/core/case-views.ts";
import { corrigendaOf } from "../../functions/core/corrigenda.ts";
import { journeyView } from "../../functions/core/journey-view.ts";
import type { CasePage } from "../../functions/pages/case-view.ts";
import { casePage } from "../../functions/pages/index.ts";
import { monday, type TestCase } from "./builders.ts";

/** The page of a case; parts can be given otherwise. */
export function pageOf(
  { case: given, events, referral, rules }: TestCase,
  more: Partial<CasePage> = {},
): string {
  return casePage({
    roles: ["coach"],
    journey: journeyView(given, { rules, referral, events }, monday),
    corrigenda: corrigendaOf(given),
    reference: given.reference,
    area: given.area,
    stage: given.stage,
    restricted: given.restricted,
    person: referral.person,
    referral,
    history: historyOf(events),
    notes: [],
    openTasks: [],
    possibleDuplicates: [],
    now: monday,
    ...more,
  });
}
