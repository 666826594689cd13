import type { Route } from "./template-gateway.ts";

/** Where a request goes, or why it goes nowhere. */
export type Match =
  | {
      readonly kind: "found";
      readonly route: Route;
      /** The method that the function sees: a HEAD that is answered as a GET is a GET. */
      readonly method: string;
      readonly parameters: Readonly<Record<string, string>>;
    }
  | { readonly kind: "no-path" }
  | { readonly kind: "no-method" };

/** Finds the route of a request, whose path can be percent-decoded, as API Gateway does: static parts before parameters before `{proxy+}`, then the method. */
export function matcherOf(routes: readonly Route[]): (method: string, path: string) => Match {
  const paths = Map.groupBy(routes, ({ path }) => path);
  const patterns = [...paths.keys()]
    .map((path) => ({ path, parts: partsOf(path) }))
    .sort((a, b) => compare(a.parts, b.parts));

  return (method, path) => {
    const parts = partsOf(path);
    for (const pattern of patterns) {
      const parameters = parametersOf(pattern.parts, parts);
      if (!parameters) continue;
      return withMethod(paths.get(pattern.path) ?? [], method, parameters);
    }
    return { kind: "no-path" };
  };
}

function withMethod(
  routes: readonly Route[],
  method: string,
  parameters: Readonly<Record<string, string>>,
): Match {
  const seen = method === "HEAD" && !routes.some((route) => route.method === "HEAD") ? "GET" : method;
  const route =
    routes.find((candidate) => candidate.method === seen) ??
    routes.find((candidate) => candidate.method === "ANY");
  return route ? { kind: "found", route, method: seen, parameters } : { kind: "no-method" };
}

function partsOf(path: string): string[] {
  return path.split("/").slice(1);
}

/** 0 for a static part, 1 for a parameter, 2 for the rest of the path. */
function rank(part: string | undefined): number {
  if (part === undefined) return 3;
  if (part.endsWith("+}")) return 2;
  return part.startsWith("{") ? 1 : 0;
}

function compare(a: readonly string[], b: readonly string[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const difference = rank(a[index]) - rank(b[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function parametersOf(
  pattern: readonly string[],
  parts: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = parts[index];
    if (actual === undefined) return undefined;
    if (rank(expected) === 2) {
      const rest = parts.slice(index).join("/");
      if (rest === "") return undefined;
      parameters[expected.slice(1, -2)] = decodeURIComponent(rest);
      return parameters;
    }
    if (rank(expected) === 1) {
      if (actual === "") return undefined;
      parameters[expected.slice(1, -1)] = decodeURIComponent(actual);
    } else if (expected !== actual) {
      return undefined;
    }
  }
  return pattern.length === parts.length ? parameters : undefined;
}
