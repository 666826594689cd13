import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { FunctionFailed, Functions } from "../../local/functions.ts";
import type { FunctionDefinition } from "../../local/template.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "workwell-functions-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => vi.spyOn(console, "error").mockImplementation(() => {}));
afterEach(() => vi.restoreAllMocks());

let bundles = 0;

/** A deployed function with this code. */
function define(code: string, more: Partial<FunctionDefinition> = {}): FunctionDefinition {
  bundles += 1;
  const bundle = join(folder, `bundle-${bundles}`);
  writeFileSync(`${bundle}.mjs`, code);
  const name = more.name ?? `function-${bundles}`;
  return {
    name,
    arn: `arn:aws:lambda:eu-west-2:000000000000:function:${name}`,
    bundle,
    handler: "handler",
    timeoutSeconds: 3,
    memoryMegabytes: 512,
    environment: {},
    ...more,
  };
}

function functionsOf(definitions: FunctionDefinition[], environment = {}) {
  const counted = vi.fn();
  const work = <T>(promise: Promise<T>) => {
    counted();
    return promise;
  };
  return { functions: new Functions({ definitions, clock: { work }, environment }), counted };
}

const readsEnvironmentOnce = `
  await new Promise((resolve) => setTimeout(resolve, 20));
  const name = process.env.NAME, own = process.env.AWS_LAMBDA_FUNCTION_NAME, level = process.env.LEVEL;
  let calls = 0;
  export const handler = async () => ({ name, own, level, calls: ++calls });
`;

describe("A function", () => {
  it("has its own environment and its own modules, even with the same bundle as another", async () => {
    const first = define(readsEnvironmentOnce, {
      name: "first",
      environment: { NAME: "one", LEVEL: "INFO" },
    });
    const second = { ...first, name: "second", arn: "second", environment: { NAME: "two" } };
    const { functions } = functionsOf([first, second], { LEVEL: "WARN" });
    const answers = await Promise.all([
      functions.invoke("first", {}),
      functions.invoke("second", {}),
      functions.invoke("first", {}),
    ]);
    expect(answers).toEqual([
      { name: "one", own: "first", level: "WARN", calls: 1 },
      { name: "two", own: "second", level: "WARN", calls: 1 },
      { name: "one", own: "first", level: "WARN", calls: 2 },
    ]);
  });

  it("leaves the process's environment as it was", async () => {
    process.env.NAME = "before";
    const { functions } = functionsOf([
      define(readsEnvironmentOnce, { name: "f", environment: { NAME: "own" } }),
    ]);
    await functions.invoke("f", {});
    expect(process.env.NAME).toBe("before");
    expect(process.env.AWS_LAMBDA_FUNCTION_NAME).toBeUndefined();
    delete process.env.NAME;
  });

  it("is loaded at its first invocation only", async () => {
    const broken = define("throw new Error('loaded');", { name: "broken" });
    const { functions } = functionsOf([broken, define("export const handler = () => 1;", { name: "sound" })]);
    expect(await functions.invoke("sound", {})).toBe(1);
    await expect(functions.invoke("broken", {})).rejects.toThrow("loaded");
  });

  it("is loaded anew after it failed to load", async () => {
    const definition = define(
      "globalThis.attempts = (globalThis.attempts ?? 0) + 1; if (globalThis.attempts < 2) throw new Error('not yet'); export const handler = () => 'now';",
      { name: "f" },
    );
    const { functions } = functionsOf([definition]);
    await expect(functions.invoke("f", {})).rejects.toThrow("not yet");
    expect(await functions.invoke("f", {})).toBe("now");
  });

  it("is invoked by ARN or name, with Lambda's context", async () => {
    const code = `export const handler = async (event, context) => ({
      event, name: context.functionName, id: context.awsRequestId, left: context.getRemainingTimeInMillis(), arn: context.invokedFunctionArn });`;
    const definition = define(code, { name: "f" });
    const { functions, counted } = functionsOf([definition]);
    expect(await functions.invoke(definition.arn, { at: new Date(0), gone: undefined })).toEqual({
      event: { at: "1970-01-01T00:00:00.000Z" },
      name: "f",
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      left: expect.toSatisfy((left: number) => left > 0 && left <= 3000),
      arn: definition.arn,
    });
    expect(counted).toHaveBeenCalledOnce();
  });

  it("answers null for nothing, and cannot share objects with its caller", async () => {
    const code =
      "export const handler = async (event) => { event.changed = true; if (event.keep) return event; };";
    const { functions } = functionsOf([define(code, { name: "f" })]);
    const payload = { keep: false };
    expect(await functions.invoke("f", payload)).toBeNull();
    expect(payload).toEqual({ keep: false });
  });

  it.each([
    [
      "an error by its name",
      "class Refused extends Error { name = 'Refused' } throw new Refused('no');",
      "Refused",
      "no",
    ],
    ["a text", "throw 'words';", "string", "words"],
  ])("fails with %s", async (_, code, name, message) => {
    const { functions } = functionsOf([
      define(`export const handler = async () => { ${code} };`, { name: "f" }),
    ]);
    await expect(functions.invoke("f", {})).rejects.toMatchObject({ name, message });
    await expect(functions.invoke("f", {})).rejects.toBeInstanceOf(FunctionFailed);
  });

  it("times out as Lambda does", async () => {
    const code = "export const handler = () => new Promise(() => {});";
    const { functions } = functionsOf([define(code, { name: "f", timeoutSeconds: 0.05 })]);
    await expect(functions.invoke("f", {})).rejects.toMatchObject({
      name: "Sandbox.Timedout",
      message: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 0\.05 seconds$/),
    });
  });

  it("fails with an answer over 6 MB", async () => {
    const code = "export const handler = async () => 'x'.repeat(7_000_000);";
    const { functions } = functionsOf([define(code, { name: "f" })]);
    await expect(functions.invoke("f", {})).rejects.toMatchObject({ name: "Function.ResponseSizeTooLarge" });
  });

  it("is refused by name when there is none, or none with that handler", async () => {
    const { functions } = functionsOf([define("export const other = 1;", { name: "f" })]);
    await expect(functions.invoke("nobody", {})).rejects.toMatchObject({
      name: "Lambda.ResourceNotFoundException",
    });
    await expect(functions.invoke("f", {})).rejects.toMatchObject({ name: "Runtime.HandlerNotFound" });
  });
});
