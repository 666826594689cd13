import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type PatientClient, patientClient } from "../../local/rehearsal/client.ts";
import { samplePeople } from "../../local/rehearsal/people.ts";
import { randomFrom } from "../../local/rehearsal/random.ts";
import { type Rehearsal, rehearsalOf } from "../../local/rehearsal/rehearsal.ts";
import { type Round, roundsOf } from "../../local/rehearsal/rounds.ts";
import { type Sessions, staffSessions } from "../../local/rehearsal/sessions.ts";
import type { WorkWell } from "../support/service.ts";
import { checkThatAllGoOn } from "./goes-on.ts";
import { sampleHomes } from "./homes.ts";
import { firstMoment, type Keeper, startKeeper } from "./keeper.ts";
import { type Activity, type PlannedKill, plannedKills } from "./plan.ts";
import { type Finding, type Verdict, verdictOn } from "./verdict.ts";

const usage = `Usage: npm run test:kill -- [options]

Sample people, their referrers and their coaches use a service whose process is killed again and again. At the end
nothing is lost, nothing was done twice, and at most one email was repeated for each kill.

  --kills <number>    kills of the process, at random moments (20)
  --people <number>   sample people (50)
  --seed <number>     another number, another programme; kills also depend on real time (1)
  --weeks <number>    weeks of programme time (19: as far as the first follow-ups)
  --help              this text`;

/** Rounds in which people are referred, and weeks in which staff work every weekday. */
const intakeRounds = 5;
const dailyWeeks = 6;

interface Options {
  readonly kills: number;
  readonly people: number;
  readonly seed: number;
  readonly weeks: number;
}

const options = optionsOf(process.argv.slice(2));
if (options === undefined) console.log(usage);
else process.exitCode = (await run(options)) ? 0 : 1;

async function run(asked: Options): Promise<boolean> {
  const started = Date.now();
  const rounds = roundsOf(firstMoment, asked.weeks, dailyWeeks);
  const kills = plannedKills(
    asked.kills,
    { intake: intakeRounds, all: rounds.length },
    randomFrom(asked.seed + 1),
  );
  console.log(
    `${asked.people} sample people, ${asked.weeks} weeks, ${asked.kills} kills, seed ${asked.seed}`,
  );
  const keeper = await startKeeper();
  try {
    const killer = killerOf(keeper, kills);
    const client = patientClient(keeper.running);
    const firstDay = firstMoment.slice(0, 10);
    const people = samplePeople({ ...asked, homes: sampleHomes, intakeRounds, firstDay, arePlain: true });
    const rehearsal = rehearsalOf(client, people);
    for (const round of rounds) await live(round, rounds[round.number + 1], { client, rehearsal, killer });
    await killer.done();
    const verdict = await verdictOn(client, rehearsal, keeper.emailsAtKills);
    const findings: Finding[] = [
      {
        promise: "after each kill every open case goes on at once, in one execution",
        mistakes: killer.mistakes,
      },
      { promise: "nobody met an answer that a client does not expect", mistakes: rehearsal.complaints },
      ...verdict.findings,
    ];
    return report(rehearsal, { ...verdict, findings }, keeper.emailsAtKills.length, started);
  } finally {
    await keeper.dispose();
  }
}

/** What happens in one round: people arrive, staff answer, and time moves to the next. */
async function live(
  round: Round,
  next: Round | undefined,
  { client, rehearsal, killer }: { client: PatientClient; rehearsal: Rehearsal; killer: Killer },
): Promise<void> {
  await killer.during(round, "people arrive", () => rehearsal.arrive(round));
  await killer.during(round, "staff answer", () => rehearsal.work(round));
  if (next) await killer.during(round, "time advances", () => client.advanceTo(next.at));
  if (round.number % 5 === 4 || !next) {
    const answers = [...rehearsal.records.values()].reduce((sum, { given }) => sum + given.length, 0);
    console.log(`${round.at.slice(0, 10)}: ${rehearsal.records.size} people, ${answers} answers`);
  }
}

interface Killer {
  readonly mistakes: readonly string[];
  /** Does the work, and kills the service meanwhile if it is planned. */
  during(round: Round, activity: Activity, work: () => Promise<void>): Promise<void>;
  /** When no kill is under way any more. */
  done(): Promise<void>;
}

function killerOf(keeper: Keeper, planned: readonly PlannedKill[]): Killer {
  const mistakes: string[] = [];
  const underWay: Promise<void>[] = [];
  let checker: { client: PatientClient; sessions: Sessions } | undefined;
  let alive: WorkWell | undefined;
  let isUnchecked = false;

  /** With the sessions that leads have from before: those survive, too. */
  async function check(service: WorkWell, what: string): Promise<void> {
    alive = service;
    const client = checker?.client ?? patientClient(async () => alive ?? service);
    checker ??= { client, sessions: staffSessions(client) };
    const started = Date.now();
    const { open, mistakes: found } = await checkThatAllGoOn(checker.client, checker.sessions);
    mistakes.push(...found.map((mistake) => `${what}: ${mistake}`));
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(
      `  ${what}: ${open} open cases, ${found.length === 0 ? "all go on" : "NOT ALL GO ON"} (${seconds} s)`,
    );
  }

  async function kill({ activity, after, isCheckedFirst }: PlannedKill, round: Round): Promise<void> {
    await pause(after);
    await keeper.kill(async (service) => {
      const what = `kill ${keeper.emailsAtKills.length} on ${round.at.slice(0, 10)} while ${activity}`;
      if (isCheckedFirst) await check(service, what);
      else console.log(`  ${what}: the others go on at once`);
      isUnchecked ||= !isCheckedFirst;
    });
  }

  return {
    mistakes,
    async during(round, activity, work) {
      const now = planned.filter((one) => one.round === round.number && one.activity === activity);
      const kills = now.map((one) => kill(one, round));
      underWay.push(...kills);
      await Promise.all([work(), ...kills]);
      if (!isUnchecked) return;
      isUnchecked = false;
      await check(await keeper.running(), "afterwards");
    },
    async done() {
      await Promise.all(underWay);
    },
  };
}

function report(rehearsal: Rehearsal, verdict: Verdict, kills: number, started: number): boolean {
  const records = [...rehearsal.records.values()];
  const tasks = records.flatMap(({ given }) => given).filter(({ ends }) => ends).length;
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`
People accepted   ${records.length}
Tasks answered    ${tasks}
Emails sent       ${verdict.emails}
Kills             ${kills}
Emails repeated   ${verdict.repeats.length}
Time taken        ${seconds} s
`);
  for (const { promise, mistakes } of verdict.findings) {
    console.log(`${mistakes.length === 0 ? "PASS" : "FAIL"}  ${promise}`);
    for (const mistake of mistakes.slice(0, 10)) console.log(`      ${mistake}`);
    if (mistakes.length > 10) console.log(`      and ${mistakes.length - 10} more`);
  }
  const isGood = verdict.findings.every(({ mistakes }) => mistakes.length === 0);
  console.log(isGood ? "\nPASS: nothing was lost and nothing was done twice." : "\nFAIL: see above.");
  return isGood;
}

/** Undefined if help is asked for. */
function optionsOf(given: string[]): Options | undefined {
  const text = (value: string) => ({ type: "string", default: value }) as const;
  const { values } = parseArgs({
    args: given,
    options: {
      kills: text("20"),
      people: text("50"),
      seed: text("1"),
      weeks: text("19"),
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return undefined;
  const number = (name: "kills" | "people" | "seed" | "weeks") => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} cannot be "${values[name]}".`);
    return value;
  };
  return { kills: number("kills"), people: number("people"), seed: number("seed"), weeks: number("weeks") };
}
