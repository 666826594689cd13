import { parseArgs } from "node:util";
import { areaStore } from "../functions/adapters/area-store.ts";
import { caseLists } from "../functions/adapters/case-lists.ts";
import { dynamoDbTable } from "../functions/adapters/dynamodb-table.ts";
import { staffStore } from "../functions/adapters/staff-store.ts";
import { londonDate } from "../functions/core/calendar.ts";
import { usualRuns, usualSeed } from "../functions/core/forecast/forecast.ts";
import { ForecastQuestion, weeksAhead } from "../functions/core/forecast/question.ts";
import type { Range } from "../functions/core/forecast/ranges.ts";
import type { ForecastView } from "../functions/core/forecast/view.ts";
import { forecastArea } from "../functions/platform/forecast-area.ts";

const help = `Forecasts how long people of an area would wait for a coach. Only reads. The page /forecast says the same.

  npm run forecast -- --table <name> --area <id> [options]

  --coaches <number>     coaches who come, or with a minus leave: --coaches=+2, --coaches=-1 (0)
  --referrals <percent>  by which referrals rise or fall: --referrals=+20%, --referrals=-10 (0)
  --weeks <number>       how far ahead, ${weeksAhead.least} to ${weeksAhead.most} (${weeksAhead.usual})
  --runs <number>        simulated programmes, 20 to 10000; a large area has fewer (${usualRuns})
  --seed <number>        another number, other programmes (${usualSeed})
  --as-at <day>          as if it were that day, with the coaches of today: 2026-06-01 (now)

Credentials and region are those of the AWS SDK. From a running npm start, which tells its table and address when it
is ready:

  AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:<port> AWS_REGION=eu-west-2 \\
  AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local npm run forecast -- --table <name> --area <id>`;

/** An option that cannot be. */
class UsageError extends Error {}

const text = { type: "string" } as const;

try {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h" },
      table: text,
      area: text,
      coaches: text,
      referrals: text,
      weeks: text,
      runs: { ...text, default: `${usualRuns}` },
      seed: { ...text, default: `${usualSeed}` },
      "as-at": text,
    },
  });
  const { table, area, coaches, referrals, weeks } = values;
  if (values.help) console.log(help);
  else if (!table || !area) throw new UsageError(help);
  else {
    const asked = ForecastQuestion.safeParse({ coaches, referrals, weeks });
    if (!asked.success) throw new UsageError(asked.error.issues.map(({ message }) => message).join("\n"));
    const runs = wholeNumber("runs", values.runs, { least: 20, most: 10_000 });
    const seed = wholeNumber("seed", values.seed, { least: 0, most: 2 ** 31 - 1 });
    const asAt = momentOf(values["as-at"]);
    const store = dynamoDbTable(table);
    const services = { areas: areaStore(store), staff: staffStore(store), lists: caseLists(store) };
    console.log(told(await forecastArea(services, { area, question: asked.data, asAt, runs, seed })));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function wholeNumber(name: string, given: string, { least, most }: { least: number; most: number }): number {
  const number = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (least <= number && number <= most) return number;
  throw new UsageError(`--${name} cannot be "${given}": give a whole number from ${least} to ${most}`);
}

/** The end of a London day; now without one. */
function momentOf(day: string | undefined): string {
  if (day === undefined) return new Date().toISOString();
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T17:00:00Z`) : Number.NaN;
  if (Number.isNaN(time)) throw new UsageError(`--as-at cannot be "${day}": give a day, like 2026-06-01`);
  return new Date(time).toISOString();
}

function told({ name, asAt, tooLittle, answer = [], assumptions = [], forecast }: ForecastView): string {
  const title = `${name}, as at ${londonDate(asAt)}. For running the service: not for publication.`;
  if (!forecast) return `${title}\n\n${tooLittle}`;
  const { endsOn, asNow, whatIf } = forecast;
  const outlooks = whatIf ? [asNow, whatIf] : [asNow];
  const rows = endsOn.map((day, index) =>
    [
      `week ${index + 1}, to ${day}`.padEnd(24),
      ...outlooks.map(
        ({ weeks }) => cell(weeks[index]?.wait).padEnd(20) + cell(weeks[index]?.waiting).padEnd(20),
      ),
    ].join(""),
  );
  const heads = ["as things are", "what if"].slice(0, outlooks.length).map((head) => head.padEnd(40));
  const columns = outlooks.map(() => `${"wait (8 of 10)".padEnd(20)}${"waiting (8 of 10)".padEnd(20)}`);
  const weekly = [`${" ".repeat(24)}${heads.join("")}`, `${" ".repeat(24)}${columns.join("")}`, ...rows];
  return [
    title,
    answer.join("\n"),
    weekly.map((line) => line.trimEnd()).join("\n"),
    assumptions.map((each) => `- ${each}`).join("\n"),
  ].join("\n\n");
}

function cell(range: Range | undefined): string {
  return range ? `${range.middle} (${range.low} to ${range.high})` : "-";
}
