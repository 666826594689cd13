import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type PythonTool, pythonTool, ToolMissing } from "../../bin/python-tool.ts";

/** What stands in for Python writes down what it is asked for, and makes itself anew where a venv is wanted. */
const standIn = `#!/bin/sh
echo "$*" >> "$RECORD"
case "$*" in
  "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  "-m pip "*) echo "$$" > "$RECORD.pip"; \${PIP_HANGS:+exec sleep 600}; exit "\${PIP_STATUS:-0}" ;;
esac
`;

describe.skipIf(process.platform === "win32")("a tool that is written in Python", () => {
  let folder: string;
  let tool: PythonTool;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "workwell-python-"));
    const python = join(folder, "python");
    writeFileSync(python, standIn);
    chmodSync(python, 0o755);
    tool = {
      name: `sample-${randomUUID()}`,
      requirements: join(folder, "requirements.txt"),
      module: "sample",
    };
    writeFileSync(tool.requirements, "sample==1.0\n");
    vi.stubEnv("PYTHON", python);
    vi.stubEnv("RECORD", join(folder, "record"));
    vi.spyOn(console, "log").mockImplementation(() => {});
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(cacheOf(tool), { recursive: true, force: true });
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  const make = () => pythonTool(tool);
  const installations = () =>
    readFileSync(join(folder, "record"), "utf8")
      .split("\n")
      .filter((line) => line.startsWith("-m pip install")).length;

  it("is installed once and kept", async () => {
    const first = await make();
    expect(await make()).toBe(first);
    expect(installations()).toBe(1);
  });

  it("is installed anew when other versions are wanted", async () => {
    await make();
    writeFileSync(tool.requirements, "sample==2.0\n");
    await make();
    expect(installations()).toBe(2);
  });

  it("is installed anew when it no longer works", async () => {
    writeFileSync(await make(), "#!/bin/sh\nexit 1\n");
    await make();
    expect(installations()).toBe(2);
  });

  it("is installed anew after an installation that failed, which says what to do", async () => {
    vi.stubEnv("PIP_STATUS", "1");
    await expect(make()).rejects.toThrow(/could not be installed. Check that pip can reach/);
    vi.stubEnv("PIP_STATUS", "0");
    await make();
    expect(installations()).toBe(2);
  });

  it("says what to do where there is no Python", async () => {
    vi.stubEnv("PYTHON", "");
    vi.stubEnv("PATH", folder.concat("-empty"));
    await expect(make()).rejects.toThrow(
      new ToolMissing(
        `${tool.name} needs Python 3.10 or later, and none was found. Install it, or say where it is: PYTHON=<path>`,
      ),
    );
  });

  it("says so where PYTHON names something else", async () => {
    vi.stubEnv("PYTHON", join(folder, "nothing"));
    await expect(make()).rejects.toThrow(/needs Python 3.10 or later, and PYTHON=.*nothing is none/);
  });

  it("ends what it runs when it is stopped", async () => {
    vi.stubEnv("PIP_HANGS", "yes");
    const stop = new AbortController();
    const making = pythonTool(tool, stop.signal);
    const pip = await vi.waitFor(() =>
      Number(readFileSync(join(folder, "record.pip"), "utf8").trim() || fail()),
    );
    stop.abort(new Error("Stopped"));
    await expect(making).rejects.toThrow("Stopped");
    await vi.waitFor(() => expect(() => process.kill(pip, 0)).toThrow("ESRCH"));
  });
});

function cacheOf({ name }: PythonTool): string {
  return fileURLToPath(new URL(`../../node_modules/.cache/workwell/python/${name}`, import.meta.url));
}

function fail(): never {
  throw new Error("Not yet");
}
