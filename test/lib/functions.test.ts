import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import packageJson from "../../package.json" with { type: "json" };
import { allIn, functionsByName, only, templateOf } from "./synthesised.ts";

const functions = functionsByName();
const folder = new URL("../../functions/", import.meta.url);
const folders = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && readdirSync(new URL(entry.name, folder)).includes("handler.ts"))
  .map(({ name }) => name);

function variablesOf(name: string): Record<string, unknown> {
  const environment = functions.get(name)?.resource.Properties.Environment;
  return (environment as { Variables: Record<string, unknown> }).Variables;
}

describe("the functions", () => {
  it("are exactly the folders in functions/ that have a handler", () => {
    expect([...functions.keys()].sort()).toEqual(folders.sort());
  });

  it.each(folders)("give %s the variables that it asks for, and its own name", async (name) => {
    const module = (await import(`../../functions/${name}/environment.ts`)) as { Environment: z.ZodObject };
    const { POWERTOOLS_SERVICE_NAME, ...variables } = variablesOf(name);
    expect(Object.keys(variables).sort()).toEqual(Object.keys(module.Environment.shape).sort());
    expect(POWERTOOLS_SERVICE_NAME).toBe(name);
  });

  it.each(["attend-to-case", "triage-referral", "assign-coach", "hold-for-answer"])(
    "do not tell %s about the state machine that it is part of",
    (name) => {
      expect(variablesOf(name)).not.toHaveProperty("STATE_MACHINE_ARN");
    },
  );

  it("build links from the stage's address, never from the API's", () => {
    for (const name of folders) {
      const { BASE_URL } = variablesOf(name);
      expect([undefined, "https://workwell.example.org"]).toContain(BASE_URL);
    }
  });

  it.each(folders)("run %s on Node 24, on ARM, traced, with its own log", (name) => {
    expect(functions.get(name)?.resource.Properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      Handler: "handler.handler",
      TracingConfig: { Mode: "Active" },
      LoggingConfig: { LogFormat: "JSON", LogGroup: { Ref: expect.any(String) } },
    });
  });

  it("have no library that could put anything into a trace: what a trace holds is what Lambda writes", () => {
    const packages = Object.keys(packageJson.dependencies).filter((each) =>
      /xray|telemetry|tracer/.test(each),
    );
    expect(packages).toEqual([]);
  });

  it("answer a person before API Gateway gives up on them", () => {
    const routed = [...functions].filter(
      ([name]) =>
        ![
          "resume-cases",
          "send-digests",
          "release-quarter",
          "check-invariants",
          "attend-to-case",
          "publish-areas",
        ].includes(name),
    );
    for (const [, { resource }] of routed) expect(resource.Properties.Timeout).toBeLessThanOrEqual(29);
  });

  it("end a sweep before the next begins", () => {
    expect(functions.get("resume-cases")?.resource.Properties.Timeout).toBeLessThan(15 * 60);
  });

  it("know one state machine", () => {
    const [id] = only("AWS::StepFunctions::StateMachine");
    const knowing = folders.filter((name) => "STATE_MACHINE_ARN" in variablesOf(name));
    for (const name of knowing) expect(variablesOf(name).STATE_MACHINE_ARN).toEqual({ Ref: id });
  });
});

describe("concurrency", () => {
  const reserved = (name: string) => functions.get(name)?.resource.Properties.ReservedConcurrentExecutions;

  it("is kept for referrals, and lets what runs by the clock run once at a time", () => {
    const all = folders.flatMap((name) => (reserved(name) === undefined ? [] : [[name, reserved(name)]]));
    expect(Object.fromEntries(all)).toEqual({
      "submit-referral": 50,
      "resume-cases": 1,
      "send-digests": 1,
      "release-quarter": 1,
      "check-invariants": 1,
    });
  });

  it("is not shared out where an account may have no more than ten", () => {
    for (const [, { Properties }] of allIn(templateOf("sandbox"), "AWS::Lambda::Function")) {
      expect(Properties).not.toHaveProperty("ReservedConcurrentExecutions");
    }
  });
});
