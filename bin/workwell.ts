import { App } from "aws-cdk-lib";
import { stageNamed } from "../lib/stages.ts";
import { addWorkWell } from "../lib/workwell-stack.ts";

/** What cdk.json, or `--context` on the command line, says about this deployment. */
const app = new App();
addWorkWell(app, stageNamed(app.node.tryGetContext("stage")), app.node.tryGetContext("region"));
