import { ResponseType } from "aws-cdk-lib/aws-apigateway";

/** What API Gateway itself refuses, before any handler runs. Status undefined: as API Gateway has it. */
const problems = [
  { type: ResponseType.DEFAULT_4XX, name: "not-accepted", title: "The request was not accepted" },
  { type: ResponseType.DEFAULT_5XX, name: "unexpected", title: "Sorry, there is a problem with the service" },
  { type: ResponseType.MISSING_AUTHENTICATION_TOKEN, status: 404, name: "not-found", title: "Not found" },
  { type: ResponseType.RESOURCE_NOT_FOUND, status: 404, name: "not-found", title: "Not found" },
  { type: ResponseType.REQUEST_TOO_LARGE, status: 413, name: "too-large", title: "The request is too large" },
  { type: ResponseType.THROTTLED, status: 429, name: "too-many-requests", title: "Too many requests" },
  { type: ResponseType.WAF_FILTERED, status: 403, name: "refused", title: "The request was refused" },
];

/** Seconds after which a throttled client may well succeed; the limit is refilled every second. */
const retryAfter = 2;

/** API Gateway's own refusals as problem documents, like every other refusal of the service. */
export const gatewayResponses = Object.fromEntries(
  problems.map(({ type, status, name, title }) => [
    type.responseType,
    {
      ...(status ? { statusCode: String(status) } : {}),
      responseParameters: {
        "gatewayresponse.header.Content-Type": "'application/problem+json'",
        "gatewayresponse.header.Cache-Control": "'no-store'",
        "gatewayresponse.header.Strict-Transport-Security": "'max-age=31536000; includeSubDomains'",
        "gatewayresponse.header.X-Content-Type-Options": "'nosniff'",
        ...(type === ResponseType.THROTTLED
          ? { "gatewayresponse.header.Retry-After": `'${retryAfter}'` }
          : {}),
      },
      responseTemplates: { "application/json": problemTemplate(name, title, status) },
    },
  ]),
);

/**
 * API Gateway only fills in `$context` variables here, and not all: `$context.status` is for access logs alone. So a
 * refusal whose status is API Gateway's own choice does not repeat it. Nothing of the request itself is repeated.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
function problemTemplate(name: string, title: string, status?: number) {
  return JSON.stringify({
    type: `/problems/${name}`,
    title,
    status,
    detail: title,
    instance: "urn:request:$context.requestId",
  });
}
