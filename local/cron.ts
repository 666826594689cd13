import { Cron } from "croner";

/** A schedule expression that EventBridge Scheduler or this translation does not take. */
export class ScheduleRefused extends Error {
  override readonly name = "ScheduleRefused";
}

const minute = 60_000;
const units: Readonly<Record<string, number>> = { minute, hour: 60 * minute, day: 24 * 60 * minute };

/** The first run after `time` (ms since the epoch), or undefined if there is none. */
export type NextRun = (time: number) => number | undefined;

/** When a `cron(...)` or `rate(...)` expression of EventBridge Scheduler runs, in `timezone`. */
export function nextRunOf(expression: string, timezone: string): NextRun {
  const [, kind, content = ""] = /^(cron|rate)\((.+)\)$/.exec(expression) ?? [];
  if (kind === "cron") {
    const cron = new Cron(cronPatternOf(content), {
      timezone,
      paused: true,
      mode: "7-part",
      // Only days that satisfy both fields, though one of them is always `*` here.
      domAndDow: true,
    });
    return (time) => cron.nextRun(new Date(time))?.getTime();
  }
  if (kind === "rate") {
    const period = periodOf(content);
    return (time) => (Math.floor(time / period) + 1) * period;
  }
  throw new ScheduleRefused(`${expression}: cron(...) or rate(...) is expected.`);
}

function periodOf(content: string): number {
  const [, count, unit = ""] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(content) ?? [];
  const period = Number(count) * (units[unit] ?? Number.NaN);
  if (!Number.isFinite(period))
    throw new ScheduleRefused(`rate(${content}): a number and a unit are expected.`);
  return period;
}

const number = "\\d{1,4}";
const month = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC";
const day = "SUN|MON|TUE|WED|THU|FRI|SAT";

/** Each field of EventBridge, what it may hold, and the last value it reaches. */
const fields = [
  { name: "minutes", value: number, last: 59 },
  { name: "hours", value: number, last: 23 },
  { name: "day of month", value: number, last: 31, any: true, also: "L|LW|\\d{1,2}W" },
  { name: "month", value: `${number}|${month}`, last: 12 },
  // Numbers would mean other days: EventBridge counts from Sunday = 1, croner from Sunday = 0.
  { name: "day of week", value: day, last: undefined, any: true, also: `(?:${day})#[1-5]` },
  { name: "year", value: number, last: 2199 },
] as const;

/** `0/15 8 ? * MON-FRI *` of EventBridge as croner writes it: `0 *\/15 8 * * MON-FRI *`. */
export function cronPatternOf(content: string): string {
  const parts = content.trim().split(/\s+/);
  if (parts.length !== fields.length) {
    throw new ScheduleRefused(`cron(${content}): six fields are expected, minutes to year.`);
  }
  const [dayOfMonth, dayOfWeek] = [parts[2], parts[4]];
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) {
    throw new ScheduleRefused(`cron(${content}): exactly one of day of month and day of week is "?".`);
  }
  return ["0", ...parts.map((part, index) => fieldOf(part, index, content))].join(" ");
}

function fieldOf(text: string, index: number, content: string): string {
  const field = fields[index];
  if (!field) throw new ScheduleRefused(`cron(${content})`);
  if (text === "?" && "any" in field) return "*";
  return text
    .split(",")
    .map((part) => {
      if (part === "*" || matches(part, `(?:${field.value})(?:-(?:${field.value}))?`)) return part;
      if ("also" in field && matches(part, field.also)) return part;
      const [, from = "", to, step] =
        new RegExp(`^(\\*|${number})(?:-(${number}))?/(\\d+)$`).exec(part) ?? [];
      if (step !== undefined && field.last !== undefined) return `${rangeOf(from, to, field.last)}/${step}`;
      throw new ScheduleRefused(`cron(${content}): ${field.name} "${part}" is not supported.`);
    })
    .join(",");
}

/** EventBridge counts `5/15` from 5 to the field's end; croner wants that end written out. */
function rangeOf(from: string, to: string | undefined, last: number): string {
  if (to === undefined) return from === "*" || from === "0" ? "*" : `${from}-${last}`;
  return `${from}-${to}`;
}

function matches(text: string, pattern: string): boolean {
  return new RegExp(`^(?:${pattern})$`).test(text);
}
