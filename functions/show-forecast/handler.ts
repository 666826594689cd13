import { areaStore } from "../adapters/area-store.ts";
import { caseLists } from "../adapters/case-lists.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { londonDate } from "../core/calendar.ts";
import type { FieldError } from "../core/field-errors.ts";
import { usualRuns, usualSeed } from "../core/forecast/forecast.ts";
import { ForecastQuestion } from "../core/forecast/question.ts";
import { maySeeExportsOf } from "../core/permissions.ts";
import { api } from "../http/api.ts";
import { valuesOf } from "../http/form.ts";
import { notFound, notValidProblem } from "../http/problems.ts";
import { checkedWith } from "../http/request.ts";
import { json, page } from "../http/responses.ts";
import { notYours, signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import { forecastPage } from "../pages/index.ts";
import { forecastArea } from "../platform/forecast-area.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  sessions: sessionStore(table),
  staff: staffStore(table),
  areas: areaStore(table),
  lists: caseLists(table),
};

/** What would happen to waits with more or fewer coaches or referrals: for those who may see an area's figures. */
export const handler = api(async (request) => {
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return await toSignIn(services, request);
  const isNational = member.roles.includes("national");
  if (!maySeeExportsOf(member, member.area)) throw notYours();

  // A form sends the fields that were left empty, too.
  const filled = Object.entries(request.query).filter(([, value]) => value !== "");
  const { area = isNational ? undefined : member.area, ...asked } = Object.fromEntries(filled);
  const choices = isNational ? await services.areas.listedOn(londonDate(request.now)) : [];
  const isKnown = !isNational || choices.some(({ id }) => id === area);
  // Another area is as unknown as none.
  if (area !== undefined && !maySeeExportsOf(member, area)) throw notFound();
  const nothingAsked = isNational && filled.length === 0;
  const mistakes = isKnown || (nothingAsked && request.wantsPage) ? [] : [unknownArea];
  const checked = checkedWith(ForecastQuestion, asked, mistakes);
  if ("errors" in checked) {
    if (!request.wantsPage) throw notValidProblem(checked.errors);
    const values = valuesOf(new URLSearchParams(Object.fromEntries(filled)));
    return page(422, forecastPage({ roles: member.roles, choices, values, errors: checked.errors }));
  }
  const question = checked.data;
  const simulated = { runs: usualRuns, seed: usualSeed };
  const view = area && (await forecastArea(services, { area, question, asAt: request.now, ...simulated }));
  if (!request.wantsPage) return json(200, view);
  const values = new Map(Object.entries({ area, ...question }).map(([name, value]) => [name, [`${value}`]]));
  return page(
    200,
    forecastPage({ roles: member.roles, choices, values, errors: [], view: view || undefined }),
  );
});

const unknownArea: FieldError = { pointer: "/area", detail: "Choose an area" };
