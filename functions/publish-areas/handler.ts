import middy from "@middy/core";
import { z } from "zod";
import { mistakesOfReferenceData } from "../../areas/check-reference-data.ts";
import { publishAreas } from "../../areas/publish.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { answerDeployment, DeploymentStep } from "../platform/deployment-step.ts";
import { logger } from "../platform/logger.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);

/** What lib/published-areas.ts says; CloudFormation makes a text of every value. */
const Publication = DeploymentStep.extend({
  ResourceProperties: z.looseObject({ sampleRoster: z.enum(["true", "false"]) }),
});

/**
 * A step of each deployment that changes anything under areas/: publishes what is new, as `npm run publish-areas`
 * does, and fails the deployment with every mistake told if it may not. When the stack is deleted nothing is
 * unpublished.
 */
export const handler = middy<unknown, void>().handler(async (event) => {
  logger.resetKeys();
  const { ResourceProperties, ...step } = Publication.parse(event);
  await answerDeployment(step, async () => {
    if (step.RequestType === "Delete") return;
    const mistakes = mistakesOfReferenceData();
    if (mistakes.length > 0) throw new Error(mistakes.join("\n"));
    const published = await publishAreas(table, {
      sampleRoster: ResourceProperties.sampleRoster === "true",
      editedFiles: "refuse",
    });
    logger.info("areas published", { ...published });
  });
});
