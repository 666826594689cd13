import type { Stage } from "../../functions/core/stages.ts";
import type { Situation } from "./ask.ts";

/** A case can go from one stage to the next because of this. */
export interface Transition {
  readonly from: Stage;
  readonly to: Stage;
  readonly says: string;
}

/** Every way from one stage to another that the decider knows of. */
export function transitions(situations: readonly Situation[]): readonly Transition[] {
  const all = situations.flatMap(({ answers, moves, timed }) => [...answers, ...moves, ...timed]);
  const changing = all.filter(({ from, to }) => from !== to);
  const told = changing.map(({ from, to, says }) => ({ from, to, says: shortened(says) }));
  return [...new Map(told.map((each) => [Object.values(each).join("|"), each])).values()];
}

/** From so many stages or more a move is drawn once, from all open stages together. */
const fromEverywhere = 5;
const anyOpen = "open";

/** The stages and the ways between them in mermaid's words, which are the decider's. */
export function diagram(situations: readonly Situation[]): string {
  const all = transitions(situations);
  const general = all.filter((one) => isGeneral(one, all));
  const own = all.filter((one) => !isGeneral(one, all));
  const openStages: Stage[] = [...new Set(all.flatMap(({ from, to }) => [from, to]))].filter(
    (stage) => stage !== "closed" && stage !== "hold",
  );
  const isInside = ({ from, to }: Transition) => openStages.includes(from) && openStages.includes(to);
  const inside = edges(own.filter(isInside));
  const outside = edges([
    ...own.filter((one) => !isInside(one)),
    ...general.map(({ from, to, says }) => ({ from: ends(from), to: ends(to), says })),
  ]);
  return [
    "```mermaid",
    "stateDiagram-v2",
    ...openStages
      .filter((stage) => idOf(stage) !== stage)
      .map((stage) => `  state "${stage}" as ${idOf(stage)}`),
    "  [*] --> triage : referral received",
    `  state ${anyOpen} {`,
    ...inside.map((line) => `    ${line}`),
    "  }",
    ...outside.map((line) => `  ${line}`),
    "  closed --> [*]",
    "```",
    "",
    `What is drawn from or to \`${anyOpen}\` is possible in most open stages; the tables below say in which.`,
    "",
  ].join("\n");
}

function isGeneral({ from, to, says }: Transition, all: readonly Transition[]): boolean {
  const isAlike = (one: Transition) =>
    one.says === says && (isOutside(from) ? one.from === from : one.to === to && !isOutside(one.from));
  const isOfHold =
    from === "hold" && all.some((one) => one.says === says && one.from !== "hold" && one.to === to);
  return isOfHold || all.filter(isAlike).length >= fromEverywhere;
}

function isOutside(stage: Stage): boolean {
  return ends(stage) !== anyOpen;
}

function ends(stage: Stage): Stage | typeof anyOpen {
  return stage === "closed" || stage === "hold" ? stage : anyOpen;
}

function edges(
  of: readonly { from: Stage | typeof anyOpen; to: Stage | typeof anyOpen; says: string }[],
): string[] {
  const groups = Map.groupBy(of, ({ from, to }) => `${idOf(from)} --> ${idOf(to)}`);
  return [...groups].map(
    ([edge, each]) => `${edge} : ${[...new Set(each.map(({ says }) => says))].join(", ")}`,
  );
}

/** Mermaid takes no hyphen in a name. */
function idOf(stage: string): string {
  return stage.replaceAll("-", "_");
}

/** The answer without its particulars, so that one arrow tells it. */
function shortened(says: string): string {
  return says.replace(/[,:;] .*$/, "").replace(/^withdraw by their link$/, "withdraw");
}
