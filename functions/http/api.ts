import middy from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { NewerEvent } from "../core/upcast.ts";
import { contentSecurityPolicy } from "../pages/layout.ts";
import { problemPage } from "../pages/problem.ts";
import { counted } from "../platform/counted-lines.ts";
import { errorFacts, logger } from "../platform/logger.ts";
import { newerVersion, Problem } from "./problems.ts";
import { type Request, refuseUnacceptable, requestFrom } from "./request.ts";
import type { Response } from "./responses.ts";

/**
 * Nothing here may be kept by a cache or framed by another site; pages load nothing from elsewhere, and other sites
 * learn no address of ours. (With "no-referrer" browsers would send `Origin: null` with our own forms.)
 */
const headersOfEveryAnswer = {
  "cache-control": "no-store",
  "content-security-policy": contentSecurityPolicy,
  "referrer-policy": "same-origin",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** A handler of the HTTP API: the request parsed, problems answered as documents or pages, ids logged. */
export function api(answer: (request: Request) => Promise<Response>) {
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .before(({ event }) => {
      logger.resetKeys();
      logger.appendKeys({
        requestId: event.requestContext.requestId,
        route: `${event.httpMethod} ${event.resource}`,
      });
    })
    .handler(async (event) => {
      const request = requestFrom(event);
      return resultOf(
        await answered(answer, request).catch((error) =>
          // The request that the handler had: by now it may know who reads the page.
          problemResponse(error instanceof Problem ? refused(error, request) : internal(error), request),
        ),
      );
    });
}

async function answered(
  answer: (request: Request) => Promise<Response>,
  request: Request,
): Promise<Response> {
  refuseUnacceptable(request);
  return await answer(request);
}

/** The problem as a page for a browser, otherwise as a problem document. */
export function problemResponse(problem: Problem, request: Request): Response {
  const document = {
    type: `/problems/${problem.type}`,
    title: problem.title,
    status: problem.status,
    detail: problem.message,
    instance: request.path,
    ...problem.more,
  };
  return request.wantsPage
    ? {
        status: problem.status,
        headers: { ...problem.headers, "content-type": "text/html; charset=utf-8" },
        body: problemPage({ ...document, roles: request.roles }),
      }
    : {
        status: problem.status,
        headers: { ...problem.headers, "content-type": "application/problem+json" },
        body: JSON.stringify(document),
      };
}

/** What was refused to whom is found in the log, by type and by role: never what was asked. */
function refused(problem: Problem, { roles }: Request): Problem {
  logger.info("request refused", { problem: problem.type, roles });
  return problem;
}

/** Nothing of the inside goes out; the log has it, under the request's id. */
function internal(error: unknown): Problem {
  logger.error(counted.requestFailed, { ...errorFacts(error) });
  if (error instanceof NewerEvent) return newerVersion();
  return new Problem(
    "internal-error",
    "Try again in a few minutes. If you were sending something, it is safe to repeat.",
  );
}

function resultOf({ status, headers, body }: Response): APIGatewayProxyResult {
  return { statusCode: status, headers: { ...headersOfEveryAnswer, ...headers }, body: body ?? "" };
}
