import { once } from "node:events";
import { parseArgs } from "node:util";
import { pythonTool, ToolMissing } from "../../bin/python-tool.ts";
import { type Adaptation, NotAdaptable, type Told } from "./adaptations.ts";
import { Advice, CommandFailed, run } from "./command.ts";
import type { Deployed } from "./deployed.ts";
import { type Emulator, ministack, startEmulator } from "./emulator.ts";
import { type Front, startFront } from "./front.ts";
import { limits } from "./limits.ts";
import { type Assembly, adaptedAssembly, cdkOf } from "./stack.ts";

const usage = `Usage: npm run test:deploy -- [options]

Deploys the synthesised stack to an emulator of AWS that is not this project's own (ministack), lives through a
person's journey there over HTTP, holds its DynamoDB to the contract of the table, and takes everything down again.
Needs python3 (3.10 or later, with venv) and, the first time, the Python package index. Uses nothing of AWS.

  --results <file>   the tests' results as JSON too
  --keep             leaves the deployed service running after the tests, until Ctrl-C
  --help             this text`;

const testSeconds = 240;
const publishSeconds = 120;

const { values } = parseArgs({
  options: {
    results: { type: "string" },
    keep: { type: "boolean", default: false },
    help: { type: "boolean", short: "h" },
  },
});
if (values.help) console.log(usage);
else process.exitCode = (await testDeployment(values)) ? 0 : 1;

interface Options {
  readonly results?: string | undefined;
  readonly keep: boolean;
}

/** Whether everything was well. Whatever happens, Ctrl-C included, the emulator is stopped. */
async function testDeployment(options: Options): Promise<boolean> {
  const started = Date.now();
  const interrupted = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => interrupted.abort(new Advice(`Interrupted by ${name}.`)));
  }
  try {
    await deployAndTest(options, interrupted.signal);
    console.log(`\nPASS: deployed, used and taken down in ${secondsSince(started)} s.`);
    return true;
  } catch (error) {
    console.error(`\nFAIL after ${secondsSince(started)} s: ${told(interrupted.signal.reason ?? error)}`);
    return false;
  }
}

async function deployAndTest(options: Options, signal: AbortSignal): Promise<void> {
  const python = await step("Emulator installed", () => pythonTool(ministack, signal));
  const front = await startFront();
  try {
    const assembly = await step("Stack synthesised and adapted", () => adaptedAssembly(front.url));
    try {
      showAdaptations(assembly.adaptations);
      const emulator = await step("Emulator started", () => startEmulator(python, signal));
      try {
        await onEmulator(options, { assembly, emulator, front, signal });
      } finally {
        await emulator.stop();
        console.log("Emulator stopped");
      }
    } finally {
      assembly.remove();
    }
  } finally {
    front.close();
  }
}

interface Ready {
  readonly assembly: Assembly;
  readonly emulator: Emulator;
  readonly front: Front;
  readonly signal: AbortSignal;
}

async function onEmulator(options: Options, ready: Ready): Promise<void> {
  const { assembly, emulator, front, signal } = ready;
  const cdk = cdkOf(assembly, emulator, signal);
  await step("Account bootstrapped", cdk.bootstrap);
  const names = await step(`${assembly.resources} resources deployed`, cdk.deploy);
  front.leadTo({ id: names.TestRestApi, stage: names.TestStage, port: emulator.port });
  await step("Areas and sample staff published", () => publish(names.TestTable, emulator, signal));
  try {
    await step("Tests passed", () => runTests(options, names, ready));
  } finally {
    if (options.keep) await untilInterrupted(names, ready);
  }
  // With --keep it was interrupted by now, and the stack ends with the emulator's memory.
  if (!options.keep) await step("Stack destroyed", cdk.destroy);
  showLimits();
}

/** As a team does it after a deployment, with the command that it uses. */
async function publish(table: string, emulator: Emulator, signal: AbortSignal): Promise<void> {
  const given = ["areas/publish-areas.ts", "--table", table, "--samples"];
  await run(process.execPath, given, { env: emulator.env, signal, seconds: publishSeconds });
}

async function runTests(
  { results }: Options,
  names: Told,
  { emulator, front, signal }: Ready,
): Promise<void> {
  const deployed: Deployed = {
    url: front.url,
    endpoint: emulator.endpoint,
    table: names.TestTable,
    stateMachine: names.TestStateMachine,
    sweep: names.TestSweep,
    deliveryEvents: names.TestDeliveryEvents,
  };
  const reporters = results ? ["--reporter=default", "--reporter=json", `--outputFile.json=${results}`] : [];
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--config", "test/deploy/vitest.config.ts"];
  try {
    await run(process.execPath, [...vitest, ...reporters], {
      env: {
        ...process.env,
        WORKWELL_DEPLOYED: JSON.stringify(deployed),
        WORKWELL_DYNAMODB_ENDPOINT: emulator.endpoint,
      },
      signal,
      seconds: testSeconds,
      isSeen: true,
    });
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    throw new Advice(`${error.message}. The emulator's last lines:\n${emulator.log()}`);
  }
}

async function untilInterrupted(names: Told, { emulator, front, signal }: Ready): Promise<void> {
  console.log(`
WorkWell is at ${front.url} until Ctrl-C; its emails are at ${emulator.endpoint}/_ministack/ses/messages
and its table is ${names.TestTable}, with AWS_ENDPOINT_URL=${emulator.endpoint}.`);
  if (!signal.aborted) await once(signal, "abort");
}

async function step<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  const started = Date.now();
  const result = await work();
  console.log(`${name} (${secondsSince(started)} s)`);
  return result;
}

function secondsSince(started: number): string {
  return ((Date.now() - started) / 1000).toFixed(1);
}

function showAdaptations(adaptations: readonly Adaptation[]): void {
  console.log("\nWhat is deployed is what `npm run synth` makes, except:");
  for (const { what, why, where } of adaptations) {
    console.log(`- ${what}\n    because: ${why}\n    in:      ${places(where)}`);
  }
  console.log();
}

function places(where: readonly string[]): string {
  const shown = where.slice(0, 9).join(", ");
  return where.length > 9 ? `${shown} and ${where.length - 9} more` : shown;
}

function showLimits(): void {
  console.log("\nWhat this cannot show, and the test that does:");
  for (const { what, why, shownBy } of limits) {
    console.log(`- ${what}\n    because: ${why}`);
    for (const { file, test } of shownBy) console.log(`    shown by: test/${file}: ${test}`);
  }
}

function told(error: unknown): string {
  if ([Advice, NotAdaptable, ToolMissing].some((known) => error instanceof known)) {
    return (error as Error).message;
  }
  if (error instanceof CommandFailed) return `${error.message}\n${error.output}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
