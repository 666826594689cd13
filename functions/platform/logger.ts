import { Logger } from "@aws-lambda-powertools/logger";

/** One logger for a function. It is given ids and codes, never anything about a person. */
export const logger = new Logger({ serviceName: "workwell" });
