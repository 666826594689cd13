import type { ServerResponse } from "node:http";

/** What a control of the embedded default refuses, in the shape of every other refusal (RFC 9457). */
export interface Problem {
  readonly name: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
}

export function answerProblem(response: ServerResponse, problem: Problem, instance: string): void {
  const { name, ...rest } = problem;
  response.writeHead(problem.status, { "content-type": "application/problem+json" });
  response.end(JSON.stringify({ type: `/problems/${name}`, ...rest, instance }));
}

export function answerJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
