// The CloudFormation template of every stage: that of cdk.json's own stage in cdk.out/, as `cdk synth` makes it, and
// the others in cdk.out/<stage>/. One process, so that the functions are bundled once. Fails on what a rule finds.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { App } from "aws-cdk-lib";
import cdkJson from "../cdk.json" with { type: "json" };
import { stages } from "../lib/stages.ts";
import { addWorkWell } from "../lib/workwell-stack.ts";

const { region, stage: own, ...flags } = cdkJson.context;

rmSync(cdkJson.output, { recursive: true, force: true });
for (const stage of Object.values(stages)) {
  const began = performance.now();
  const outdir = stage.name === own ? cdkJson.output : join(cdkJson.output, stage.name);
  const metadata = { "aws:cdk:enable-path-metadata": true, "aws:cdk:enable-asset-metadata": true };
  const app = new App({ outdir, context: { ...flags, ...metadata } });
  const { templateFile } = addWorkWell(app, stage, region);
  app.synth();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${join(outdir, templateFile)}: ${stage.name}, ${seconds} s`);
}
