import { Stack } from "aws-cdk-lib";
import { routes, unknownRouteFunction } from "../functions/routes.ts";
import { gatewayResponses } from "./api-problems.ts";
import type { RouteFunction } from "./public-functions.ts";
import type { ServiceFunction } from "./service-function.ts";

export type RouteFunctions = { readonly [Name in RouteFunction]: ServiceFunction<Name> };

/** Every method that no route names: API Gateway would answer it with 403. */
const anyOther = "x-amazon-apigateway-any-method";

/** Every path that is none of the service's. */
const elsewhere = "/{proxy+}";

/**
 * What API Gateway imports: each route of functions/routes.ts with the function that answers it, and the function
 * that refuses everything else. One document, because 200 resources of their own would fill a template that may
 * have 500: docs/decisions/0044. It is for API Gateway alone; what clients read is /openapi.json.
 */
export function apiDocument(title: string, functions: RouteFunctions) {
  const paths: Record<string, Record<string, object>> = {};
  for (const path of [...everyPath(), elsewhere]) {
    paths[path] = { [anyOther]: operation(path, functions[unknownRouteFunction]) };
  }
  for (const route of routes) {
    const answered = operation(route.path, functions[route.function]);
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: answered,
      ...(route.method === "GET" ? { head: answered } : {}),
    };
  }
  return {
    openapi: "3.0.1",
    info: { title, version: "1" },
    paths,
    "x-amazon-apigateway-gateway-responses": gatewayResponses,
  };
}

/** The paths of the routes and all that lead to them: `/my/{token}/plan` makes `/my` and `/my/{token}` too. */
function everyPath(): ReadonlySet<string> {
  const parts = routes.map(({ path }) => path.split("/").slice(1));
  const leading = parts.flatMap((each) => each.map((_, last) => `/${each.slice(0, last + 1).join("/")}`));
  return new Set(["/", ...leading]);
}

function operation(path: string, target: ServiceFunction<RouteFunction>) {
  const { partition, region } = Stack.of(target);
  const uri = `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${target.live.functionArn}/invocations`;
  return {
    parameters: [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name]) => ({
      name,
      in: "path",
      required: true,
      schema: { type: "string" },
    })),
    responses: {},
    "x-amazon-apigateway-integration": { type: "aws_proxy", httpMethod: "POST", uri },
  };
}
