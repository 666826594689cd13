import { existsSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { apiOf } from "./api.ts";
import type { ClockMode, ProgrammeClock } from "./clock.ts";
import { controlsOf } from "./controls.ts";
import { DataFolder } from "./data-folder.ts";
import { type Emulators, leaveAws, pointClientsTo, startEmulators, tableFolder } from "./emulators.ts";
import { beginWith, publishedTable, publishTo } from "./first-data.ts";
import { Functions } from "./functions.ts";
import { programmeTime } from "./programme-time.ts";
import { startSchedules } from "./schedules.ts";
import { close, listen } from "./servers.ts";
import { synthesise } from "./synthesise.ts";
import { type Programme, readProgramme } from "./template.ts";
import { topicsOf } from "./topics.ts";
import { startWorkflows, type Workflows } from "./workflows.ts";

export interface ServiceOptions {
  /** 0 for any free one. */
  readonly port: number;
  readonly data: string;
  readonly clock: ClockMode;
  /** Programme time to begin at, ms since the epoch; else where the data folder's clock stood. */
  readonly now: number | undefined;
  readonly speed: number | undefined;
  readonly progress: (message: string) => void;
}

/** The running service. */
export interface Service {
  readonly url: string;
  /** Where its data are: what publish-areas and the doctor need to know while the service runs. */
  readonly data: { readonly table: string; readonly endpoint: string };
  /** Ends requests and work in flight, then everything else. */
  stop(): Promise<void>;
}

/** How long a stop waits for requests, and then for other work, in ms; what is left is made up at the next start. */
const patience = 5_000;

/** Starts WorkWell in this process: the stack's own template, functions and workflow, over emulators. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { promise: answer, resolve: setAnswer } = Promise.withResolvers<Answer>();
  const server = createServer(async (request, response) => {
    await (await answer)(request, response).catch(() => response.destroy());
  });
  const url = await listen(server, options.port);
  const folder = new DataFolder(options.data);
  const {
    clock,
    save,
    stop: stopClock,
  } = programmeTime(folder, {
    mode: options.clock,
    now: options.now,
    speed: options.speed,
  });

  const programme = readProgramme(await synthesise(options.progress));
  leaveAws();
  const functions = functionsOf(programme, clock, url);
  const invoke = (functionArn: string, payload: unknown) => functions.invoke(functionArn, payload);
  const topics = topicsOf({ notices: programme.notices, clock, invoke });
  const [table] = programme.tables;
  const isFirst = !existsSync(folder.at(tableFolder));
  if (table && isFirst) beginWith(await publishedTable(table, options.progress), folder.at(tableFolder));
  const emulators = await startEmulators(programme, folder, { clock, topics, report: options.progress });
  const workflows = await startWorkflows(programme.stateMachines, functions, clock);
  pointClientsTo({
    DYNAMODB: emulators.dynamoDb.url,
    SES: emulators.mail.url,
    S3: emulators.storage.url,
    SFN: workflows.url,
    SNS: emulators.alerts.url,
  });
  if (table && !isFirst) await publishTo(emulators.dynamoDb.url, table.name, options.progress);

  const { writes } = emulators.dynamoDb;
  const stopSchedules = startSchedules({ schedules: programme.schedules, clock, invoke, writes });
  const data = { table: table?.name ?? "", endpoint: emulators.dynamoDb.url };
  setAnswer(answerOf({ programme, clock, functions, emulators, workflows, data, saveClock: save }));
  resumeCases(functions, clock);

  return {
    url,
    data,
    async stop() {
      stopSchedules();
      await atMost(patience, close(server));
      server.closeAllConnections();
      await atMost(patience, clock.idle());
      stopClock();
      await workflows.close();
      await emulators.close();
      folder.release();
    },
  };
}

async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  await Promise.race([work, new Promise((resolve) => setTimeout(resolve, milliseconds))]);
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function answerOf(parts: {
  programme: Programme;
  clock: ProgrammeClock;
  functions: Functions;
  emulators: Emulators;
  workflows: Workflows;
  data: Service["data"];
  saveClock: () => void;
}): Answer {
  const { clock, functions, emulators, workflows } = parts;
  const api = apiOf({
    gateway: parts.programme.gateway,
    now: () => clock.now(),
    invoke: (functionArn, payload) => functions.invoke(functionArn, payload),
  });
  const controls = controlsOf({
    clock,
    saveClock: parts.saveClock,
    inbox: (to, after) => emulators.mail.inbox(to, after),
    inboxPage: emulators.mail.url,
    executions: () => workflows.executions(),
    data: parts.data,
  });
  return async (request, response) => {
    const url = new URL(request.url ?? "/", "http://local");
    if (url.pathname.startsWith("/_local/")) await controls(request, response, url);
    else await api(request, response);
  };
}

function functionsOf(programme: Programme, clock: ProgrammeClock, url: string): Functions {
  return new Functions({
    definitions: programme.functions,
    clock,
    environment: {
      // The one thing of the template that is other here: where people reach the service.
      BASE_URL: url,
      // What functions log goes to the terminal of whoever tries the service: only what needs a look.
      POWERTOOLS_LOG_LEVEL: process.env.POWERTOOLS_LOG_LEVEL ?? "WARN",
    },
  });
}

/** Executions live in memory: each open case gets a new one, as after a lost fleet. Work in flight, not waited for. */
function resumeCases(functions: Functions, clock: ProgrammeClock): void {
  const time = new Date(clock.now()).toISOString();
  functions.invoke("resume-cases", { everyOpenCase: true, time }).catch(() => {});
}
