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

const methodProperties = z.looseObject({
  HttpMethod: z.string(),
  ResourceId: z.string(),
  Integration: z.looseObject({ Type: z.string(), Uri: z.string().optional() }),
});

/** Reads the routes of the template's REST API. */
export function gatewayOf(template: CloudFormationTemplate, resolve: Resolve): Gateway {
  const ofType = (type: string) => Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
  const apis = ofType("AWS::ApiGateway::RestApi");
  if (apis.length > 1) throw new TemplateRefused(`One REST API is expected, there are ${apis.length}.`);
  const [, stage] = ofType("AWS::ApiGateway::Stage")[0] ?? [];
  const [, api] = apis[0] ?? [];

  return {
    stage: z.string().default("prod").parse(stage?.Properties?.StageName),
    binaryMediaTypes: z.array(z.string()).default([]).parse(api?.Properties?.BinaryMediaTypes),
    compressedFrom: z.number().optional().parse(api?.Properties?.MinimumCompressionSize),
    routes: ofType("AWS::ApiGateway::Method").map(([logicalId, { Properties = {} }]) => {
      const chosen = {
        HttpMethod: Properties.HttpMethod,
        ResourceId: Properties.ResourceId,
        Integration: Properties.Integration,
      };
      const method = methodProperties.parse(resolve(chosen, `Resources/${logicalId}/Properties`));
      if (method.Integration.Type !== "AWS_PROXY") {
        throw new TemplateRefused(`${logicalId}: integration ${method.Integration.Type} is not supported.`);
      }
      return {
        method: method.HttpMethod,
        path: pathOf(method.ResourceId, template, resolve),
        target: targetOf(method.Integration.Uri, logicalId),
      };
    }),
    responses: ofType("AWS::ApiGateway::GatewayResponse").map(([logicalId, { Properties = {} }]) =>
      gatewayResponseOf(logicalId, Properties),
    ),
  };
}

const gatewayResponseProperties = z.looseObject({
  ResponseType: z.string(),
  StatusCode: z.coerce.number().optional(),
  ResponseParameters: z.record(z.string(), z.string().regex(/^'.*'$/, "is not a literal")).default({}),
  ResponseTemplates: z.object({ "application/json": z.string() }),
});

function gatewayResponseOf(logicalId: string, given: unknown): GatewayResponse {
  const { ResponseType, StatusCode, ResponseParameters, ResponseTemplates } =
    gatewayResponseProperties.parse(given);
  const body = ResponseTemplates["application/json"];
  const [unknown] = body.match(/\$context\.(?!requestId\b|status\b)[\w.]+/) ?? [];
  if (unknown) throw new TemplateRefused(`${logicalId}: ${unknown} is not supported.`);
  const headers = Object.entries(ResponseParameters).map(([name, literal]) => [
    name.replace(/^gatewayresponse\.header\./, "").toLowerCase(),
    literal.slice(1, -1),
  ]);
  return { type: ResponseType, status: StatusCode, headers: Object.fromEntries(headers), body };
}

/** `…:lambda:path/2015-03-31/functions/<arn>/invocations` */
function targetOf(uri: string | undefined, logicalId: string): string {
  const target = /\/functions\/(.+)\/invocations$/.exec(uri ?? "")?.[1];
  if (!target) throw new TemplateRefused(`${logicalId}: a function is expected behind a method.`);
  return target;
}

const resourceProperties = z.looseObject({ PathPart: z.string(), ParentId: z.string() });

function pathOf(resourceId: string, template: CloudFormationTemplate, resolve: Resolve): string {
  // The root's id is `<api>/`: see identityOf in template.ts.
  if (resourceId.endsWith("/")) return "/";
  const { PathPart, ParentId } = resourceProperties.parse(
    resolve(template.Resources[resourceId]?.Properties, `Resources/${resourceId}/Properties`),
  );
  const parent = pathOf(ParentId, template, resolve);
  return `${parent === "/" ? "" : parent}/${PathPart}`;
}
