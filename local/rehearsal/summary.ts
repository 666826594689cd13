import { createHash } from "node:crypto";
import { wordFor } from "../../functions/core/sentences.ts";
import type { Closure, Outcome } from "../../functions/core/words.ts";
import type { Mail } from "../../test/support/service.ts";
import { isDigest } from "./desks.ts";
import { type Releases, rowsOf } from "./exports.ts";
import type { Rehearsal } from "./rehearsal.ts";
import type { WholeTable } from "./table-scan.ts";

/** What happened in a rehearsal, in numbers that are the same for the same seed. */
export interface Outcomes {
  readonly people: number;
  readonly cases: number;
  readonly stages: Readonly<Record<string, number>>;
  readonly closures: Readonly<Record<string, number>>;
  readonly outcomesAtExit: Readonly<Record<string, number>>;
  readonly answers: Readonly<Record<string, number>>;
  readonly attempts: Readonly<Record<string, number>>;
  readonly commands: Readonly<Record<string, number>>;
  /** People of coaches who left. */
  readonly handedOver: number;
  readonly emails: Readonly<Record<string, number>>;
  readonly digestLines: number;
  readonly measures: Readonly<Record<string, string>>;
}

export function outcomesOf(
  rehearsal: Rehearsal,
  table: WholeTable,
  inbox: readonly Mail[],
  releases: Releases,
): Outcomes {
  const given = [...rehearsal.records.values()].flatMap((record) => record.given);
  const cases = table.cases.map((kept) => kept.case);
  const digests = inbox.filter(({ subject }) => isDigest(subject));
  return {
    people: new Set([...rehearsal.records.values()].map(({ person }) => person.sameAs ?? person.number)).size,
    cases: cases.length,
    stages: counted(cases.map(({ stage }) => stage)),
    closures: counted(cases.flatMap((each) => (each.stage === "closed" ? [each.closure] : []))),
    outcomesAtExit: counted(cases.flatMap(({ exit }) => (exit ? [exit.outcome] : []))),
    answers: counted(given.filter(({ ends }) => ends).map(({ kind }) => kind)),
    attempts: counted(given.filter(({ ends }) => !ends).map(({ kind }) => kind)),
    commands: Object.fromEntries([...rehearsal.commands].sort()),
    handedOver: rehearsal.staff.handedOver,
    emails: counted(inbox.map(kindOfEmail)),
    digestLines: digests.reduce((sum, { text }) => sum + (text.match(/\/tasks\/[\w-]{22}/g) ?? []).length, 0),
    measures: Object.fromEntries(
      [...releases.tables]
        .map(([name, csv]) => [name, createHash("sha256").update(csv).digest("hex")])
        .sort(),
    ),
  };
}

/** One word for all of it: equal for two runs in which the same happened. */
export function fingerprintOf(outcomes: Outcomes): string {
  return createHash("sha256").update(JSON.stringify(outcomes)).digest("hex").slice(0, 16);
}

/** What an email is, whoever and whatever it is about. */
function kindOfEmail({ subject }: Mail): string {
  if (isDigest(subject)) return "digest";
  if (subject === "Your WorkWell sign-in code") return "sign-in code";
  return subject
    .replace(/^URGENT: /, "")
    .replace(/ by \w+day .*$/, "")
    .replace(/ \(?[0-9A-Z]{10}\)?/g, "");
}

function counted(words: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What happened, for somebody who sees WorkWell for the first time. */
export function summaryOf(outcomes: Outcomes, releases: Releases): string {
  const { emails, digestLines, answers, attempts, commands } = outcomes;
  const codes = emails["sign-in code"] ?? 0;
  const digests = emails.digest ?? 0;
  const about = total(emails) - codes - digests;
  return [
    heading("People"),
    line("referred and accepted", outcomes.people),
    line("cases", outcomes.cases, "with those referred twice, and those who moved to another area"),
    ...Object.entries(outcomes.stages).map(([stage, count]) => line(`  now at ${stage}`, count)),
    heading("Tasks"),
    line("answered", total(answers)),
    line("honest attempts", total(attempts), "could not reach, did not attend, needs more time"),
    line("other steps", total(commands), "notes, holds, transfers, corrections and the like"),
    line(
      "people handed over",
      outcomes.handedOver,
      "to another coach, to the queue, or to the lead for follow-up",
    ),
    heading("Emails"),
    line("about a case", about, "acknowledgements, one for each new task, one when somebody leaves"),
    line("digests", digests, `at 08:30, with ${digestLines} lines about what is due, overdue or waiting`),
    line("saved by the digest", digestLines - digests, "emails that were not sent one by one"),
    line("sign-in codes", codes),
    heading("Endings"),
    ...Object.entries(outcomes.closures).map(([closure, count]) => line(wordFor(closure as Closure), count)),
    heading("Outcomes when support ended"),
    ...Object.entries(outcomes.outcomesAtExit).map(([outcome, count]) => line(outcomeWord(outcome), count)),
    heading("Standards and waits, from the published figures of England"),
    ...standards(releases),
    heading("Exports"),
    line("published", releases.tables.size, "each area and England, every quarter that has ended"),
    ...(releases.refused.length > 0
      ? [line("not published", releases.refused.length, releases.refused[0])]
      : []),
  ].join("\n");
}

function outcomeWord(outcome: string): string {
  return outcome === "not-asked" ? "Not asked" : wordFor(outcome as Outcome);
}

const standardWords: Readonly<Record<string, string>> = {
  "first-contact": "first contact in time",
  "first-appointment": "first appointment in time",
  plan: "plan in time",
};

/** Of the quarters that tell both: a figure that is withheld says nothing of the other. */
export function standards({ tables }: Pick<Releases, "tables">): string[] {
  const rows = [...tables].filter(([name]) => name.startsWith("england ")).flatMap(([, csv]) => rowsOf(csv));
  const shares = Object.entries(standardWords).flatMap(([category, words]) => {
    const its = rows.filter(
      (row) =>
        row.measure === "within-standard" &&
        row.category === category &&
        [row.value, row.denominator].every((told) => told !== "*"),
    );
    const of = its.reduce((sum, { denominator }) => sum + Number(denominator), 0);
    const kept = its.reduce((sum, { value }) => sum + Number(value), 0);
    return of === 0 ? [] : [line(words, `${Math.round((100 * kept) / of)}%`, `${kept} of ${of}`)];
  });
  const waits = ["days-to-first-contact", "days-to-first-appointment", "days-to-plan"].flatMap((measure) => {
    const medians = rows.filter(
      (row) => row.measure === measure && row.statistic === "median" && row.dimension === "none",
    );
    const told = medians.map(({ period, value }) => `${period} ${value}`).join(", ");
    return told === "" ? [] : [`  median working ${measure.replaceAll("-", " ")}: ${told}`];
  });
  return [...shares, ...waits];
}

function heading(words: string): string {
  return `\n${words}`;
}

function line(words: string, count: number | string, more?: string): string {
  return `  ${words.padEnd(52)}${String(count).padStart(6)}${more ? `   ${more}` : ""}`;
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
