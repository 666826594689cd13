import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { synthesise } from "../../local/synthesise.ts";
import { type Adaptation, adapted, type Told } from "./adaptations.ts";
import { Advice, CommandFailed, root, run } from "./command.ts";
import { account, type Emulator, region } from "./emulator.ts";

/** Seconds that one command of the CDK may take; the longest, the deployment, takes a quarter of a minute. */
const commandSeconds = 120;

/** The stack's id in bin/workwell.ts. */
const stackId = "WorkWell";

export interface Assembly {
  readonly folder: string;
  readonly resources: number;
  readonly adaptations: readonly Adaptation[];
  remove(): void;
}

/** The stack as `npm start` synthesises it, from the same cache, with its template adapted. */
export async function adaptedAssembly(baseUrl: string): Promise<Assembly> {
  const folder = mkdtempSync(join(tmpdir(), "workwell-assembly-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    cpSync(await synthesise(() => {}), folder, { recursive: true });
    const file = join(folder, `${stackId}.template.json`);
    const { template, adaptations } = adapted(JSON.parse(readFileSync(file, "utf8")), baseUrl);
    writeFileSync(file, JSON.stringify(template));
    return { folder, resources: Object.keys(template.Resources).length, adaptations, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

export interface Cdk {
  bootstrap(): Promise<void>;
  /** Deploys, and answers what the adapted template's outputs tell. */
  deploy(): Promise<Told>;
  destroy(): Promise<void>;
}

export function cdkOf({ folder }: Assembly, emulator: Emulator, signal: AbortSignal): Cdk {
  const cdk = (...given: string[]) =>
    run(process.execPath, [join(root, "node_modules/aws-cdk/bin/cdk"), ...given, "--app", folder], {
      env: { ...emulator.env, CDK_DISABLE_CLI_TELEMETRY: "true" },
      signal,
      seconds: commandSeconds,
    }).catch((error) => {
      if (!(error instanceof CommandFailed)) throw error;
      throw new Advice(adviceOn(error, emulator));
    });
  const quietly = ["--no-notices", "--no-version-reporting"];
  return {
    async bootstrap() {
      await cdk("bootstrap", `aws://${account}/${region}`, ...quietly);
    },
    async deploy() {
      const outputs = join(folder, "outputs.json");
      await cdk("deploy", stackId, "--require-approval", "never", "--outputs-file", outputs, ...quietly);
      const told = z.record(z.string(), z.record(z.string(), z.string()));
      const [ofStack] = Object.values(told.parse(JSON.parse(readFileSync(outputs, "utf8"))));
      return ofStack as Told;
    },
    async destroy() {
      await cdk("destroy", stackId, "--force", ...quietly);
    },
  };
}

function adviceOn({ message, output }: CommandFailed, emulator: Emulator): string {
  const refused = output.split("\n").filter((line) => /_FAILED|❌|Unsupported|not supported/.test(line));
  return `${message}

${refused.length > 0 ? refused.join("\n") : output}

If the emulator knows a type of resource or a property not at all, adapt the template: add a step with its reason in
test/deploy/adaptations.ts, and tell in test/deploy/limits.ts which other test keeps the promise. If the template is
wrong, AWS would refuse it too: mend lib/.

The emulator's last lines:
${emulator.log()}`;
}
