import { z } from "zod";

/** The variables a function can have; each function's environment.ts names those it uses. */
const variables = {
  TABLE_NAME: z.string().min(1),
  STATE_MACHINE_ARN: z.string().min(1),
  EXPORTS_BUCKET: z.string().min(1),
  /** ARN of the topic that phones of duty officers follow. */
  SAFETY_ALERTS_TOPIC: z.string().min(1),
  /** Where people reach the service, without a slash at the end; links in emails begin with it. */
  BASE_URL: z.string().regex(/^https?:\/\/[^/]+$/),
  /** The address emails come from. */
  SENDER: z.string().min(3),
};

/** The part of the environment that has the named variables. */
export function environmentOf<Name extends keyof typeof variables = never>(...names: Name[]) {
  const shape = Object.fromEntries(names.map((name) => [name, variables[name]])) as unknown as {
    [Variable in Name]: (typeof variables)[Variable];
  };
  return z.object(shape);
}
