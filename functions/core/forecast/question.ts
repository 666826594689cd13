import { z } from "zod";

/** Bounds of what may be asked. More coaches than this are no small change, and further on nothing stays as it was. */
export const mostCoaches = 20;
const percents = { least: -90, most: 100 } as const;
export const weeksAhead = { least: 4, most: 52, usual: 26 } as const;

/** Said where a number cannot be read, or is too small or too large. */
export const questionMistakes = {
  coaches: `Give a whole number of coaches from -${mostCoaches} to ${mostCoaches}, like 2 or -1`,
  referrals: `Give a whole number of percent from ${percents.least} to ${percents.most}, like 20 or -10`,
  weeks: `Give a whole number of weeks from ${weeksAhead.least} to ${weeksAhead.most}`,
} as const;

/** What is asked of a forecast. As text, as a form and a command line give it: "+2", "-10%". */
export const ForecastQuestion = z.strictObject({
  /** Coaches who come, or with a minus leave. */
  coaches: wholeNumber(-mostCoaches, mostCoaches, questionMistakes.coaches).default(0),
  /** Percent by which referrals rise, or with a minus fall. */
  referrals: wholeNumber(percents.least, percents.most, questionMistakes.referrals).default(0),
  weeks: wholeNumber(weeksAhead.least, weeksAhead.most, questionMistakes.weeks).default(weeksAhead.usual),
});
export type ForecastQuestion = z.infer<typeof ForecastQuestion>;

/** An address turns a plus sign into a space, and people type a real minus sign. */
function wholeNumber(least: number, most: number, mistake: string) {
  return z
    .string(mistake)
    .trim()
    .regex(/^[+\-−]?\d{1,3} ?%?$/, mistake)
    .transform((text) => Number.parseInt(text.replace("−", "-"), 10))
    .refine((number) => least <= number && number <= most, mistake);
}
