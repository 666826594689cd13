import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { signer } from "../adapters/server-key.ts";
import { londonDate } from "../core/calendar.ts";
import { progressNow } from "../core/progress.ts";
import { api } from "../http/api.ts";
import { caseOfPersonToken } from "../http/person-links.ts";
import { parameter } from "../http/request.ts";
import { page } from "../http/responses.ts";
import { myReferralPage } from "../pages/index.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const areas = areaStore(table);
const services = { cases: caseStore(table), pointers: pointerStore(table), signer: signer(table) };

/** Where the person's own referral is, in plain words, and how to leave. */
export const handler = api(async (request) => {
  const { case: given } = await caseOfPersonToken(services, parameter(request, "token"));
  const { area, reference, stage } = given;
  const token = await services.signer.tokenFor("withdraw", reference);
  const view = {
    reference,
    progress: progressNow(given),
    areaName: (await areas.rulesOn(area, londonDate(request.now))).name,
    withdrawLink:
      stage === "closed" ? undefined : `${BASE_URL}/referrals/${reference}/withdrawal?token=${token}`,
    planLink: given.plan && `${BASE_URL}/my/${parameter(request, "token")}/plan`,
  };
  return page(200, myReferralPage(view));
});
