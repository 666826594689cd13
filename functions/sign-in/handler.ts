import { randomBytes } from "node:crypto";
import { z } from "zod";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { mailer } from "../adapters/mailer.ts";
import { signer } from "../adapters/server-key.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { type FieldError, fieldErrors } from "../core/field-errors.ts";
import { sessionEndsAt } from "../core/sessions.ts";
import { EmailAddress, Line } from "../core/texts.ts";
import { signInCode } from "../emails/index.ts";
import { api } from "../http/api.ts";
import { pathToGoOnTo } from "../http/form.ts";
import { oneTimeCodes, wrongCode } from "../http/one-time-codes.ts";
import { notValidProblem, tooManyRequests } from "../http/problems.ts";
import { cookie, formBody, isForm, jsonBody, type Request, refuseForeignOrigin } from "../http/request.ts";
import { cookieHeader, json, noContent, page, type Response, seeOther } from "../http/responses.ts";
import { sessionCookie } from "../http/staff.ts";
import { codePage, signedOutPage, signInPage } from "../pages/index.ts";
import { placesFor } from "../pages/staff-menu.ts";
import { errorFacts, logger } from "../platform/logger.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, BASE_URL, SENDER } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const sessions = sessionStore(table);
const staff = staffStore(table);
const codes = oneTimeCodes({ sessions, signer: signer(table) }, "sign-in-code");
const mail = mailer(SENDER);

const Ask = z.strictObject({ email: EmailAddress, next: Line.optional() });
const Code = z.strictObject({
  email: EmailAddress,
  code: z.string("Enter the code from the email").max(20),
  next: Line.optional(),
});

/** Staff sign in with a code that is emailed to them. Whether an address is known is never told. */
export const handler = api(async (request) => {
  if (request.method === "GET") return page(200, signInPage({ next: pathToGoOnTo(request.query.next) }));
  refuseForeignOrigin(request, BASE_URL);
  switch (request.resource) {
    case "/sign-in":
      return await sendCode(request);
    case "/sign-in/code":
      return await useCode(request);
    default:
      return await signOut(request);
  }
});

async function sendCode(request: Request): Promise<Response> {
  const asked = Ask.safeParse(bodyOf(request));
  if (!asked.success) return refuse(request, asked.error, signInPage);
  const { email, next } = asked.data;
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
  return isForm(request) ? page(200, codePage({ email, next: pathToGoOnTo(next) })) : json(202, {});
}

async function useCode(request: Request): Promise<Response> {
  const asked = Code.safeParse(bodyOf(request));
  if (!asked.success) return refuse(request, asked.error, codePage);
  const { email, code, next } = asked.data;
  const id = email.toLowerCase();
  const member = (await codes.use(codeOf(id), code, request.now)) && (await staff.find(id));
  if (!member) return refuseWith(request, [{ pointer: "/code", detail: wrongCode }], codePage);
  // The code came by email, so emails reach this address.
  if (member.bouncedAt !== undefined) await staff.addressWorks(member);
  const session = randomBytes(32).toString("base64url");
  const { id: staffId, membership } = member;
  await sessions.begin(session, { staff: staffId, membership, endsAt: sessionEndsAt(request.now) });
  const headers = { "set-cookie": cookieOf(session) };
  return isForm(request)
    ? seeOther(pathToGoOnTo(next) ?? placesFor(member.roles)[0]?.path ?? "/", headers)
    : noContent(headers);
}

const codeOf = (address: string) => ({ address, use: "sign-in" });

type FormPage = (view: { email: string; next?: string | undefined; error?: string | undefined }) => string;

function refuse(request: Request, error: z.ZodError, form: FormPage): Response {
  return refuseWith(request, fieldErrors(error), form);
}

/** A form is shown again with what was typed; an API client gets the problem. */
function refuseWith(request: Request, errors: readonly FieldError[], form: FormPage): Response {
  if (!isForm(request)) throw notValidProblem(errors);
  const fields = formBody(request);
  const next = pathToGoOnTo(fields.get("next"));
  return page(422, form({ email: fields.get("email") ?? "", next, error: errors[0]?.detail }));
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
