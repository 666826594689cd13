import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { madeOnce } from "./made-once.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What a synthesised stack depends on. */
export const stackSources = ["bin", "lib", "functions", "areas", "cdk.json", "package-lock.json"];

/** A stack that could not be synthesised; the message holds what the app printed. */
export class SynthesisFailed extends Error {
  override readonly name = "SynthesisFailed";
}

/** The folder of the synthesised stack with its bundles: made before, or now if the sources changed. */
export function synthesise(progress: (message: string) => void): Promise<string> {
  return madeOnce(stackSources, (folder) => {
    progress("Synthesising the stack (once for each change of the sources)...");
    return runApp(folder);
  });
}

/** Runs the CDK app as the `cdk` command would, without that command's own start-up time. */
function runApp(outputFolder: string): Promise<void> {
  const { context } = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8"));
  const withMetadata = {
    ...context,
    // Construct ids and asset folders, which are read from the template's metadata.
    "aws:cdk:enable-path-metadata": true,
    "aws:cdk:enable-asset-metadata": true,
    // Findings of the security checks stop a deployment and `npm test`, not a trial on one's own machine.
    "@aws-cdk/core:failSynthOnValidationErrors": false,
  };
  const child = spawn(process.execPath, ["bin/workwell.ts"], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: outputFolder, CDK_CONTEXT_JSON: JSON.stringify(withMetadata) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed: Buffer[] = [];
  child.stdout.on("data", (chunk) => printed.push(chunk));
  child.stderr.on("data", (chunk) => printed.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new SynthesisFailed(`The stack could not be synthesised:\n${Buffer.concat(printed)}`));
    });
  });
}
