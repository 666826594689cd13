import jsonata from "jsonata";
import { describe, expect, it } from "vitest";
import { stages, superseded } from "../../functions/core/stages.ts";
import * as expressions from "../../lib/workflow-expressions.ts";

const states = {
  context: {
    Execution: { Name: "ABCDEFGHJK-3", Input: { area: "surrey", reference: "ABCDEFGHJK" } },
    Task: { Token: "a token" },
  },
  result: { StatusCode: 200, Payload: { stage: "contact", version: 7, waitSeconds: 3601 } },
};

const places = [...stages, superseded] as const;

/** Evaluates as Step Functions does: without the delimiters, with the state's data and variables bound. */
async function evaluate(expression: string, variables: Record<string, unknown> = {}) {
  const inside = /^\{% (.*) %\}$/.exec(expression)?.[1];
  if (!inside) throw new Error(`Not a JSONata expression: ${expression}`);
  return jsonata(inside).evaluate(undefined, { states, ...variables });
}

describe("the expressions of the workflow", () => {
  it.each([
    [expressions.area, "surrey"],
    [expressions.reference, "ABCDEFGHJK"],
    [expressions.execution, "ABCDEFGHJK-3"],
    [expressions.token, "a token"],
    [expressions.attended.stage, "contact"],
    [expressions.attended.version, 7],
    [expressions.attended.waitSeconds, 3601],
  ])("%s answers %s", async (expression, answer) => {
    expect(await evaluate(expression)).toBe(answer);
  });

  it("answers the time as a timestamp", async () => {
    expect(await evaluate(expressions.now)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it("hands on the version and the seconds that Attend answered", async () => {
    const variables = { version: 7, waitSeconds: 3601 };
    expect(await evaluate(expressions.version, variables)).toBe(7);
    expect(await evaluate(expressions.waitSeconds, variables)).toBe(3601);
  });

  it("says of exactly one stage that the case is there", async () => {
    for (const stage of places) {
      const answers = await Promise.all(
        places.map((other) => evaluate(expressions.caseIs(other), { stage })),
      );
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await evaluate(expressions.caseIs(stage), { stage })).toBe(true);
    }
  });

  it("says of an unknown stage that the case is nowhere", async () => {
    const answers = await Promise.all(
      places.map((stage) => evaluate(expressions.caseIs(stage), { stage: "elsewhere" })),
    );
    expect(answers.some(Boolean)).toBe(false);
  });
});
