import type { IncomingMessage, ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { z } from "zod";
import { type ProgrammeClock, TimeHasPassed } from "./clock.ts";
import { millisecondsOf } from "./durations.ts";
import type { Mail } from "./mail.ts";
import { answerJson, answerProblem, type Problem } from "./problems.ts";

/** An execution as `GET /_local/executions` shows it. */
export interface ExecutionSummary {
  readonly name: string;
  readonly status: string;
  readonly stage: string | null;
}

export interface ControlsOptions {
  readonly clock: ProgrammeClock;
  /** Keeps the clock's state, so that a restart finds the time that a control has just set. */
  readonly saveClock: () => void;
  readonly inbox: (to?: string, after?: string) => Mail[];
  /** The mail emulator's own page. */
  readonly inboxPage: string;
  readonly executions: () => readonly ExecutionSummary[];
  /** Where the data are, for commands that read them while the service runs. */
  readonly data: { readonly table: string; readonly endpoint: string };
}

/** Speeds beyond this would ask the wall clock for fractions of a millisecond. */
const maximumSpeed = 1_000_000;

const clockCommand = z.union([
  z.strictObject({ advance: z.string().transform(toMilliseconds) }),
  z.strictObject({ to: z.iso.datetime({ offset: true }).transform((time) => Date.parse(time)) }),
  z.strictObject({ speed: z.number().positive().max(maximumSpeed) }),
]);

const malformed: Problem = {
  name: "malformed",
  title: "Malformed request",
  status: 400,
  detail: 'One of {"advance": "P2D"}, {"to": "2026-04-01T09:00:00Z"} and {"speed": 60} is expected.',
};
const conflict: Problem = {
  name: "time-has-passed",
  title: "That time has passed",
  status: 409,
  detail: "Programme time only moves on.",
};
const notFound: Problem = {
  name: "not-found",
  title: "Not found",
  status: 404,
  detail: "There is no such control.",
};
const methodNotAllowed: Problem = {
  name: "method-not-allowed",
  title: "Method not allowed",
  status: 405,
  detail: "This control does not answer this method.",
};

type Control = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => unknown;

/** Answers `/_local/…`: the mails that were sent, programme time, and the running workflows. */
export function controlsOf(
  options: ControlsOptions,
): (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> {
  const { clock } = options;
  const showClock = (response: ServerResponse) =>
    answerJson(response, { now: new Date(clock.now()).toISOString(), mode: clock.mode, speed: clock.speed });

  const controls: Readonly<Record<string, Readonly<Record<string, Control>>>> = {
    "/_local/clock": {
      GET: (_, response) => showClock(response),
      POST: async (request, response) => {
        const problem = await moveClock(clock, await json(request).catch(() => undefined));
        options.saveClock();
        if (problem) answerProblem(response, problem, "/_local/clock");
        else showClock(response);
      },
    },
    "/_local/inbox": {
      GET: (_, response, query) =>
        answerJson(response, options.inbox(query.get("to") ?? undefined, query.get("after") ?? undefined)),
    },
    "/_local/data": { GET: (_, response) => answerJson(response, options.data) },
    "/_local/executions": { GET: (_, response) => answerJson(response, options.executions()) },
    "/_local/mail": {
      GET: (_, response) => response.writeHead(302, { location: options.inboxPage }).end(),
    },
  };

  return async (request, response, url) => {
    const methods = controls[url.pathname];
    const method = request.method === "HEAD" ? "GET" : (request.method ?? "GET");
    const control = methods?.[method];
    if (control) await control(request, response, url.searchParams);
    else answerProblem(response, methods ? methodNotAllowed : notFound, url.pathname);
  };
}

/** Answers when everything that was due until the new time has happened. */
async function moveClock(clock: ProgrammeClock, body: unknown): Promise<Problem | undefined> {
  const command = clockCommand.safeParse(body);
  if (!command.success) return malformed;
  try {
    if ("advance" in command.data) await clock.advanceBy(command.data.advance);
    else if ("to" in command.data) await clock.advanceTo(command.data.to);
    else clock.setSpeed(command.data.speed);
    return undefined;
  } catch (error) {
    if (error instanceof TimeHasPassed) return conflict;
    throw error;
  }
}

function toMilliseconds(text: string, context: z.RefinementCtx): number {
  const milliseconds = millisecondsOf(text);
  if (milliseconds !== undefined) return milliseconds;
  context.addIssue({
    code: "custom",
    message: "not an ISO 8601 duration in weeks, days, hours, minutes, seconds",
  });
  return z.NEVER;
}
