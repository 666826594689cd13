import { enableCompileCache } from "node:module";
import { parseArgs } from "node:util";
import { compiledCode } from "./made-once.ts";
import { type ServiceOptions, startService } from "./service.ts";

const usage = `Usage: npm start -- [options]

  --port <number>         where to serve, on this machine only (3000; 0 for any free port)
  --data <folder>         where data are kept (.workwell)
  --clock real|manual     whether programme time runs by itself or only when told to (real)
  --now <time>            programme time to begin at, such as 2026-04-01T09:00:00+01:00
  --speed <number>        programme seconds per second, with --clock real (1)
  --help                  this text`;

/** An option that cannot be. */
class UsageError extends Error {}

try {
  const options = optionsOf(process.argv.slice(2));
  if (options) await serve(options);
  else console.log(usage);
} catch (error) {
  console.error(messageOf(error));
  if (error instanceof UsageError) console.error(`\n${usage}`);
  process.exit(1);
}

async function serve(options: ServiceOptions): Promise<void> {
  enableCompileCache(compiledCode);
  // In Lambda a promise that nobody waits for ends one sandbox, not the service.
  process.on("unhandledRejection", (reason) => console.error("Unhandled rejection:", reason));
  const service = await startService(options);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, async () => {
      await service.stop();
      process.exit(0);
    });
  }
  const { table, endpoint } = service.data;
  console.log(`Areas can be published to --table ${table} with AWS_ENDPOINT_URL_DYNAMODB=${endpoint}`);
  console.log(`Emails are shown at ${service.url}/_local/mail`);
  console.log(`WorkWell is ready at ${service.url}`);
}

/** The options of a command line, or undefined if it asks for help. */
function optionsOf(given: string[]): ServiceOptions | undefined {
  const values = parse(given);
  if (values.help) return undefined;
  if (values.speed !== undefined && values.clock === "manual") {
    throw new UsageError("--speed goes with --clock real: a manual clock moves only when it is told to.");
  }
  return {
    port: numberOf(
      "port",
      values.port ?? "3000",
      (port) => Number.isInteger(port) && port >= 0 && port <= 65_535,
    ),
    data: values.data ?? ".workwell",
    clock: clockOf(values.clock ?? "real"),
    now: values.now === undefined ? undefined : timeOf(values.now),
    speed: values.speed === undefined ? undefined : numberOf("speed", values.speed, (speed) => speed > 0),
    progress: (message) => console.log(message),
  };
}

function parse(given: string[]) {
  try {
    const { values } = parseArgs({
      args: given,
      options: {
        port: { type: "string" },
        data: { type: "string" },
        clock: { type: "string" },
        now: { type: "string" },
        speed: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    return values;
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

function numberOf(name: string, text: string, isPossible: (value: number) => boolean): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value) && isPossible(value)) return value;
  throw new UsageError(`--${name} cannot be "${text}".`);
}

function clockOf(text: string): "real" | "manual" {
  if (text === "real" || text === "manual") return text;
  throw new UsageError(`--clock cannot be "${text}".`);
}

function timeOf(text: string): number {
  const time = Date.parse(text);
  // Without an offset the same words would mean another moment on another machine.
  if (Number.isFinite(time) && /T.*(?:Z|[+-]\d{2}:?\d{2})$|^\d{4}-\d{2}-\d{2}$/.test(text)) return time;
  throw new UsageError(`--now cannot be "${text}"; a date, or a time with its offset, is expected.`);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "EADDRINUSE" && "port" in error) {
    return `Port ${error.port} is in use. Stop what uses it, or choose another with --port.`;
  }
  return error.message;
}
