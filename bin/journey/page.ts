import { inWords } from "../../functions/core/calendar.ts";
import { isParallel, type Task } from "../../functions/core/case.ts";
import { stageInWords, taskTitle } from "../../functions/core/sentences.ts";
import { type Stage, stages } from "../../functions/core/stages.ts";
import { besideTheJourney, journey, type Move, type Situation } from "./ask.ts";
import { diagram } from "./diagram.ts";

const intro = `# The journey

Every stage of a case, what is asked there and of whom, by when, and what each answer, each command and the passing
of time lead to. This page is printed by \`npm run journey-table\`, which asks the decider itself
([functions/core/decide/](../functions/core/decide/)); \`npm test\` fails while it says anything else.

The example is a person who is referred in Greater Manchester on Monday 2 March 2026 at 10am; where a stage shows
more than one example, a line says which it is true of. Clocks are data of the area, counted in working days of
England. Most of those used here are a default, not published; set by your area.

## In one picture

`;

const outro = `## Beside the journey

Safety and addresses are tasks of their own: they never end a stage, and a stage never ends them. Before a coach is
found the journey waits until somebody has made sure that the person is safe.

`;

/** The whole page, as Markdown. */
export function journeyPage(): string {
  const situations = journey();
  const parts = stages.map((stage) => stagePart(stage, situations));
  return `${intro}${diagram(situations)}\n${parts.join("\n")}\n${outro}${besidePart()}`;
}

function stagePart(stage: Stage, all: readonly Situation[]): string {
  const situations = all.filter((each) => each.stage === stage);
  return [
    `## ${stage}: ${lower(stageInWords(stage))}\n`,
    asked(situations),
    table(["answer", "next stage", "asked next", "recorded"], answerRows(situations)),
    table(["by", "command", "next stage", "asked next", "recorded"], commandRows(situations)),
    table(["if nobody answers", "then", "next stage"], timedRows(situations)),
    alsoPossible(situations),
    notPossible(situations),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function asked(situations: readonly Situation[]): string {
  const lines = situations.flatMap(({ task, now, because }) =>
    task ? [`- ${withExample(because, situations)}${taskInWords(task)}, ${askedInWords(task, now)}`] : [],
  );
  return lines.length > 0 ? `${[...new Set(lines)].join("\n")}\n` : "";
}

function askedInWords({ askAt, dueAt }: Task, now: string): string {
  return `asked ${askAt <= now ? inWords(askAt) : `on ${inWords(askAt)}`}, due ${inWords(dueAt)}`;
}

function taskInWords({ kind, point, to }: Task): string {
  return `**${taskTitle(kind, point)}** (\`${kind}\`), for ${recipient(to)}`;
}

function recipient(to: Task["to"]): string {
  if ("staff" in to) return "the coach";
  return { lead: "the area lead", duty: "the duty officer", safeguarding: "the safeguarding lead" }[to.role];
}

function answerRows(situations: readonly Situation[]): string[][] {
  return merged(situations, ({ answers }) => answers).map(({ move, examples }) => [
    `${move.says}${examples}`,
    move.to,
    opensInWords(move),
    recorded(move),
  ]);
}

function commandRows(situations: readonly Situation[]): string[][] {
  const moving = merged(situations, ({ moves }) => moves).filter(({ move }) => !staysAsItIs(move));
  return moving.map(({ move, examples }) => [
    move.by ?? "",
    `${move.says}${examples}`,
    move.to,
    opensInWords(move),
    recorded(move),
  ]);
}

function timedRows(situations: readonly Situation[]): string[][] {
  return situations.flatMap(({ timed, because }) =>
    timed.map(({ at, says, to }) => [inWords(at), `${withExample(because, situations)}${says}`, to]),
  );
}

/** The same move of several examples told once, with those it is true of unless it is true of all. */
function merged(
  situations: readonly Situation[],
  movesOf: (situation: Situation) => readonly Move[],
): { move: Move; examples: string }[] {
  const found = situations.flatMap((situation) =>
    movesOf(situation).map((move) => ({ move, because: situation.because ?? "otherwise" })),
  );
  const groups = Map.groupBy(found, ({ move }) => [move.says, move.by, move.to, recorded(move)].join("|"));
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first ? [{ move: first.move, examples: whichOf(situations, group) }] : [];
  });
}

/** In brackets: those it is true of, or, where that is shorter, those it is not true of. */
function whichOf(situations: readonly Situation[], group: readonly { because: string }[]): string {
  const its = group.map(({ because }) => because);
  const others = situations
    .map(({ because }) => because ?? "otherwise")
    .filter((each) => !its.includes(each));
  if (others.length === 0) return "";
  return others.length < its.length ? ` (not: ${others.join("; ")})` : ` (${its.join("; ")})`;
}

function opensInWords({ opens }: Move): string {
  return opens
    .map((task) => `${lower(taskTitle(task.kind, task.point))}, by ${inWords(task.dueAt)}`)
    .join("; ");
}

function recorded({ events }: Move): string {
  return events.map((type) => `\`${type}\``).join(" ");
}

/** Whether the case goes on where it is, with the task that it had. */
function staysAsItIs({ from, to, opens }: Move): boolean {
  return from === to && opens.every(({ kind }) => isParallel(kind));
}

function alsoPossible(situations: readonly Situation[]): string {
  const staying = merged(situations, ({ moves }) => moves).filter(({ move }) => staysAsItIs(move));
  const told = staying.map(({ move, examples }) => `${move.says}${examples}`);
  return told.length > 0 ? `Possible too, and the stage stays as it is: ${told.join(", ")}.\n` : "";
}

function notPossible(situations: readonly Situation[]): string {
  const possible = new Set(situations.flatMap(({ moves }) => moves.map(({ says }) => says)));
  const refused = new Set(situations.flatMap((each) => each.refused).filter((says) => !possible.has(says)));
  return refused.size > 0 ? `Refused, or without effect: ${[...refused].join(", ")}.\n` : "";
}

function besidePart(): string {
  return besideTheJourney()
    .map(({ task, answers }) => {
      const rows = answers.map((move) => [move.says, "as before", recorded(move)]);
      return `- ${taskInWords(task)}, due ${inWords(task.dueAt)}\n\n${table(["answer", "next stage", "recorded"], rows)}`;
    })
    .join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return `${[line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")}\n`;
}

function withExample(because: string | undefined, situations: readonly Situation[]): string {
  return because && situations.length > 1 ? `${because}: ` : "";
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
