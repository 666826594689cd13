import middy from "@middy/core";
import { z } from "zod";
import { failQuietly, logger } from "./logger.ts";

/** What a schedule gives: the moment it was due. Never the clock of the machine. */
export const Scheduled = z.object({
  time: z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString()),
});

/** A function that a schedule invokes. What it throws, the scheduler tries again and then keeps as a dead letter. */
export function scheduled<Input extends z.ZodType, Answer>(
  input: Input,
  work: (input: z.infer<Input>) => Promise<Answer>,
) {
  return middy<unknown, Answer>()
    .onError(failQuietly("scheduled work failed"))
    .handler(async (event) => {
      logger.resetKeys();
      return await work(input.parse(event));
    });
}
