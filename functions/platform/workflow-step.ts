import middy from "@middy/core";
import { z } from "zod";
import { failQuietly, logger } from "./logger.ts";

/** What the state machine gives to each of its functions: which case, for which execution, at what moment. */
export const Step = z.object({
  area: z.string(),
  reference: z.string(),
  /** The execution's name, `<reference>-<generation>`: it fences off executions of older generations. */
  execution: z.string(),
  /** The moment the state was entered. */
  now: z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString()),
});

/** A function of the workflow: input checked, ids logged; what it throws is the state machine's to retry. */
export function workflowStep<Input extends z.ZodType<{ area: string; reference: string }>, Answer>(
  input: Input,
  work: (input: z.infer<Input>) => Promise<Answer>,
) {
  return middy<unknown, Answer>()
    .onError(failQuietly("step failed"))
    .handler(async (event) => {
      const step = input.parse(event);
      logger.resetKeys();
      logger.appendKeys({ area: step.area, reference: step.reference });
      return await work(step);
    });
}
