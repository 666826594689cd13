import { AreaNotPublished, areaStore } from "../adapters/area-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { waitsStore } from "../adapters/waits-store.ts";
import { areaView } from "../core/area-view.ts";
import { londonDate } from "../core/calendar.ts";
import { api } from "../http/api.ts";
import { notFound } from "../http/problems.ts";
import type { Request } from "../http/request.ts";
import { json, page, type Response } from "../http/responses.ts";
import { areaPage, areasPage } from "../pages/index.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const areas = areaStore(table);
const waits = waitsStore(table);

/** The areas, and for each what it offers, for whom, how long people wait, and which of its rules are published. */
export const handler = api(async (request) => {
  const { area } = request.parameters;
  return area === undefined ? await listed(request) : await shown(request, area);
});

async function listed(request: Request): Promise<Response> {
  const listing = await areas.listedOn(londonDate(request.now));
  const items = listing.map(({ id, name }) => ({ id, name }));
  return request.wantsPage ? page(200, areasPage(items)) : json(200, { items });
}

async function shown(request: Request, area: string): Promise<Response> {
  const [rules, imported, counted] = await Promise.all([
    areas.rulesOn(area, londonDate(request.now)).catch(asNotFound),
    areas.servicesOf(area),
    waits.of(area),
  ]);
  return request.wantsPage
    ? page(200, areaPage({ rules, imported, counted }))
    : json(200, areaView(rules, imported, counted));
}

function asNotFound(error: unknown): never {
  throw error instanceof AreaNotPublished ? notFound() : error;
}
