// cfn-lint over the templates that `npm run synth` made, all stages. It is a Python program: it gets a virtual
// environment of its own in the cache, with the one version that is pinned here.
import { spawnSync } from "node:child_process";
import { existsSync, globSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const version = "1.51.0";

/** Inside node_modules, which nobody commits. */
const environment = fileURLToPath(
  new URL(`../node_modules/.cache/workwell/cfn-lint-${version}`, import.meta.url),
);
const linter = join(environment, process.platform === "win32" ? "Scripts/cfn-lint.exe" : "bin/cfn-lint");

/** CDK names what a reference already says; that is no mistake. */
const redundantDependency = "W3005";

try {
  const templates = globSync(["cdk.out/*.template.json", "cdk.out/*/*.template.json"]);
  if (templates.length === 0) throw new Error("There is no template in cdk.out/: npm run synth makes them.");
  if (!existsSync(linter)) install();
  for (const template of templates) {
    run(linter, [
      "--regions",
      "eu-west-2",
      "--ignore-checks",
      redundantDependency,
      "--non-zero-exit-code",
      "informational",
      "--template",
      template,
    ]);
    console.log(`${template}: cfn-lint ${version} finds nothing`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** An environment that is only half made is made anew. */
function install(): void {
  const python = ["python3", "python"].find((name) => spawnSync(name, ["--version"]).status === 0);
  if (!python) {
    throw new Error("cfn-lint needs Python 3.9 or later, and there is no python3 on this machine's PATH.");
  }
  console.log(`Installing cfn-lint ${version} (once)...`);
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(dirname(environment), { recursive: true });
  try {
    run(python, ["-m", "venv", environment]);
    const pip = join(dirname(linter), process.platform === "win32" ? "pip.exe" : "pip");
    run(pip, ["install", "--quiet", "--disable-pip-version-check", `cfn-lint==${version}`]);
  } catch (error) {
    rmSync(environment, { recursive: true, force: true });
    throw error;
  }
}

function run(command: string, given: string[]): void {
  const { status, error } = spawnSync(command, given, { stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) throw new Error(`Failed: ${command} ${given.join(" ")}`);
}
