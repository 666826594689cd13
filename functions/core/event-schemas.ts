import type { EventType } from "./events.ts";

/** The fields of an event of an older schema. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * For each type of event what lifts it from one version of its schema to the next: the first from 1 to 2. A new
 * optional field needs none; a field that is renamed, split, or means something else does, and so does one that
 * every event must have from now on.
 */
export type LiftingSteps = Partial<Record<EventType, readonly ((older: Fields) => Fields)[]>>;

/** No type of event has had a second version yet. A step that is here stays: old events are kept for ever. */
export const liftingSteps: LiftingSteps = {};

/** The newest version of this type's schema that this code knows, and writes. */
export function newestSchema(type: EventType, steps: LiftingSteps = liftingSteps): number {
  return 1 + (steps[type]?.length ?? 0);
}
