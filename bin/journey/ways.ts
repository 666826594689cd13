import type { Stage } from "../../functions/core/stages.ts";
import { journey } from "./ask.ts";
import { transitions } from "./diagram.ts";

const ways = new Set(transitions(journey()).map(({ from, to }) => `${from} ${to}`));

/** Whether docs/journey.md knows a way from one stage to the other. */
export function isWay(from: Stage, to: Stage): boolean {
  return ways.has(`${from} ${to}`);
}
