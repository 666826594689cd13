// Compiles the style sheet and the script of the pages into functions/pages/assets/: their names, which every page
// needs, and their contents, which only show-asset serves. `--check` changes nothing and fails if they are not current.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { compile } from "sass";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = `${root}functions/pages/assets/`;

interface Asset {
  /** Changes with the content, so that browsers may keep a file for ever. */
  readonly name: string;
  readonly type: string;
  readonly content: string;
}

function asset(kind: "css" | "js", type: string, content: string): Asset {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  return { name: `workwell-${hash}.${kind}`, type, content };
}

const styleSheet = asset(
  "css",
  "text/css; charset=utf-8",
  compile(`${folder}workwell.scss`, {
    loadPaths: [`${root}node_modules`],
    style: "compressed",
    charset: false,
    quietDeps: true,
  }).css,
);

const script = asset(
  "js",
  "text/javascript; charset=utf-8",
  buildSync({
    entryPoints: [`${folder}client.js`],
    bundle: true,
    format: "esm",
    target: "es2020",
    minify: true,
    legalComments: "none",
    write: false,
  }).outputFiles[0]?.text ?? "",
);

const generated = "// Made by `npm run build:assets` from workwell.scss and client.js. Do not edit.\n";
const files = {
  "asset-names.ts": `${generated}export const styleSheet = ${JSON.stringify(`/assets/${styleSheet.name}`)};\nexport const script = ${JSON.stringify(`/assets/${script.name}`)};\n`,
  "asset-contents.ts": `${generated}export const assets: Readonly<Record<string, { readonly type: string; readonly content: string }>> = ${JSON.stringify(
    Object.fromEntries([styleSheet, script].map(({ name, type, content }) => [name, { type, content }])),
  )};\n`,
};

if (process.argv.includes("--check")) {
  const old = Object.entries(files).filter(
    ([name, text]) => readFileSync(`${folder}${name}`, "utf8") !== text,
  );
  if (old.length > 0) {
    console.error(`${old.map(([name]) => name).join(" and ")} are not current. Run: npm run build:assets`);
    process.exit(1);
  }
} else {
  for (const [name, text] of Object.entries(files)) writeFileSync(`${folder}${name}`, text);
  for (const { name, content } of [styleSheet, script]) console.log(`${name} ${content.length} bytes`);
}
