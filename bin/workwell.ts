import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { z } from "zod";
import { WorkWellStack } from "../lib/workwell-stack.ts";

/** What cdk.json, or `--context` on the command line, says about this deployment. */
const Context = z.object({
  region: z.string(),
  baseUrl: z.string(),
  sender: z.string(),
});

const app = new App();
const { region, baseUrl, sender } = Context.parse({
  region: app.node.tryGetContext("region"),
  baseUrl: app.node.tryGetContext("baseUrl"),
  sender: app.node.tryGetContext("sender"),
});

new WorkWellStack(app, "WorkWell", { env: { region }, baseUrl, sender });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
