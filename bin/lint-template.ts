// cfn-lint over the templates that `npm run synth` made, all stages. It is a Python program, of the version that
// lint-template/requirements.txt pins.
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type PythonTool, pythonTool } from "./python-tool.ts";

const linter: PythonTool = {
  name: "cfn-lint",
  requirements: fileURLToPath(new URL("lint-template/requirements.txt", import.meta.url)),
  module: "cfnlint",
};

/** CDK names what a reference already says; that is no mistake. */
const redundantDependency = "W3005";

try {
  const templates = globSync(["cdk.out/*.template.json", "cdk.out/*/*.template.json"]);
  if (templates.length === 0) throw new Error("There is no template in cdk.out/: npm run synth makes them.");
  const python = await pythonTool(linter);
  for (const template of templates) {
    run(python, [
      "-c",
      "import sys; from cfnlint.runner import main; sys.exit(main())",
      "--regions",
      "eu-west-2",
      "--ignore-checks",
      redundantDependency,
      "--non-zero-exit-code",
      "informational",
      "--template",
      template,
    ]);
    console.log(`${template}: cfn-lint finds nothing`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function run(command: string, given: string[]): void {
  const { status, error } = spawnSync(command, given, { stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) throw new Error(`Failed: ${command} ${given.join(" ")}`);
}
