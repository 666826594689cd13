import { setTimeout as pause } from "node:timers/promises";
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { z } from "zod";
import { httpClient } from "../support/service.ts";

/** Real time, in ms: between two looks, and until what should happen counts as not happening. */
const betweenLooks = 100;
const patience = 60_000;

/** What `npm run test:deploy` hands to its tests. */
export const Deployed = z.object({
  /** Where people reach the service. */
  url: z.string(),
  /** Where the emulator answers for AWS. */
  endpoint: z.string(),
  table: z.string(),
  stateMachine: z.string(),
  sweep: z.string(),
  deliveryEvents: z.string(),
});
export type Deployed = z.infer<typeof Deployed>;

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Everything of it. */
  readonly raw: string;
}

/** The deployed service as its users and its operators reach it. */
export function theDeployed() {
  const given = process.env.WORKWELL_DEPLOYED;
  if (!given) throw new Error("These tests are run by `npm run test:deploy`, which deploys first.");
  const deployed = Deployed.parse(JSON.parse(given));
  const http = httpClient(deployed.url);
  const aws = {
    endpoint: deployed.endpoint,
    region: "eu-west-2",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const states = new SFNClient(aws);
  const sessions = new Map<string, { cookie: string }>();

  /** Mails that SES took, oldest first. */
  async function inbox(to: string): Promise<Mail[]> {
    const answer = await fetch(`${deployed.endpoint}/_ministack/ses/messages`);
    return Object.values(Messages.parse(await answer.json()).messages)
      .flat()
      .map(mailOf)
      .filter((mail) => mail.to.includes(to));
  }

  /** One session for each member of staff: codes are few in a quarter of an hour. */
  async function signIn(email: string): Promise<{ cookie: string }> {
    const known = sessions.get(email);
    if (known) return known;
    const earlier = (await inbox(email)).length;
    await http.post("/sign-in", { email });
    const code = await eventually(`a code for ${email}`, async () =>
      /\b\d{6}\b/.exec((await inbox(email)).slice(earlier).at(-1)?.text ?? "")?.at(0),
    );
    const { status, headers, text } = await http.post("/sign-in/code", { email, code });
    const cookie = headers.getSetCookie().find((one) => one.startsWith("session="));
    if (!cookie) throw new Error(`${email} could not sign in: ${status} ${text}`);
    const session = { cookie: cookie.split(";")[0] ?? "" };
    sessions.set(email, session);
    return session;
  }

  /** The path of the newest task that this case's emails ask somebody to do; `after` tells which they had. */
  function newestTask(email: string, reference: string, after: readonly string[] = []): Promise<string> {
    return eventually(`a task of ${reference} for ${email}`, async () => {
      const mails = (await inbox(email)).filter(({ subject }) => subject.includes(reference));
      const paths = mails.flatMap(({ text }) => text.match(/\/tasks\/[\w-]{22}/g) ?? []);
      return paths.findLast((path) => !after.includes(path));
    });
  }

  /** Names and states of a case's executions, oldest first. */
  async function executionsOf(reference: string) {
    const { executions = [] } = await states.send(
      new ListExecutionsCommand({ stateMachineArn: deployed.stateMachine, maxResults: 1000 }),
    );
    return executions
      .filter(({ name }) => name?.startsWith(`${reference}-`))
      .map(({ name = "", status, executionArn = "" }) => ({ name, status, executionArn }))
      .sort((one, other) => one.name.localeCompare(other.name));
  }

  return {
    ...deployed,
    ...http,
    aws,
    inbox,
    signIn,
    newestTask,
    executionsOf,
    /** As if it had been lost. */
    async stop(executionArn: string) {
      await states.send(new StopExecutionCommand({ executionArn }));
    },
    /** Runs the sweep as its schedule, or an operator, does. */
    async invokeSweep(input: { time: string; everyOpenCase?: boolean }): Promise<{ resumed: number }> {
      const path = `/2015-03-31/functions/${deployed.sweep}/invocations`;
      const answer = await fetch(new URL(path, deployed.endpoint), {
        method: "POST",
        body: JSON.stringify(input),
      });
      return z.looseObject({ resumed: z.number() }).parse(await answer.json());
    },
    /** Input and history of an execution, as text. */
    async recordOf(executionArn: string): Promise<string> {
      const [input, history] = await Promise.all([
        states.send(new DescribeExecutionCommand({ executionArn })),
        states.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 })),
      ]);
      return JSON.stringify([input.input, history.events]);
    },
  };
}

/** What is answered as soon as it is anything but undefined or false; fails after a minute. */
export async function eventually<Found>(
  what: string,
  look: () => Promise<Found | undefined | false>,
): Promise<Found> {
  const end = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`There was no ${what} within ${patience / 1000} s.`);
    await pause(betweenLooks);
  }
}

const Messages = z.object({
  messages: z.record(
    z.string(),
    z.array(
      z.looseObject({
        To: z.array(z.string()).default([]),
        Subject: z.string().default(""),
        BodyText: z.string().default(""),
      }),
    ),
  ),
});

function mailOf(message: z.infer<typeof Messages>["messages"][string][number]): Mail {
  const { To: to, Subject: subject, BodyText: text } = message;
  return { to, subject, text, raw: JSON.stringify(message) };
}
