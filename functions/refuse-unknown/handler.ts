import { api } from "../http/api.ts";
import { notFound, Problem } from "../http/problems.ts";
import { routes } from "../routes.ts";

/** Answers what no route does: another method of a known path (405, with those it has) or an unknown path. */
export const handler = api(async (request) => {
  const methods = routes.filter((route) => route.path === request.resource).map((route) => route.method);
  if (methods.length === 0) throw notFound();
  const allowed = methods.some((method) => method === "GET") ? [...methods, "HEAD"] : methods;
  throw new Problem(
    "method-not-allowed",
    `Only ${allowed.join(", ")} is possible here.`,
    {},
    { allow: allowed.join(", ") },
  );
});
