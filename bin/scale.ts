import { readFileSync, writeFileSync } from "node:fs";
import { App } from "aws-cdk-lib";
import cdkJson from "../cdk.json" with { type: "json" };
import { stages } from "../lib/stages.ts";
import { WorkWellStack } from "../lib/workwell-stack.ts";
import { scalePage } from "./scale/page.ts";
import { factsOfStack, type Metered } from "./scale/stack.ts";

// Writes docs/scale.md from the counts of a metered rehearsal and what the production stack is made of, which is kept
// beside the counts. `npm test` fails while either says something else.

const file = new URL("../docs/scale-meter.json", import.meta.url);
const { rehearsal, service, table } = JSON.parse(readFileSync(file, "utf8"));
const metered: Metered = { rehearsal, service, table, stack: factsOfStack(productionTemplate()) };
writeFileSync(file, `${JSON.stringify(metered, inOrder, 1)}\n`);
writeFileSync(new URL("../docs/scale.md", import.meta.url), scalePage(metered));

/** Without bundling: only what there is of each kind is counted. */
function productionTemplate() {
  const { region, stage: _, ...flags } = cdkJson.context;
  const app = new App({
    context: { ...flags, "aws:cdk:bundling-stacks": [], "aws:cdk:enable-path-metadata": true },
  });
  const stack = new WorkWellStack(app, "WorkWell", { stage: stages.production, env: { region } });
  return app.synth().getStackArtifact(stack.artifactId).template;
}

/** Objects by their keys, so that two rehearsals can be compared line by line. */
function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
