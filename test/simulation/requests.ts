import type { APIGatewayProxyEvent } from "aws-lambda";
import { leadSession } from "./programme-table.ts";

/** What the area's lead asks for. */
export interface Asked {
  readonly method?: string;
  readonly resource: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly area: string;
  readonly body: object;
  readonly key?: string;
}

/** The request as the area's lead sends it. */
export function eventOf(asked: Asked, now: number): APIGatewayProxyEvent {
  const { method = "POST", resource, parameters, area, body, key } = asked;
  return {
    resource,
    path: resource.replace(/\{(\w+)\}/g, (_, name) => parameters[name] ?? ""),
    httpMethod: method,
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      cookie: leadSession(area),
      ...(key ? { "idempotency-key": key } : {}),
    },
    pathParameters: parameters,
    queryStringParameters: null,
    body: JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { requestId: "sample", requestTimeEpoch: now },
  } as unknown as APIGatewayProxyEvent;
}
