import { z } from "zod";

/** The schema of one type of event. A field that is not known here, which a newer version wrote, is left out. */
export const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ type: z.literal(type), ...shape });

/** The id of a note: a text that an event names and does not hold. */
export const noteId = z.string().optional();
