import { readAreaFiles } from "../../areas/area-files.ts";
import { isWay } from "../../bin/journey/ways.ts";
import type { AreaRules } from "../../functions/core/area-rules.ts";
import { evolveAll } from "../../functions/core/evolve.ts";
import * as invariants from "../../functions/core/invariants.ts";
import { counted } from "../../functions/platform/counted-lines.ts";
import * as more from "../../test/support/invariants.ts";
import * as quiet from "../../test/support/quiet-invariants.ts";
import type { Mail } from "../../test/support/service.ts";
import type { Rehearsal } from "./rehearsal.ts";
import type { WholeTable } from "./table-scan.ts";

/** What must be true at the end, and what is not. */
export interface Finding {
  readonly promise: string;
  readonly mistakes: readonly string[];
}

interface Seen {
  readonly table: WholeTable;
  readonly rehearsal: Rehearsal;
  readonly inbox: readonly Mail[];
  readonly executions: readonly { readonly name: string; readonly status: string }[];
  readonly now: string;
  /** What the service printed: every night it looks by itself. */
  readonly output: string;
}

/** Words that only the person and whoever supports them may read. */
const canaries = [
  "Sample note",
  "Sample goal",
  "Sample action",
  "Sample reason",
  "Sample: ",
  "07700 900",
  "@sample.example.org",
  "@simulator.amazonses.com",
];

/** Judges the whole table, the inbox and the executions by the invariants of the service. */
export function findingsOn(seen: Seen): readonly Finding[] {
  const { table, rehearsal, now } = seen;
  const rules = new Map(readAreaFiles().areas.map((file) => [file.rules.area, file.rules]));
  const ofEach = (
    promise: string,
    judge: (kept: WholeTable["cases"][number], its: AreaRules) => readonly string[],
  ): Finding => ({
    promise,
    mistakes: table.cases.flatMap((kept) => {
      const its = rules.get(kept.case.area);
      const mistakes = its ? judge(kept, its) : ["its area has no rules"];
      return mistakes.map((mistake) => `${kept.case.reference} at ${kept.case.stage}: ${mistake}`);
    }),
  });
  return [
    {
      promise: "nobody met an answer that a client does not expect",
      mistakes: [...rehearsal.complaints, ...rehearsal.staff.complaints],
    },
    { promise: "every referral that was accepted is there once", mistakes: acceptedOnce(seen) },
    ofEach("the events of each case tell all of it", invariants.isToldByItsEvents),
    ofEach("each case moved only along the ways of docs/journey.md", (kept) =>
      more.movedAsDocumented(kept, isWay, evolveAll),
    ),
    ofEach("each open case is one person's or one role's to go on with", invariants.hasOneOwner),
    ofEach(
      "each open case wakes within two weeks, and a closed one for the end of its record",
      (kept, its) => [...invariants.wakesInTime(kept, now), ...more.sleepsWhenClosed(kept, its, now)],
    ),
    ofEach("everything that was due is done", (kept, its) => invariants.leavesNothingUndone(kept, its, now)),
    ofEach("whoever left hears no more", quiet.isQuietAfterLeaving),
    ofEach("no email was sent twice", quiet.repeatsNoEmail),
    ofEach("nothing is kept of whoever was erased", (kept) => [
      ...quiet.isGoneOnceErased(kept),
      ...(kept.case.erasure && kept.notes > 0 ? [`${kept.notes} notes of it are there`] : []),
    ]),
    ofEach("no event and no list says anything about the person", ({ events, summary }) => [
      ...more.saysNothingOf(canaries, "the events", events),
      ...more.saysNothingOf(canaries, "the list", summary),
    ]),
    { promise: "no email to staff says anything about a person", mistakes: silentEmails(seen) },
    {
      promise: "each coach holds the places of their own people, and no more than they have",
      mistakes: invariants.placesAreRight(table.cases, table.coaches, () => false),
    },
    {
      promise: "of cases that were joined one goes on",
      mistakes: more.joinedCasesEndSomewhere(table.cases),
    },
    {
      promise: "nobody waits for a coach while one has room, or has a coach who left",
      mistakes: [...rules.values()].flatMap((its) => {
        const cases = table.cases.filter((kept) => kept.case.area === its.area);
        const coaches = table.coaches.filter(({ area, leftAt }) => area === its.area && leftAt === undefined);
        return [
          ...more.nobodyWaitsForNothing(cases, coaches, its, now),
          ...more.coachesWorkHere(cases, coaches),
        ];
      }),
    },
    {
      promise: "each open case has one running execution, and no other case has any",
      mistakes: running(seen),
    },
    { promise: "no night's check found anything wrong", mistakes: foundAtNight(seen) },
  ];
}

function acceptedOnce({ table, rehearsal }: Seen): string[] {
  return [...rehearsal.records.values()].flatMap(({ accepted }) => {
    const found = table.cases.filter(({ case: { reference } }) => reference === accepted.reference).length;
    return found === 1 ? [] : [`${accepted.reference} is there ${found} times`];
  });
}

function silentEmails({ inbox }: Seen): string[] {
  const toStaff = inbox.filter(({ to }) => to.every((address) => !isOfPeople(address)));
  return toStaff.flatMap(({ subject, text, html }) =>
    more.saysNothingOf(canaries, `"${subject}"`, [subject, text, html]),
  );
}

function isOfPeople(address: string): boolean {
  return address.endsWith("@sample.example.org") || address.endsWith("@simulator.amazonses.com");
}

function foundAtNight({ output }: Seen): string[] {
  const lines = output.split("\n").filter((line) => line.includes(`"${counted.invariantViolated}"`));
  return lines.map((line) => {
    const { timestamp, area, reference, promise } = JSON.parse(line);
    return `${timestamp}: ${area} ${reference} not ${promise}`;
  });
}

function running({ table, executions }: Seen): string[] {
  const counts = new Map<string, number>();
  for (const { name, status } of executions) {
    const [reference = ""] = name.split("-");
    if (status === "RUNNING") counts.set(reference, (counts.get(reference) ?? 0) + 1);
  }
  return table.cases.flatMap(({ case: { reference, stage } }) => {
    const expected = stage === "closed" ? 0 : 1;
    const found = counts.get(reference) ?? 0;
    return found === expected ? [] : [`${reference} at ${stage} has ${found} running executions`];
  });
}
