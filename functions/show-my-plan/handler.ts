import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { signer } from "../adapters/server-key.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { londonDate } from "../core/calendar.ts";
import { api } from "../http/api.ts";
import { caseOfPersonToken } from "../http/person-links.ts";
import { notFound } from "../http/problems.ts";
import { parameter } from "../http/request.ts";
import { json, page } from "../http/responses.ts";
import { planPage } from "../pages/index.ts";
import { documentOfPlan, planSourcesOf } from "../platform/plan-sources.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const staff = staffStore(table);
const services = {
  areas: areaStore(table),
  cases: caseStore(table),
  pointers: pointerStore(table),
  signer: signer(table),
};

/** The person's own plan, by their own link. Once their details were erased there is nothing here. */
export const handler = api(async (request) => {
  const token = parameter(request, "token");
  const stored = await caseOfPersonToken(services, token);
  if (!stored.referral) throw notFound();
  const document = await documentOfPlan(staff, await planSourcesOf(services, stored, request.now));
  if (!request.wantsPage) return json(200, document);
  const back = { href: `/my/${encodeURIComponent(token)}`, label: "Back to your referral" };
  return page(200, planPage({ document, today: londonDate(request.now), back }));
});
