/**
 * Every HTTP route and the function that answers it: read by the stack, by the OpenAPI document and by the
 * answer to unknown methods. Imports nothing, so that both sides can read it.
 */
export const routes = [
  { method: "GET", path: "/", function: "show-home" },
  { method: "GET", path: "/assets/{file}", function: "show-asset" },
  { method: "GET", path: "/refer", function: "refer-person" },
  { method: "GET", path: "/refer/{step}", function: "refer-person" },
  { method: "POST", path: "/refer/{step}", function: "refer-person" },
  { method: "POST", path: "/referrals", function: "submit-referral" },
  { method: "GET", path: "/referrals/{reference}", function: "show-referral" },
  { method: "GET", path: "/referrals/{reference}/withdrawal", function: "withdraw-referral" },
  { method: "POST", path: "/referrals/{reference}/withdrawal", function: "withdraw-referral" },
  { method: "GET", path: "/my/{token}", function: "show-my-referral" },
  { method: "GET", path: "/areas", function: "show-areas" },
  { method: "GET", path: "/areas/{area}", function: "show-areas" },
  { method: "GET", path: "/sign-in", function: "sign-in" },
  { method: "POST", path: "/sign-in", function: "sign-in" },
  { method: "POST", path: "/sign-in/code", function: "sign-in" },
  { method: "POST", path: "/sign-out", function: "sign-in" },
  { method: "GET", path: "/tasks/{handle}", function: "show-task" },
  { method: "POST", path: "/tasks/{handle}", function: "answer-task" },
  { method: "GET", path: "/cases", function: "list-cases" },
  { method: "GET", path: "/cases/{reference}", function: "show-case" },
  { method: "GET", path: "/cases/{reference}/record", function: "show-record" },
  { method: "POST", path: "/cases/{reference}/{command}", function: "change-case" },
  { method: "GET", path: "/exports", function: "show-exports" },
  { method: "POST", path: "/exports", function: "build-exports" },
  { method: "GET", path: "/exports/{id}/{file}", function: "show-exports" },
  { method: "GET", path: "/health", function: "show-health" },
  { method: "GET", path: "/openapi.json", function: "show-openapi" },
] as const satisfies readonly { method: "GET" | "POST" | "PUT" | "DELETE"; path: string; function: string }[];

/** Answers every other path (404) and every other method of a known path (405). */
export const unknownRouteFunction = "refuse-unknown";
