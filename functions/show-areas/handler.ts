import { areaNames } from "../../areas/index.ts";
import { areaStore } from "../adapters/area-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { areaView } from "../core/area-view.ts";
import { londonDate } from "../core/calendar.ts";
import { api } from "../http/api.ts";
import { notFound } from "../http/problems.ts";
import type { Request } from "../http/request.ts";
import { json, page, type Response } from "../http/responses.ts";
import { areaPage, areasPage } from "../pages/index.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const areas = areaStore(dynamoDbTable(TABLE_NAME));

/** The pilot areas, and for each what it offers, for whom, and which of its rules are published. */
export const handler = api(async (request) => {
  const { area } = request.parameters;
  return area === undefined ? listed(request) : await shown(request, area);
});

function listed(request: Request): Response {
  const items = areaNames.map(({ id, name }) => ({ id, name }));
  return request.wantsPage ? page(200, areasPage(items)) : json(200, { items });
}

async function shown(request: Request, area: string): Promise<Response> {
  if (!areaNames.some(({ id }) => id === area)) throw notFound();
  const rules = await areas.rulesOn(area, londonDate(request.now));
  return request.wantsPage ? page(200, areaPage({ rules })) : json(200, areaView(rules));
}
