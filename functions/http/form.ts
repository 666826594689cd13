import { at } from "../core/calendar.ts";
import { consentNames, type TaskKind } from "../core/words.ts";

/** How the text of a field becomes a value of JSON; every other field stays text. */
type FieldType = "number" | "boolean" | "moment" | "list" | "words";
export type FieldTypes = Readonly<Record<string, FieldType>>;

const wellbeing: FieldTypes = {
  "wellbeing.lifeSatisfaction": "number",
  "wellbeing.worthwhile": "number",
  "wellbeing.happiness": "number",
  "wellbeing.anxiety": "number",
};
const moreTime: FieldTypes = { "moreTime.until": "moment" };

const answerFields: Record<TaskKind, FieldTypes> = {
  "review-referral": moreTime,
  "wait-for-coach": { ...moreTime, overrideCapacity: "boolean" },
  contact: { ...moreTime, appointmentAt: "moment", nextTryAt: "moment", told: "boolean" },
  assessment: {
    ...moreTime,
    ...wellbeing,
    heldAt: "moment",
    "next.appointmentAt": "moment",
    "rearrange.appointmentAt": "moment",
    otherBarriers: "list",
  },
  plan: {
    ...moreTime,
    reviewInWeeks: "number",
    "shareWith.gp": "boolean",
    "shareWith.employer": "boolean",
  },
  review: moreTime,
  exit: { ...moreTime, ...wellbeing, adjustmentsMade: "list" },
  "follow-up": { ...moreTime, ...wellbeing, reached: "boolean", hoursPerWeek: "number" },
  "make-safe": {},
  "check-address": {},
};

const staffFields = {
  availability: { capacity: "number" },
  member: {
    roles: "list",
    capacity: "number",
    places: "list",
    languages: "words",
    skills: "words",
    restrictedPool: "boolean",
    safeguarding: "boolean",
  },
  reassign: {},
} as const satisfies Readonly<Record<string, FieldTypes>>;

/** What an empty field of a form means where JSON may leave the field out and so leave the value as it is. */
const staffDefaults: { readonly [Form in keyof typeof staffFields]: object } = {
  availability: { away: [] },
  member: {
    roles: [],
    places: [],
    languages: [],
    skills: [],
    restrictedPool: false,
    safeguarding: false,
    provider: "",
  },
  reassign: {},
};

const commandFields: Readonly<Record<string, FieldTypes>> = {
  hold: { until: "moment" },
  reassign: { overrideCapacity: "boolean" },
  consent: { given: "boolean" },
  "legal-hold": { on: "boolean" },
  "contact-details": { safeToLeaveMessage: "boolean" },
  consents: Object.fromEntries(consentNames.map((which) => [which, "boolean" as const])),
};

/** Tells the forms of one page apart; never part of an answer. */
export const formField = "form";
/** Forms whose answer is told from others of its task by what it asks for, which it therefore has even when empty. */
const formsThatAsk: Readonly<Record<string, object>> = {
  "more-time": { moreTime: {} },
  rearranged: { rearrange: {} },
};

/**
 * The fields of a task's form as the JSON answer of the HTTP contract. Empty fields and empty rows are left out; a
 * text that is not the number or time it should be is passed on as it is, so that the schema tells it at its field.
 */
export function fromForm(kind: TaskKind, fields: URLSearchParams): unknown {
  const body = bodyOf(fields, answerFields[kind]);
  const form = fields.get(formField) ?? "";
  if (Object.hasOwn(formsThatAsk, form)) return { ...formsThatAsk[form], ...body };
  return kind === "plan" ? { actions: [], ...body } : body;
}

/** The fields of a command's form (note, withdraw, hold, ...) as its JSON body, in the same way. */
export function fromCommandForm(command: string, fields: URLSearchParams): unknown {
  return bodyOf(fields, Object.hasOwn(commandFields, command) ? (commandFields[command] ?? {}) : {});
}

/** The fields of a form about staff as the JSON body of the same route. */
export function fromStaffForm(form: keyof typeof staffFields, fields: URLSearchParams): unknown {
  return { ...staffDefaults[form], ...bodyOf(fields, staffFields[form]) };
}

/** What was typed, to fill the form again. Rows have the numbers that they have in the answer and its mistakes. */
export function valuesOf(fields: URLSearchParams): ReadonlyMap<string, readonly string[]> {
  return withoutEmptyRows(filledIn(fields));
}

/** The page to go on to after signing in: a path of this site and nothing else. */
export function pathToGoOnTo(next: string | null | undefined): string | undefined {
  return next && /^\/(?![/\\])[\w./?=&-]*$/.test(next) ? next : undefined;
}

type Filled = ReadonlyMap<string, readonly string[]>;
type JsonTree = readonly Json[] | { readonly [name: string]: Json };
type Json = string | number | boolean | JsonTree;

/** Fields as JSON: names with dots say where a value goes, types how its text is read. */
export function bodyOf(fields: URLSearchParams, types: FieldTypes): object {
  const filled = [...withoutEmptyRows(filledIn(fields))].filter(([name]) => name !== formField);
  return nested(
    filled.map(([name, texts]) => ({
      path: name.split("."),
      value: jsonOf(texts, Object.hasOwn(types, name) ? types[name] : undefined),
    })),
  );
}

/** Browsers send line breaks as CRLF and empty fields as empty texts. */
function filledIn(fields: URLSearchParams): Filled {
  const filled = new Map<string, string[]>();
  for (const [name, sent] of fields) {
    const text = sent.replaceAll("\r\n", "\n").trim();
    if (text !== "") filled.set(name, [...(filled.get(name) ?? []), text]);
  }
  return filled;
}

/** `actions.2.kind`: a list, the number of a row and a field of it. */
const rowName = /^(\w+)\.(\d{1,4})\.(\w+)$/;

/** Rows that hold nothing but their own id are left out, and those that stay are counted from 0 again. */
function withoutEmptyRows(filled: Filled): Filled {
  const rows = new Map<string, Set<number>>();
  for (const name of filled.keys()) {
    const [, list, row, field] = rowName.exec(name) ?? [];
    if (list !== undefined && field !== "id") rows.set(list, (rows.get(list) ?? new Set()).add(Number(row)));
  }
  const renumbered = new Map<string, readonly string[]>();
  for (const [name, texts] of filled) {
    const [, list, row, field] = rowName.exec(name) ?? [];
    if (list === undefined) {
      renumbered.set(name, texts);
      continue;
    }
    const kept = [...(rows.get(list) ?? [])].sort((a, b) => a - b);
    const index = kept.indexOf(Number(row));
    if (index >= 0) renumbered.set(`${list}.${index}.${field}`, texts);
  }
  return renumbered;
}

function jsonOf(texts: readonly string[], type: FieldType | undefined): Json {
  const text = texts.at(-1) ?? "";
  switch (type) {
    case "list":
      return texts;
    case "words":
      return wordsIn(texts.join("\n"));
    case "number":
      return /^-?\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : text;
    case "boolean":
      return text === "true" ? true : text === "false" ? false : text;
    case "moment":
      return momentOf(text);
    default:
      return text;
  }
}

/** "Urdu, Punjabi" or one in each line. */
function wordsIn(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

/** `2026-03-03T14:30` on a clock in London as RFC 3339; a day that does not exist stays as it was typed. */
function momentOf(text: string): string {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)/.test(text)
    ? (/^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d{1,3})?)?$/.exec(text) ?? [])
    : [];
  if (date === undefined || time === undefined || !isRealDate(date)) return text;
  return at(date, time);
}

function isRealDate(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: Json;
}

/** Dot names as nested objects; names that are all whole numbers make a list. */
function nested(leaves: readonly Leaf[]): JsonTree {
  const children = new Map<string, Leaf[]>();
  const values = new Map<string, Json>();
  for (const { path, value } of leaves) {
    const [name = "", ...rest] = path;
    if (rest.length === 0) values.set(name, value);
    else children.set(name, [...(children.get(name) ?? []), { path: rest, value }]);
  }
  for (const [name, inside] of children) values.set(name, nested(inside));
  const names = [...values.keys()];
  if (names.length > 0 && names.every((name) => /^\d{1,4}$/.test(name))) {
    return [...values].sort(([a], [b]) => Number(a) - Number(b)).map(([, value]) => value);
  }
  // Object.fromEntries defines every name as its own, "__proto__" included.
  return Object.fromEntries(values);
}
