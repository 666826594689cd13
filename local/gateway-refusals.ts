import type { GatewayResponse } from "./template-gateway.ts";

/** Why API Gateway answers without a function, with the status that it gives by itself. */
const refusals = {
  "no-route": { type: "MISSING_AUTHENTICATION_TOKEN", status: 403, message: "Missing Authentication Token" },
  "too-large": { type: "REQUEST_TOO_LARGE", status: 413, message: "Request Too Long" },
  malformed: { type: "DEFAULT_4XX", status: 400, message: "Bad Request" },
  "function-failed": { type: "DEFAULT_5XX", status: 502, message: "Internal server error" },
} as const;

export type GatewayRefusal = keyof typeof refusals;

/** The answer to a refusal: as the template's gateway responses say it, else API Gateway's own. */
export function gatewayRefusalOf(
  refusal: GatewayRefusal,
  responses: readonly GatewayResponse[],
  requestId: string,
): { status: number; headers: Record<string, string>; body: string } {
  const { type, status, message } = refusals[refusal];
  const byDefault = status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX";
  const chosen =
    responses.find((response) => response.type === type) ??
    responses.find((response) => response.type === byDefault);
  const answered = chosen?.status ?? status;
  const body = chosen?.body ?? JSON.stringify({ message });
  return {
    status: answered,
    headers: { "content-type": "application/json", ...chosen?.headers },
    body: body.replaceAll("$context.requestId", requestId).replaceAll("$context.status", String(answered)),
  };
}
