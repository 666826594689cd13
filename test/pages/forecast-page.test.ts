import { describe, expect, it } from "vitest";
import { ForecastQuestion } from "../../functions/core/forecast/question.ts";
import { forecastView } from "../../functions/core/forecast/view.ts";
import { forecastPage } from "../../functions/pages/index.ts";
import { rulesWith } from "../support/builders.ts";

const kept = Array.from({ length: 40 }, (_, index) => ({ workingDays: 20 + index, hasEnded: index < 30 }));
const accepted = Array.from({ length: 100 }, () => 1);
const history = { asAt: "2026-06-01T09:00:00.000Z", accepted, leftTheQueue: 0, kept, waited: [2] };
const known = { history, seen: { of: "area" as const, kept }, room: { coaches: 2, places: 20 } };
const evil = `"><script>alert('x')</script>`;

/** The page of a question, as the address asks it. */
function asked(asks: Record<string, string> = {}, roles: readonly ("lead" | "commissioner")[] = ["lead"]) {
  const question = ForecastQuestion.parse(asks);
  const view = forecastView(rulesWith({ name: `Sample ${evil}` }), known, question, { runs: 20, seed: 1 });
  const values = new Map(Object.entries(question).map(([name, value]) => [name, [`${value}`]]));
  return forecastPage({ roles, choices: [], values, errors: [], view });
}

describe("the page of the forecast", () => {
  it("answers in a sentence, with a chart, every week in a table and what it rests on", () => {
    const page = asked({ coaches: "2", weeks: "13" });
    expect(page).toMatch(/<p class="govuk-body-l">With 2 more coaches, most people would wait/);
    expect(page.match(/<polyline/g)).toHaveLength(2);
    expect(page.match(/<tr class="govuk-table__row"><th scope="row"/g)).toHaveLength(13);
    expect(page).toContain("30 cases of this area that have ended");
    expect(page).toContain("Do not publish it");
  });

  it("draws one line where nothing is to be different", () => {
    expect(asked().match(/<polyline/g)).toHaveLength(1);
  });

  it("draws with numbers alone, without styles, and escapes what is not ours", () => {
    const page = asked({ referrals: "100", weeks: "52" });
    expect(page).not.toMatch(/NaN|Infinity|undefined|style=/);
    expect(page).not.toContain("<script>alert");
    expect(page.length).toBeLessThan(60_000);
  });

  it("keeps what was asked in its form, also what is not among its choices", () => {
    const page = asked({ coaches: "7", referrals: "-15", weeks: "9" });
    for (const chosen of [
      'value="7" selected>7 more',
      'value="-15" selected>15% fewer',
      'value="9" selected>9 weeks',
    ])
      expect(page).toContain(chosen);
  });

  it("leads back to where its reader came from", () => {
    expect(asked({}, ["lead"])).toContain('href="/area" class="govuk-back-link"');
    expect(asked({}, ["commissioner"])).toContain('href="/exports" class="govuk-back-link"');
  });

  it("says why there is no forecast, and keeps its form", () => {
    const view = forecastView(
      rulesWith(),
      { ...known, room: { coaches: 0, places: 0 } },
      ForecastQuestion.parse({}),
      { runs: 20, seed: 1 },
    );
    const page = forecastPage({ roles: ["lead"], choices: [], values: new Map(), errors: [], view });
    expect(page).toContain("No coach here has places yet");
    expect(page).toContain("Show what would happen");
  });

  it("tells mistakes at their fields, and asks the national role for an area", () => {
    const errors = [{ pointer: "/area", detail: "Choose an area" }];
    const choices = [{ id: "frimley", name: "Frimley" }];
    const page = forecastPage({ roles: [], choices, values: new Map(), errors });
    expect(page).toContain("<title>Error: ");
    expect(page).toContain('href="#forecast-area"');
    expect(page).toContain('<option value="frimley">Frimley</option>');
  });
});
