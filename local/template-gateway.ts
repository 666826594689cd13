import { z } from "zod";
import { type CloudFormationTemplate, type Resolve, TemplateRefused } from "./intrinsics.ts";

/** The REST API: its routes and what it says when no function is asked. */
export interface Gateway {
  readonly stage: string;
  readonly binaryMediaTypes: readonly string[];
  /** Answers of so many bytes and more are compressed for clients that take it; undefined for none. */
  readonly compressedFrom: number | undefined;
  readonly routes: readonly Route[];
  readonly responses: readonly GatewayResponse[];
}

/** What API Gateway itself answers, by kind of refusal. */
export interface GatewayResponse {
  /** `DEFAULT_4XX`, `MISSING_AUTHENTICATION_TOKEN`… */
  readonly type: string;
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** With `$context.requestId` and `$context.status` to fill in. */
  readonly body: string;
}

export interface Route {
  /** A method, or ANY. */
  readonly method: string;
  /** As API Gateway writes it: `/referrals/{reference}`, `/{proxy+}`. */
  readonly path: string;
  /** The ARN of the function that answers. */
  readonly target: string;
}

const operation = z.looseObject({
  "x-amazon-apigateway-integration": z.looseObject({ type: z.string(), uri: z.string().optional() }),
});

const gatewayResponse = z.strictObject({
  statusCode: z.coerce.number().optional(),
  responseParameters: z.record(z.string(), z.string().regex(/^'.*'$/, "is not a literal")).default({}),
  responseTemplates: z.object({ "application/json": z.string() }),
});

/** The document that API Gateway imports; of its extensions only those that are understood here. */
const apiDocument = z.strictObject({
  openapi: z.string(),
  info: z.unknown(),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  "x-amazon-apigateway-gateway-responses": z.record(z.string(), gatewayResponse).default({}),
});

const anyMethod = "x-amazon-apigateway-any-method";

/** Reads the routes of the template's REST API. */
export function gatewayOf(template: CloudFormationTemplate, resolve: Resolve): Gateway {
  const ofType = (type: string) => Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
  const apis = ofType("AWS::ApiGateway::RestApi");
  if (apis.length > 1) throw new TemplateRefused(`One REST API is expected, there are ${apis.length}.`);
  const [, stage] = ofType("AWS::ApiGateway::Stage")[0] ?? [];
  const [logicalId, api] = apis[0] ?? [];
  const document = documentOf(logicalId, api?.Properties?.Body, resolve);

  return {
    stage: z.string().default("prod").parse(stage?.Properties?.StageName),
    binaryMediaTypes: z.array(z.string()).default([]).parse(api?.Properties?.BinaryMediaTypes),
    compressedFrom: z.number().optional().parse(api?.Properties?.MinimumCompressionSize),
    routes: Object.entries(document?.paths ?? {}).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, answered]) => ({
        method: method === anyMethod ? "ANY" : method.toUpperCase(),
        path,
        target: targetOf(answered["x-amazon-apigateway-integration"], `${method} ${path}`),
      })),
    ),
    responses: Object.entries(document?.["x-amazon-apigateway-gateway-responses"] ?? {}).map(
      ([type, response]) => gatewayResponseOf(type, response),
    ),
  };
}

function documentOf(logicalId: string | undefined, body: unknown, resolve: Resolve) {
  if (logicalId === undefined) return undefined;
  const read = apiDocument.safeParse(resolve(body, `Resources/${logicalId}/Properties/Body`));
  if (read.success) return read.data;
  throw new TemplateRefused(`${logicalId}: ${z.prettifyError(read.error)}`);
}

function gatewayResponseOf(type: string, response: z.infer<typeof gatewayResponse>): GatewayResponse {
  const body = response.responseTemplates["application/json"];
  const [unknown] = body.match(/\$context\.(?!requestId\b|status\b)[\w.]+/) ?? [];
  if (unknown) throw new TemplateRefused(`${type}: ${unknown} is not supported.`);
  const headers = Object.entries(response.responseParameters).map(([name, literal]) => [
    name.replace(/^gatewayresponse\.header\./, "").toLowerCase(),
    literal.slice(1, -1),
  ]);
  return { type, status: response.statusCode, headers: Object.fromEntries(headers), body };
}

/** `…:lambda:path/2015-03-31/functions/<arn>/invocations` */
function targetOf(integration: { type: string; uri?: string | undefined }, where: string): string {
  if (integration.type !== "aws_proxy") {
    throw new TemplateRefused(`${where}: integration ${integration.type} is not supported.`);
  }
  const target = /\/functions\/(.+)\/invocations$/.exec(integration.uri ?? "")?.[1];
  if (!target) throw new TemplateRefused(`${where}: a function is expected behind a method.`);
  return target;
}
