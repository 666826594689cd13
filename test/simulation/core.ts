import { decide } from "../../functions/core/decide/decide.ts";
import { dueNow } from "../../functions/core/due-now.ts";
import { evolveAll } from "../../functions/core/evolve.ts";
import { whereIs } from "../../functions/core/where-is.ts";

/** The core as the service has it, so that a test can break a part of it and see that the model notices. */
export const realCore = { decide, evolveAll, dueNow, whereIs };
export type Core = typeof realCore;
