import { randomBytes } from "node:crypto";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { mailer } from "../adapters/mailer.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { signer } from "../adapters/server-key.ts";
import { type CodeOf, sessionStore } from "../adapters/session-store.ts";
import { inWords } from "../core/calendar.ts";
import { consentsOf } from "../core/case-views.ts";
import { personAddress } from "../core/decide/receive.ts";
import { CodeRequest, UnlockRequest } from "../core/my/requests.ts";
import { plus, unlockedMinutes } from "../core/sessions.ts";
import { changeCode } from "../emails/index.ts";
import { api } from "../http/api.ts";
import {
  type Changeable,
  changeable,
  detailsPage,
  keptForm,
  myContact,
  myPath,
  nothingToChange,
  openUntil,
  stillKept,
  unlockCookie,
  unlockCookiePath,
  wantsMyPage,
} from "../http/my-details.ts";
import { oneTimeCodes, wrongCode } from "../http/one-time-codes.ts";
import { caseOfPersonToken } from "../http/person-links.ts";
import { codeNeeded, notValidProblem, Problem, tooManyRequests } from "../http/problems.ts";
import {
  cookie,
  formBody,
  isForm,
  jsonBody,
  parameter,
  type Request,
  refuseForeignOrigin,
  valid,
} from "../http/request.ts";
import { cookieHeader, json, noContent, page, type Response, seeOther } from "../http/responses.ts";
import { myCodePage, myLockedPage, myNoEmailPage } from "../pages/index.ts";
import { type MyForm, myForms } from "../pages/my-details-pages.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, BASE_URL, SENDER } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const sessions = sessionStore(table);
const services = { cases: caseStore(table), pointers: pointerStore(table), signer: signer(table) };
const codes = oneTimeCodes({ sessions, signer: services.signer }, "my-code");
const mail = mailer(SENDER);

/**
 * Opens the person's contact details and consents with a code that is emailed to the address on record. Whoever has
 * only the link sees none of them, nor any part of the address.
 */
export const handler = api(async (request) => {
  if (request.method !== "GET") refuseForeignOrigin(request, BASE_URL);
  const stored = await caseOfPersonToken(services, parameter(request, "token"));
  if (request.resource === "/my/{token}/lock") return await lock(request);
  const known = changeable(stored);
  if (!known) return nothingToChange(request, stored);
  switch (request.resource) {
    case "/my/{token}/code":
      return await sendCode(request, known);
    case "/my/{token}/unlock":
      return await useCode(request, known);
    default:
      return await show(request, known);
  }
});

async function show(request: Request, known: Changeable): Promise<Response> {
  const until = await openUntil(sessions, request, known);
  if (until === undefined) {
    if (!wantsMyPage(request)) throw codeNeeded();
    return personAddress(known.referral) === undefined
      ? noEmail(request, "none")
      : page(200, myLockedPage({ path: myPath(request) }));
  }
  if (wantsMyPage(request)) {
    const saved = myForms.find((form) => form === request.query.saved);
    return page(200, detailsPage(request, known, { saved, openUntil: until }));
  }
  const { reference } = known.case;
  return json(200, {
    reference,
    contact: myContact(known.referral),
    consents: consentsOf(known.case),
    openUntil: until,
  });
}

async function sendCode(request: Request, known: Changeable): Promise<Response> {
  if (!isForm(request)) valid(CodeRequest, jsonBody(request));
  const address = personAddress(known.referral);
  if (address === undefined) return noEmail(request, "none");
  const of = codeOf(known, address);
  const until = await codes.mustWaitUntil(of, request.now);
  if (until) return tooMany(request, until);
  const code = await codes.make(of, request.now);
  const { area, reference } = known.case;
  const about = { area, reference, email: "code", to: "person" } as const;
  const sent = await mail.send([address], changeCode({ code }), about);
  if (sent === "rejected") return noEmail(request, "rejected");
  return isForm(request) ? page(200, codePage(request)) : json(202, {});
}

function tooMany(request: Request, until: string): Response {
  const problem = tooManyRequests(
    until,
    request.now,
    `We have sent you several codes. You can ask for another from ${inWords(until, request.now)}.`,
  );
  if (!isForm(request)) throw problem;
  return page(
    problem.status,
    codePage(request, `${problem.message} The newest code may still work`),
    problem.headers,
  );
}

function noEmail(request: Request, because: "none" | "rejected"): Response {
  if (wantsMyPage(request)) return page(200, myNoEmailPage({ path: myPath(request), because }));
  throw new Problem("conflict", "There is no email address of the person that a code can go to.");
}

/** A right code opens the details on this browser; what was typed before it is shown again, to be saved. */
async function useCode(request: Request, known: Changeable): Promise<Response> {
  const code = isForm(request)
    ? (formBody(request).get("code") ?? "")
    : valid(UnlockRequest, jsonBody(request)).code;
  const address = personAddress(known.referral) ?? "";
  if (!(await codes.use(codeOf(known, address), code, request.now))) return await wrong(request, known);
  const token = randomBytes(32).toString("base64url");
  const endsAt = plus(request.now, unlockedMinutes * 60_000);
  await sessions.unlock(token, { reference: known.case.reference, endsAt });
  const headers = {
    "set-cookie": cookieHeader(unlockCookie, token, { baseUrl: BASE_URL, path: unlockCookiePath }),
  };
  return isForm(request) ? page(200, afterCode(request, known, endsAt), headers) : noContent(headers);
}

/** A browser that sends the right code twice has its details open already. */
async function wrong(request: Request, known: Changeable): Promise<Response> {
  if (!isForm(request)) throw notValidProblem([{ pointer: "/code", detail: wrongCode }]);
  const until = await openUntil(sessions, request, known);
  return until === undefined
    ? page(422, codePage(request, wrongCode))
    : page(200, afterCode(request, known, until));
}

function afterCode(request: Request, known: Changeable, until: string): string {
  const typed = formBody(request);
  const unsaved: MyForm | undefined = keptForm(typed);
  return detailsPage(request, known, { unsaved, typed, openUntil: until });
}

/** The person has finished: on a device that others use too, nothing stays open. */
async function lock(request: Request): Promise<Response> {
  const token = cookie(request, unlockCookie);
  if (token) await sessions.lock(token);
  const emptied = cookieHeader(unlockCookie, "", { baseUrl: BASE_URL, path: unlockCookiePath });
  const headers = { "set-cookie": `${emptied}; Max-Age=0` };
  return isForm(request) ? seeOther(myPath(request), headers) : noContent(headers);
}

function codePage(request: Request, error?: string): string {
  return myCodePage({ path: myPath(request), kept: stillKept(formBody(request)), error });
}

/** A code is for this case and the address it went to: for another address there is another. */
function codeOf({ case: given }: Changeable, address: string): CodeOf {
  return { address: address.toLowerCase(), use: `my ${given.reference}` };
}
