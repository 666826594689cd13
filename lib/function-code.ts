import { copyFileSync, globSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AssetHashType } from "aws-cdk-lib";
import { Code, Runtime } from "aws-cdk-lib/aws-lambda";
import { buildSync } from "esbuild";

const folder = fileURLToPath(new URL("../functions", import.meta.url));

/** Packages written for CommonJS call `require`, which an ES module does not have. */
const requireForEsModules =
  'import { createRequire as createRequireForBundle } from "node:module";const require = createRequireForBundle(import.meta.url);';

/**
 * The code of functions/<name>/, bundled with everything it imports, the AWS SDK included: what runs is what
 * was tested.
 */
export function codeOf(name: string): Code {
  return Code.fromAsset(join(folder, name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      image: Runtime.NODEJS_24_X.bundlingImage,
      local: {
        tryBundle(outputFolder) {
          bundles ??= bundleAll();
          const bundle = bundles.get(name);
          if (!bundle) throw new Error(`functions/${name}/ has no handler.ts`);
          writeFileSync(join(outputFolder, "handler.mjs"), bundle.code);
          for (const [path, file] of bundle.beside) {
            mkdirSync(dirname(join(outputFolder, path)), { recursive: true });
            copyFileSync(file, join(outputFolder, path));
          }
          return true;
        },
      },
    },
  });
}

type Beside = readonly (readonly [path: string, file: string])[];

interface Bundle {
  readonly code: Uint8Array;
  /** Files that the code reads from where it lies itself: where each is to lie, and where it is now. */
  readonly beside: Beside;
}

const areas = fileURLToPath(new URL("../areas/", import.meta.url));
const solverRuntime = fileURLToPath(import.meta.resolve("highs/runtime"));

/** Code that reads files from where it lies, and those files; only some functions have it in their bundle. */
const readers: readonly { readonly code: string; readonly beside: Beside }[] = [
  { code: "highs/build/highs.mjs", beside: [[basename(solverRuntime), solverRuntime]] },
  {
    code: "areas/publish.ts",
    beside: globSync(["*.json", "services/*.json", "data/*.{json,jsonl}"], { cwd: areas }).map(
      (path) => [path, join(areas, path)] as const,
    ),
  },
];

/** Made when the first function needs its bundle; template tests switch bundling off and never do. */
let bundles: ReadonlyMap<string, Bundle> | undefined;

/**
 * The bundles of all functions by name. One run of esbuild reads what they share once and takes seconds;
 * CDK's NodejsFunction starts esbuild anew for each function.
 */
function bundleAll(): ReadonlyMap<string, Bundle> {
  const { outputFiles, metafile } = buildSync({
    absWorkingDir: folder,
    entryPoints: globSync("*/handler.ts", { cwd: folder }),
    outbase: folder,
    outdir: folder,
    write: false,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    // The SDK's ES modules first: only they can be trimmed to what is used.
    mainFields: ["module", "main"],
    banner: { js: requireForEsModules },
    // Identifiers stay, so that a stack trace names its functions.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
  });
  const besideOf = new Map(
    Object.entries(metafile.outputs).map(([path, { inputs }]) => [
      basename(dirname(path)),
      readers
        .filter(({ code }) => Object.keys(inputs).some((input) => input.endsWith(code)))
        .flatMap(({ beside }) => beside),
    ]),
  );
  return new Map(
    outputFiles.map(({ path, contents }) => {
      const name = basename(dirname(path));
      return [name, { code: contents, beside: besideOf.get(name) ?? [] }];
    }),
  );
}
