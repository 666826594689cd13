import { readFileSync } from "node:fs";
import type { Item } from "../../functions/adapters/table.ts";
import type { Mail } from "../support/service.ts";

/** What an older version of WorkWell kept and sent, as `keep-version.ts` found it. */
export interface KeptVersion {
  readonly commit: string;
  /** Programme time when it was kept: everything that was due until then was done. */
  readonly keptAt: string;
  /** Which stage each case had come to, by its reference. */
  readonly stages: Readonly<Record<string, string>>;
  readonly items: readonly Item[];
  /** Without sign-in codes, and without what a mail shows besides its text. */
  readonly mails: readonly Pick<Mail, "at" | "to" | "subject" | "text">[];
  /** Its state machine, each function by its name. */
  readonly definition: Record<string, unknown>;
}

/** A set of strings as JSON, which has none, holds it. */
const setMark = "a set";

export function readKeptVersion(name: string): KeptVersion {
  const file = new URL(`../fixtures/versions/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"), (_, value) =>
    value !== null && typeof value === "object" && setMark in value ? new Set(value[setMark]) : value,
  );
}

/** An item a line, so that a difference between two can be read. */
export function writtenDown({ items, mails, ...kept }: KeptVersion): string {
  const lines = (name: string, list: readonly unknown[]) =>
    `"${name}": [\n${list.map((each) => JSON.stringify(each, setsMarked)).join(",\n")}\n]`;
  const rest = JSON.stringify(kept, null, 1).slice(0, -2);
  return `${rest},\n${lines("mails", mails)},\n${lines("items", items)}\n}\n`;
}

function setsMarked(_: string, value: unknown): unknown {
  return value instanceof Set ? { [setMark]: [...value] } : value;
}
