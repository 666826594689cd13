import { Logger } from "@aws-lambda-powertools/logger";

/** One logger for a function. It is given ids and codes, never anything about a person. */
export const logger = new Logger({ serviceName: "workwell" });

/**
 * What may be logged of an error: its name and where it came from. Not its message, for the messages of other
 * people's code quote what they were given, an address for instance.
 */
export function errorFacts(error: unknown): { error: string; at: string[] } {
  if (!(error instanceof Error)) return { error: "not an error", at: [] };
  // The stack begins with the message, of which a line may begin with "at" too.
  const stack = (error.stack ?? "").replace(error.message, "");
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return { error: error.name, at: frames.slice(0, 8).map((line) => line.trim()) };
}

/**
 * For functions whose errors are somebody else's to try again: logs what may be logged, and throws on the error's name
 * alone. Lambda logs what a function throws, and workflow histories and dead letters keep it, message and all.
 */
export function failQuietly(what: string) {
  return (request: { error?: Error | null | undefined }): void => {
    const facts = errorFacts(request.error);
    logger.error(what, { ...facts });
    const quiet = new Error(`${what}; the log of this request tells where`);
    quiet.name = facts.error;
    quiet.stack = [`${quiet.name}: ${quiet.message}`, ...facts.at.map((frame) => `    ${frame}`)].join("\n");
    request.error = quiet;
  };
}
