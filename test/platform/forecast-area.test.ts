import { expect, test } from "vitest";
import { areaStore } from "../../functions/adapters/area-store.ts";
import { caseLists } from "../../functions/adapters/case-lists.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { staffStore } from "../../functions/adapters/staff-store.ts";
import { chanceFrom } from "../../functions/core/forecast/forecast.ts";
import { ForecastQuestion } from "../../functions/core/forecast/question.ts";
import { forecastArea } from "../../functions/platform/forecast-area.ts";
import { factsWith, momentOf, syntheticLog } from "../core/forecast/synthetic-log.ts";
import { rulesWith } from "../support/builders.ts";

const own = "greater-manchester";
const question = ForecastQuestion.parse({ coaches: "1" });
const asked = { area: own, question, asAt: momentOf(60), runs: 20, seed: 1 };
const log = syntheticLog({ days: 60, aDay: 2, places: 40, keeps: 20 }, chanceFrom(3));

/** A table in which these areas have the cases of the log, of which `ended` in our own area have ended. */
async function anArea(ended: number, others: readonly string[] = []) {
  const table = memoryTable();
  const services = { areas: areaStore(table), staff: staffStore(table), lists: caseLists(table) };
  const lists = { places: [], languages: [], skills: [] };
  const coach = {
    name: "Sample coach",
    roles: ["coach" as const],
    capacity: 20,
    restrictedPool: false,
    ...lists,
  };
  await services.staff.keep(own, `coach1@${own}.example.org`, coach, "first");
  for (const area of [own, ...others]) {
    const { effectiveFrom, ...rules } = rulesWith({ area, effectiveFrom: "2025-01-01" });
    await table.put({ pk: `${area}#RULES`, sk: effectiveFrom, effectiveFrom, ...rules });
    const listing = {
      id: area,
      name: area,
      effectiveFrom,
      icbAtLaunch: "QOP",
      icbCovers: "whole",
      authorities: [],
    };
    await table.put({ pk: "AREAS", sk: `${effectiveFrom}#${area}`, ...listing });
    await table.putMany(
      log.map((days, index) => {
        const isKept = area === own && index >= ended;
        const facts = factsWith(isKept ? { accepted: days.accepted, coach: days.coach } : days);
        const sort = `${facts.receivedAt}#${area}${index}`;
        return { pk: `${area}#CASE#${index}`, sk: "CASE", area, areaSort: sort, facts: { ...facts, area } };
      }),
    );
  }
  return services;
}

test("a forecast rests on the cases and the coaches of the area", async () => {
  const { forecast, name } = await forecastArea(await anArea(log.length), asked);
  expect(name).toBe(rulesWith().name);
  expect(forecast?.basis).toMatchObject({
    durationsOf: "area",
    coaches: 1,
    places: 20,
    placesOfOne: 20,
    days: 60,
  });
  expect(forecast?.basis.accepted).toBe(log.filter(({ accepted }) => accepted < 60).length);
  expect(forecast?.whatIf?.places).toBe(40);
});

test("where too few cases of the area have ended, the durations are those of all areas, and the rest is its own", async () => {
  const { forecast } = await forecastArea(await anArea(29, ["frimley", "lincolnshire"]), asked);
  const endedElsewhere = log.filter(({ ended }) => ended <= 60).length;
  const { accepted, ended, durationsOf } = forecast?.basis ?? {};
  expect(durationsOf).toBe("england");
  expect(accepted).toBe(log.filter((days) => days.accepted < 60).length);
  expect(ended).toBeGreaterThan(2 * endedElsewhere);
  expect(ended).toBeLessThanOrEqual(2 * endedElsewhere + 29);
});

test("where too few have ended anywhere there is no forecast, and it says why", async () => {
  const view = await forecastArea(await anArea(20), asked);
  expect(view.forecast).toBeUndefined();
  expect(view.tooLittle).toContain("Fewer than 30 cases have ended");
});
