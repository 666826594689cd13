import type { AreaStore } from "../adapters/area-store.ts";
import type { CaseLists } from "../adapters/case-lists.ts";
import type { StaffStore } from "../adapters/staff-store.ts";
import { londonDate } from "../core/calendar.ts";
import { hasEnoughEnded, roomOf, type Seen, type Simulated } from "../core/forecast/forecast.ts";
import { type History, historyCounter } from "../core/forecast/history.ts";
import type { ForecastQuestion } from "../core/forecast/question.ts";
import { type ForecastView, forecastView } from "../core/forecast/view.ts";
import type { Instant } from "../core/texts.ts";

export interface ForecastServices {
  readonly areas: Pick<AreaStore, "rulesOn" | "listedOn">;
  readonly staff: Pick<StaffStore, "inArea">;
  readonly lists: Pick<CaseLists, "everyFact" | "firstFacts">;
}

export interface ForecastAsked extends Simulated {
  readonly area: string;
  readonly question: ForecastQuestion;
  readonly asAt: Instant;
}

/**
 * Cases of each area that England's durations are taken from: its first referrals, which have had the most time to
 * end. They are chosen by when they came and not by how they went, so those that go on are among them.
 */
const casesOfEach = 300;

/** Reads what a forecast needs and makes it: the area's own cases in pages, and nothing of a person. */
export async function forecastArea(
  services: ForecastServices,
  { area, question, asAt, runs, seed }: ForecastAsked,
): Promise<ForecastView> {
  const counter = historyCounter(asAt);
  const [rules, staff] = await Promise.all([
    services.areas.rulesOn(area, londonDate(asAt)),
    services.staff.inArea(area),
  ]);
  for await (const facts of services.lists.everyFact(area)) counter.add(facts);
  const history = counter.history();
  const seen = await seenIn(services, history);
  return forecastView(rules, { history, seen, room: roomOf(staff) }, question, { runs, seed });
}

async function seenIn({ areas, lists }: ForecastServices, { asAt, kept }: History): Promise<Seen> {
  if (hasEnoughEnded(kept)) return { of: "area", kept };
  const listed = await areas.listedOn(londonDate(asAt));
  const counter = historyCounter(asAt);
  const cases = await Promise.all(listed.map(({ id }) => lists.firstFacts(id, casesOfEach)));
  for (const facts of cases.flat()) counter.add(facts);
  return { of: "england", kept: counter.history().kept };
}
