import { parseArgs } from "node:util";

export const usage = `Usage: npm run rehearse -- [options]

Sample people, their referrers and the staff of the areas use WorkWell for more than a year of programme time, over the
same HTTP routes as everybody. It starts a service of its own, ends with the exports of every quarter that has ended,
and says what happened and whether anything was wrong. The same seed gives the same result.

  --people <number>   sample people (300)
  --weeks <number>    weeks of programme time (60)
  --seed <number>     another number, another programme (1)
  --areas <ids>       only these areas, with commas between them (all 15)
  --data <folder>     keep the data there, to start WorkWell over them afterwards (removed at the end)
  --port <number>     where the service listens (any free port)
  --meter <file>      count what the service would use of AWS, for npm run scale
  --help              this text`;

export interface RehearsalOptions {
  readonly people: number;
  readonly weeks: number;
  readonly seed: number;
  readonly areas: readonly string[] | undefined;
  readonly data: string | undefined;
  readonly port: number;
  readonly meter: string | undefined;
}

/** An option that cannot be. */
export class UsageError extends Error {}

/** The options of a command line, or undefined if it asks for help. */
export function optionsOf(args: readonly string[]): RehearsalOptions | undefined {
  const values = parsed(args);
  if (values.help) return undefined;
  return {
    people: wholeNumber("people", values.people ?? "300", 1),
    weeks: wholeNumber("weeks", values.weeks ?? "60", 1),
    seed: wholeNumber("seed", values.seed ?? "1", 0),
    areas: values.areas?.split(",").map((area) => area.trim()),
    data: values.data,
    port: wholeNumber("port", values.port ?? "0", 0),
    meter: values.meter,
  };
}

function parsed(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    const options = {
      people: text,
      weeks: text,
      seed: text,
      areas: text,
      data: text,
      port: text,
      meter: text,
    };
    const help = { type: "boolean", short: "h" } as const;
    return parseArgs({ args: [...args], options: { ...options, help } }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wholeNumber(name: string, text: string, least: number): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new UsageError(`--${name} cannot be "${text}".`);
}
