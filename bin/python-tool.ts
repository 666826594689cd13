import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** A program of others that is written in Python, and in which versions it is used. */
export interface PythonTool {
  /** As people call it, and as its folder is called. */
  readonly name: string;
  /** The path of a requirements.txt that pins it and all that it needs. */
  readonly requirements: string;
  /** The Python module that can be imported once it is installed. */
  readonly module: string;
}

/** The machine lacks something that a tool needs; the message says what to do. */
export class ToolMissing extends Error {
  override readonly name = "ToolMissing";
}

/** Inside node_modules, so that nobody commits it. */
const cache = fileURLToPath(new URL("../node_modules/.cache/workwell/python", import.meta.url));

/** The oldest Python for which everything that is pinned can be had. */
const least = { words: "3.10", tuple: "(3, 10)" };

/** Milliseconds for one step: downloads of some 20 MB, over a slow line too. */
const limit = 180_000;

const exec = promisify(execFile);

/**
 * The path of a Python in which the tool is installed as pinned: the one of an earlier run, or one made now. It is made
 * anew after other pins, after an installation that broke off, and where it no longer works. It is made with the Python
 * that `PYTHON` names, or with python3. Refuses with ToolMissing where it cannot be made. The signal ends what runs.
 */
export async function pythonTool(tool: PythonTool, signal?: AbortSignal): Promise<string> {
  const wanted = readFileSync(tool.requirements, "utf8");
  const environment = join(cache, tool.name);
  const python = join(environment, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  /** Written last: what was installed. */
  const installed = join(environment, "installed.txt");
  const isCurrent = existsSync(installed) && readFileSync(installed, "utf8") === wanted;
  // It does not work where the Python that it was made with is gone.
  if (isCurrent && (await works(python, `import ${tool.module}`, signal))) return python;
  const base = await basePython(tool, signal);
  console.log(`Installing ${tool.name} (once)...`);
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  const install: readonly Step[] = [
    {
      command: [base, "-m", "venv", environment],
      advice: `${base} cannot make a virtual environment. On Debian and Ubuntu it lacks the package python3-venv.`,
    },
    {
      command: [
        python,
        ..."-m pip install --quiet --disable-pip-version-check -r".split(" "),
        tool.requirements,
      ],
      advice: `${tool.name} could not be installed. Check that pip can reach the Python package index (network, proxy, PIP_INDEX_URL), then try again.`,
    },
  ];
  for (const step of install) await take(step, signal);
  writeFileSync(installed, wanted);
  return python;
}

async function basePython({ name }: PythonTool, signal: AbortSignal | undefined): Promise<string> {
  const named = process.env.PYTHON;
  for (const python of named ? [named] : ["python3", "python"]) {
    const isNewEnough = `import sys; sys.exit(sys.version_info < ${least.tuple})`;
    if (await works(python, isNewEnough, signal)) return python;
  }
  throw new ToolMissing(
    named
      ? `${name} needs Python ${least.words} or later, and PYTHON=${named} is none.`
      : `${name} needs Python ${least.words} or later, and none was found. Install it, or say where it is: PYTHON=<path>`,
  );
}

async function works(python: string, program: string, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await exec(python, ["-c", program], { timeout: limit, signal });
    return true;
  } catch {
    signal?.throwIfAborted();
    return false;
  }
}

interface Step {
  readonly command: readonly [string, ...string[]];
  /** What to do where it fails. */
  readonly advice: string;
}

async function take({ command: [command, ...given], advice }: Step, signal?: AbortSignal): Promise<void> {
  await exec(command, given, { timeout: limit, signal }).catch((error) => {
    signal?.throwIfAborted();
    throw new ToolMissing(`${advice}\n\n${error.message}`);
  });
}
