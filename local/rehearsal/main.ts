import { existsSync, readdirSync } from "node:fs";
import { type Mail, startWorkWell, type WorkWell } from "../../test/support/service.ts";
import { writeMeter } from "../meter/meter.ts";
import { patientClient } from "./client.ts";
import { coachesEveryOtherDay } from "./desks.ts";
import { publishAll } from "./exports.ts";
import type { Finding } from "./findings.ts";
import { type Home, homes } from "./homes.ts";
import { optionsOf, type RehearsalOptions, UsageError, usage } from "./options.ts";
import { samplePeople } from "./people.ts";
import { progressOn } from "./progress.ts";
import { type Rehearsal, rehearsalOf } from "./rehearsal.ts";
import { roundsOf } from "./rounds.ts";
import { fingerprintOf, outcomesOf, summaryOf } from "./summary.ts";
import { scanTable } from "./table-scan.ts";

/** Programme time at which every rehearsal begins: a Monday in a quarter that has four more after it. */
const firstMoment = "2026-03-02T10:00:00Z";
/** Share of the programme in which people are referred; what is left is for their follow-ups. */
const intakeShare = 0.6;
const mistakesShown = 10;

try {
  const options = optionsOf(process.argv.slice(2));
  if (options) process.exitCode = (await rehearse(options)) ? 0 : 1;
  else console.log(usage);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError) console.error(`\n${usage}`);
  process.exitCode = 1;
}

/** Answers whether everything was as it must be. */
async function rehearse(options: RehearsalOptions): Promise<boolean> {
  const chosen = homesIn(options.areas);
  if (options.data && existsSync(options.data) && readdirSync(options.data).length > 0) {
    throw new UsageError(`--data: ${options.data} is not empty. A rehearsal begins with nothing.`);
  }
  const started = Date.now();
  const areas = [...new Set(chosen.map(({ area }) => area))];
  console.log(
    `${options.people} sample people in ${areas.length} areas, ${options.weeks} weeks of programme time, seed ${options.seed}`,
  );
  const { port, data, meter } = options;
  const starting = startWorkWell({
    clock: "manual",
    now: firstMoment,
    port,
    ...(data ? { dataDir: data } : {}),
    ...(meter ? { meter } : {}),
  });
  // What judges the end works out every way of the journey when it is loaded: meanwhile the service starts.
  const [service, { findingsOn }] = await Promise.all([starting, import("./findings.ts")]);
  const stop = stopper(service, data !== undefined);
  const isAsItMustBe = await play(options, service, { chosen, areas, started, findingsOn }).finally(stop);
  if (meter) writeMeter(meter, options);
  return isAsItMustBe;
}

/** Ctrl-C ends the service too, and leaves nothing behind but what was to be kept. */
function stopper(service: WorkWell, isKept: boolean): () => Promise<void> {
  const stop = async () => {
    await service.kill("SIGTERM");
    if (!isKept) await service.dispose();
  };
  process.once("SIGINT", async () => {
    console.log("\nStopped.");
    await stop();
    process.exit(130);
  });
  return stop;
}

interface Play {
  readonly chosen: readonly Home[];
  readonly areas: readonly string[];
  readonly started: number;
  readonly findingsOn: typeof import("./findings.ts").findingsOn;
}

async function play(
  options: RehearsalOptions,
  service: WorkWell,
  { chosen, areas, started, findingsOn }: Play,
): Promise<boolean> {
  const client = patientClient(async () => service);
  const rounds = roundsOf(firstMoment, options.weeks, options.weeks);
  const people = samplePeople({
    ...options,
    homes: chosen,
    intakeRounds: Math.max(1, Math.floor(rounds.length * intakeShare)),
    firstDay: firstMoment.slice(0, 10),
    arePlain: false,
  });
  const rehearsal = rehearsalOf(client, people, {
    worksOn: coachesEveryOtherDay,
    losesCoachesWithin: Math.floor(rounds.length * intakeShare),
  });
  const progress = progressOn(process.stdout);
  for (const round of rounds) {
    await client.advanceTo(round.at);
    await rehearsal.arrive(round);
    await rehearsal.work(round);
    progress.at((round.number + 1) / rounds.length, wordsOn(round.at, rehearsal));
  }
  const now = new Date(Date.parse(firstMoment) + options.weeks * 7 * 24 * 60 * 60 * 1000).toISOString();
  await client.advanceTo(now);
  const releases = await publishAll(rehearsal.sessions, areas, firstMoment, now, (done, all) =>
    progress.at(1, `exports: ${done} of ${all}`),
  );
  progress.end();
  const table = await scanTable(...tableOf(service));
  const inbox: Mail[] = await client.inbox();
  const { body: executions } = await client.request("GET", "/_local/executions");
  const outcomes = outcomesOf(rehearsal, table, inbox, releases);
  console.log(summaryOf(outcomes, releases));
  const findings = findingsOn({ table, rehearsal, inbox, executions, now, output: service.output() });
  const seconds = Math.round((Date.now() - started) / 1000);
  return report(
    findings,
    `${seconds} seconds, outcome ${fingerprintOf(outcomes)} (the same for the same options)`,
  );
}

function homesIn(areas: readonly string[] | undefined): readonly Home[] {
  const all = homes();
  const unknown = areas?.filter((area) => !all.some((home) => home.area === area)) ?? [];
  if (unknown.length > 0) throw new UsageError(`--areas: there is no ${unknown.join(", ")}.`);
  return areas ? all.filter(({ area }) => areas.includes(area)) : all;
}

function wordsOn(at: string, { records, commands }: Rehearsal): string {
  const answers = [...records.values()].reduce((sum, { given }) => sum + given.length, 0);
  const others = [...commands.values()].reduce((sum, count) => sum + count, 0);
  return `${at.slice(0, 10)}: ${records.size} referrals, ${answers} answers, ${others} other steps`;
}

/** Where the service keeps its table, as it says when it starts. */
function tableOf(service: WorkWell): [endpoint: string, table: string] {
  const said = /--table (\S+) with AWS_ENDPOINT_URL_DYNAMODB=(\S+)/.exec(service.output());
  if (!said?.[1] || !said[2]) throw new Error("The service did not say where its table is.");
  return [said[2], said[1]];
}

function report(findings: readonly Finding[], cost: string): boolean {
  const violations = findings.reduce((sum, { mistakes }) => sum + mistakes.length, 0);
  console.log("\nWhat must always be true");
  for (const { promise, mistakes } of findings) {
    console.log(`  ${mistakes.length === 0 ? "yes" : "NO "}  ${promise}`);
    for (const mistake of mistakes.slice(0, mistakesShown)) console.log(`         ${mistake}`);
    if (mistakes.length > mistakesShown) console.log(`         and ${mistakes.length - mistakesShown} more`);
  }
  console.log(`\n${violations} violations. ${cost}`);
  return violations === 0;
}
