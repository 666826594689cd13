import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { stageNamed } from "../lib/stages.ts";
import { WorkWellStack } from "../lib/workwell-stack.ts";

/** What cdk.json, or `--context` on the command line, says about this deployment. */
const app = new App();
const stage = stageNamed(app.node.tryGetContext("stage"));
const region = app.node.tryGetContext("region");

new WorkWellStack(app, "WorkWell", { stage, stackName: `WorkWell-${stage.name}`, env: { region } });
Validations.of(app).addPlugins(
  new AwsSolutionsChecks(app, { verbose: true }),
  new ServerlessChecks(app, { verbose: true }),
);
