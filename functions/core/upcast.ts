import { type Fields, type LiftingSteps, liftingSteps, newestSchema } from "./event-schemas.ts";
import { type CaseEvent, type EventType, NewEvent } from "./events.ts";

/**
 * An event that a newer version of the service wrote and this one cannot read: its type, its schema or a word in it
 * is unknown. The case is the newer version's until this one is replaced, or every instance is of that version.
 */
export class NewerEvent extends Error {
  override name = "NewerEvent";
}

const known: ReadonlySet<string> = new Set<EventType>(NewEvent.options.map(({ shape }) => shape.type.value));

/** How the events came to be, and how old ones are lifted. */
interface Reading {
  /** Whether a newer version wrote the case last: then each event is looked at, and its unknown fields are left out. */
  readonly isOfNewer: boolean;
  readonly steps?: LiftingSteps;
}

/**
 * Events as they were kept, in the newest shape: nothing that reads events knows any other. Throws NewerEvent. The
 * events themselves stay as they were written.
 */
export function lifted(kept: readonly unknown[], reading: Reading): CaseEvent[] {
  const { isOfNewer, steps = liftingSteps } = reading;
  return (kept as CaseEvent[]).map((event) => {
    const newest = liftedOne(event, steps);
    return isOfNewer ? understood(newest) : newest;
  });
}

function liftedOne(event: CaseEvent, steps: LiftingSteps): CaseEvent {
  const { type, schema = 1 } = event;
  if (!known.has(type)) throw new NewerEvent(`events of the type ${type} are not known here`);
  const newest = newestSchema(type, steps);
  if (schema > newest)
    throw new NewerEvent(`${type} is known here up to schema ${newest}, and not ${schema}`);
  if (schema === newest) return event;
  const missing = steps[type]?.slice(schema - 1) ?? [];
  const fields = missing.reduce<Fields>((older, step) => step(older), event);
  return { ...fields, schema: newest } as CaseEvent;
}

/** The event with what this version knows of it. */
function understood(event: CaseEvent): CaseEvent {
  const read = NewEvent.safeParse(event);
  if (!read.success) {
    const [where] = read.error.issues;
    throw new NewerEvent(`${event.type} says at ${where?.path.join("/")} what is not known here`);
  }
  const { eventId, at, by, request, schema } = event;
  return {
    ...read.data,
    ...{ eventId, at, by },
    ...(request ? { request } : {}),
    ...(schema ? { schema } : {}),
  };
}
