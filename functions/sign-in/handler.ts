import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { mailer } from "../adapters/mailer.ts";
import { signer } from "../adapters/server-key.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { type FieldError, fieldErrors } from "../core/field-errors.ts";
import { sessionEndsAt } from "../core/sessions.ts";
import { EmailAddress } from "../core/texts.ts";
import { signInCode } from "../emails/index.ts";
import { api } from "../http/api.ts";
import { pathToGoOnTo } from "../http/form.ts";
import { keptForm } from "../http/kept-form.ts";
import { oneTimeCodes, wrongCode } from "../http/one-time-codes.ts";
import { notValidProblem, signInNeeded, tooManyRequests } from "../http/problems.ts";
import { cookie, formBody, isForm, jsonBody, type Request, refuseForeignOrigin } from "../http/request.ts";
import { cookieHeader, json, noContent, page, type Response, seeOther } from "../http/responses.ts";
import { endedSession, sessionCookie, signedIn, signedInUnlessBrowser } from "../http/staff.ts";
import { codePage, keptFormPage, signedOutPage, signInPage, signOutPage } from "../pages/index.ts";
import { placesFor } from "../pages/staff-menu.ts";
import { errorFacts, logger } from "../platform/logger.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, BASE_URL, SENDER } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = { sessions: sessionStore(table), staff: staffStore(table) };
const { sessions, staff } = services;
const codes = oneTimeCodes({ sessions, signer: signer(table) }, "sign-in-code");
const mail = mailer(SENDER);

/** What comes along is never a reason to refuse somebody who signs in: it is dropped where it is not ours. */
const goingOn = { next: z.string().optional(), kept: z.string().optional() };
const Ask = z.strictObject({ email: EmailAddress, ...goingOn });
const Code = z.strictObject({
  email: EmailAddress,
  code: z.string("Enter the code from the email").max(20),
  ...goingOn,
});

/** Staff sign in with a code that is emailed to them. Whether an address is known is never told. */
export const handler = api(async (request) => {
  if (request.method !== "GET") refuseForeignOrigin(request, BASE_URL);
  switch (`${request.method} ${request.resource}`) {
    case "GET /sign-in":
      return await showSignIn(request);
    case "GET /sign-out":
      return await showSignOut(request);
    case "POST /sign-in":
      return await sendCode(request);
    case "POST /sign-in/code":
      return await useCode(request);
    case "POST /sign-out/everywhere":
      return await signOutEverywhere(request);
    default:
      return await signOut(request);
  }
});

async function showSignIn(request: Request): Promise<Response> {
  const ended = await endedSession(services, request);
  const next = pathToGoOnTo(request.query.next);
  return page(200, signInPage({ next, endedAt: ended?.endsAt, now: request.now }));
}

async function sendCode(request: Request): Promise<Response> {
  const asked = Ask.safeParse(bodyOf(request));
  if (!asked.success) return refuse(request, asked.error, signInPage);
  const { email, next, kept } = asked.data;
  const id = email.toLowerCase();
  const until = await codes.mustWaitUntil(codeOf(id), request.now);
  if (until) throw tooManyRequests(until, request.now, "Wait a few minutes, then ask for a new code.");
  const member = await staff.find(id);
  if (member) {
    const code = await codes.make(codeOf(id), request.now);
    // Whether an address is known is never told, so neither is it when its email fails.
    await mail.send([member.id], signInCode({ code })).catch((error) => {
      logger.error("sign-in code not sent", { ...errorFacts(error) });
    });
  }
  return isForm(request) ? page(200, codePage({ email, next: pathToGoOnTo(next), kept })) : json(202, {});
}

async function useCode(request: Request): Promise<Response> {
  const asked = Code.safeParse(bodyOf(request));
  if (!asked.success) return refuse(request, asked.error, codePage);
  const { email, code, next, kept } = asked.data;
  const id = email.toLowerCase();
  const member = (await codes.use(codeOf(id), code, request.now)) && (await staff.find(id));
  // Nobody's address: the area and what they are tell enough of a pattern.
  if (!member) {
    logger.warn("sign-in refused");
    return refuseWith(request, [{ pointer: "/code", detail: wrongCode }], codePage);
  }
  logger.info("signed in", { area: member.area, roles: member.roles });
  // The code came by email, so emails reach this address.
  if (member.bouncedAt !== undefined) await staff.addressWorks(member);
  // One browser, one session: the one that this browser had is over.
  const former = cookie(request, sessionCookie);
  if (former) await sessions.end(former);
  const session = randomBytes(32).toString("base64url");
  const { id: staffId, area, membership } = member;
  await sessions.begin(session, { staff: staffId, area, membership, endsAt: sessionEndsAt(request.now) });
  const headers = { "set-cookie": cookieOf(session) };
  if (!isForm(request)) return noContent(headers);
  const wanted = pathToGoOnTo(next) ?? placesFor(member.roles)[0]?.path ?? "/";
  const form = await keptForm(sessions, kept, { id: member.id, now: request.now });
  if (!form) return seeOther(wanted, headers);
  const fields = [...new URLSearchParams(form.fields)];
  const shown = { path: form.path, fields, next: wanted, roles: member.roles };
  return page(200, keptFormPage(shown), headers);
}

const codeOf = (address: string) => ({ address, use: "sign-in" });

type FormPage = (view: {
  email: string;
  next?: string | undefined;
  kept?: string | undefined;
  error?: string | undefined;
}) => string;

function refuse(request: Request, error: z.ZodError, form: FormPage): Response {
  return refuseWith(request, fieldErrors(error), form);
}

/** A form is shown again with what was typed; an API client gets the problem. */
function refuseWith(request: Request, errors: readonly FieldError[], form: FormPage): Response {
  if (!isForm(request)) throw notValidProblem(errors);
  const fields = formBody(request);
  const next = pathToGoOnTo(fields.get("next"));
  const kept = fields.get("kept") ?? undefined;
  return page(422, form({ email: fields.get("email") ?? "", next, kept, error: errors[0]?.detail }));
}

async function showSignOut(request: Request): Promise<Response> {
  const token = cookie(request, sessionCookie);
  const session = token ? await sessions.find(token, request.now) : undefined;
  const member = await signedInUnlessBrowser(services, request);
  if (!member || !session) return page(200, signedOutPage());
  if (!request.wantsPage) return json(200, { email: member.id, endsAt: session.endsAt });
  return page(
    200,
    signOutPage({ name: member.name, endsAt: session.endsAt, roles: member.roles, now: request.now }),
  );
}

/** Also on devices that are out of reach: no session that there is now is one any more. */
async function signOutEverywhere(request: Request): Promise<Response> {
  const member = await signedIn(services, request);
  if (!member) {
    if (isForm(request) || request.wantsPage) return seeOther("/sign-in");
    throw signInNeeded();
  }
  await staff.endSessions(member, randomUUID());
  const headers = { "set-cookie": `${cookieOf("")}; Max-Age=0` };
  if (!isForm(request) && !request.wantsPage) return noContent(headers);
  return page(200, signedOutPage({ everywhere: true }), headers);
}

async function signOut(request: Request): Promise<Response> {
  const token = cookie(request, sessionCookie);
  if (token) await sessions.end(token);
  const headers = { "set-cookie": `${cookieOf("")}; Max-Age=0` };
  return isForm(request) || request.wantsPage ? page(200, signedOutPage(), headers) : noContent(headers);
}

function cookieOf(session: string): string {
  return cookieHeader(sessionCookie, session, { baseUrl: BASE_URL, path: "/" });
}

function bodyOf(request: Request): unknown {
  return isForm(request) ? withoutEmpty(formBody(request)) : jsonBody(request);
}

function withoutEmpty(fields: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...fields].filter(([, value]) => value.trim() !== ""));
}
