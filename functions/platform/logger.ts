import { Logger } from "@aws-lambda-powertools/logger";

/** One logger for a function. It is given ids and codes, never anything about a person. */
export const logger = new Logger({ serviceName: "workwell" });

/**
 * What may be logged of an error: its name and where it came from. Not its message, for the messages of other
 * people's code quote what they were given, an address for instance.
 */
export function errorFacts(error: unknown): { error: string; at: string[] } {
  if (!(error instanceof Error)) return { error: "not an error", at: [] };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return { error: error.name, at: frames.slice(0, 8).map((line) => line.trim()) };
}
