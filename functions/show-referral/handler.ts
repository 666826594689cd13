import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { signer } from "../adapters/server-key.ts";
import { progressOf } from "../core/progress.ts";
import { api } from "../http/api.ts";
import { caseWithToken } from "../http/person-links.ts";
import { Problem } from "../http/problems.ts";
import { parameter, type Request } from "../http/request.ts";
import { json, page } from "../http/responses.ts";
import { referralStatusPage } from "../pages/index.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = { cases: caseStore(table), pointers: pointerStore(table), signer: signer(table) };

/** What the referrer may hear: with the person's agreement how far it has come, otherwise only that it arrived. */
export const handler = api(async (request) => {
  const token = bearerToken(request);
  if (token === undefined) {
    if (request.wantsPage) return page(401, referralStatusPage(), challenge);
    throw new Problem("sign-in-needed", tokenWords, {}, challenge);
  }
  const reference = parameter(request, "reference");
  const stored = await caseWithToken(services, { reference, token, purpose: "status" });
  return json(200, progressOf(stored.case));
});

const challenge = { "www-authenticate": "Bearer" };
const tokenWords = "Send the statusToken of the referral as `Authorization: Bearer <statusToken>`.";

function bearerToken(request: Request): string | undefined {
  const [scheme, token] = (request.headers.authorization ?? "").split(" ");
  return scheme?.toLowerCase() === "bearer" && token ? token : undefined;
}
