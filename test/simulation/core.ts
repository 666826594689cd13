import { journey } from "../../bin/journey/ask.ts";
import { transitions } from "../../bin/journey/diagram.ts";
import { decide } from "../../functions/core/decide/decide.ts";
import { dueNow } from "../../functions/core/due-now.ts";
import { evolveAll } from "../../functions/core/evolve.ts";
import type { Stage } from "../../functions/core/stages.ts";
import { whereIs } from "../../functions/core/where-is.ts";

/** The core as the service has it, so that a test can break a part of it and see that the model notices. */
export const realCore = { decide, evolveAll, dueNow, whereIs };
export type Core = typeof realCore;

const ways = new Set(transitions(journey()).map(({ from, to }) => `${from} ${to}`));
/** Whether docs/journey.md knows a way from one stage to the other. */
export function isWay(from: Stage, to: Stage): boolean {
  return ways.has(`${from} ${to}`);
}
