import { describe, expect, it } from "vitest";
import { DefinitionRefused } from "../../../local/step-functions/failures.ts";
import { loadDefinition } from "../../../local/step-functions/load.ts";
import { callback, only, task } from "./workflow.ts";

function problemsOf(definition: unknown): readonly string[] {
  try {
    loadDefinition(definition);
    return [];
  } catch (error) {
    if (error instanceof DefinitionRefused) return error.problems;
    throw error;
  }
}
const inJsonata = (definition: Record<string, unknown>) => ({ QueryLanguage: "JSONata", ...definition });
const problemsOfState = (state: Record<string, unknown>) => problemsOf(inJsonata(only(state)));
const pass = { Type: "Pass", End: true };
const processor = { StartAt: "Item", States: { Item: pass } };

describe("a definition is refused at load", () => {
  it.each<[string, Record<string, unknown>, string]>([
    ["an unknown field", { Type: "Pass", Colour: "red" }, "/Colour: this field is not implemented"],
    ["a field of JSONPath", { Type: "Pass", ResultPath: "$" }, "/ResultPath: JSONPath is not implemented"],
    [
      "a state in JSONPath",
      { Type: "Pass", QueryLanguage: "JSONPath" },
      "/QueryLanguage: a machine in JSONata has no state in JSONPath",
    ],
    ["an unknown type", { Type: "Loop" }, '/Type: the state type "Loop" is not implemented'],
    [
      "another service",
      task({ Resource: "arn:aws:states:::sqs:sendMessage" }),
      '/Resource: the resource "arn:aws:states:::sqs:sendMessage" is not implemented',
    ],
    [
      "an activity",
      task({ Resource: "arn:aws:states:eu-west-2:000000000000:activity:desk" }),
      '/Resource: the resource "arn:aws:states:eu-west-2:000000000000:activity:desk" is not implemented',
    ],
    [
      "an asynchronous invocation",
      task({ Arguments: { FunctionName: "work", InvocationType: "Event" } }),
      "/Arguments/InvocationType: this field is not implemented",
    ],
    [
      "an ItemReader",
      { Type: "Map", ItemProcessor: processor, ItemReader: {} },
      "/ItemReader: belongs to the distributed Map, which is not implemented",
    ],
    [
      "a distributed Map",
      { Type: "Map", ItemProcessor: { ...processor, ProcessorConfig: { Mode: "DISTRIBUTED" } } },
      "/ItemProcessor/ProcessorConfig: only the inline Map is implemented",
    ],
    [
      "text that is no expression",
      { Type: "Pass", Output: { deep: ["{% 1 + %}"] } },
      "/Output/deep[0]: not a JSONata expression: S0207: Unexpected end of expression",
    ],
    [
      "an unclosed expression",
      { Type: "Pass", Output: "{% 1" },
      "/Output: the expression does not end with %}",
    ],
    ["$eval", { Type: "Pass", Output: "{% $eval('1') %}" }, "/Output: $eval is not part of Step Functions"],
    [
      "a result where there is none yet",
      task({ Arguments: "{% $states.result %}" }),
      "/Arguments: $states.result is not available here",
    ],
    [
      "an error output outside of Catch",
      task({ Output: "{% $states.errorOutput %}" }),
      "/Output: $states.errorOutput is not available here",
    ],
    [
      "a variable called states",
      { Type: "Pass", Assign: { states: 1 } },
      "/Assign/states: is not the name of a variable",
    ],
    [
      "States.ALL beside others",
      task({ Retry: [{ ErrorEquals: ["States.ALL", "Other"] }] }),
      "/Retry[0]/ErrorEquals: States.ALL stands alone and in the last rule",
    ],
    [
      "an unknown reserved error",
      task({ Retry: [{ ErrorEquals: ["States.Tired"] }] }),
      "/Retry[0]/ErrorEquals: the reserved error name States.Tired is unknown",
    ],
    [
      "a heartbeat that outlasts its timeout",
      callback({ TimeoutSeconds: 5, HeartbeatSeconds: 5 }),
      "/HeartbeatSeconds: must be less than TimeoutSeconds",
    ],
    [
      "a Wait of two minds",
      { Type: "Wait", Seconds: 1, Timestamp: "x" },
      ": a Wait has either Seconds or Timestamp",
    ],
    ["both Next and End", { Type: "Pass", Next: "Only" }, ": a state has either Next or End"],
  ])("for %s", (_, state, problem) => {
    expect(problemsOfState(state)).toEqual([`/States/Only${problem}`]);
  });

  it("for transitions that lead nowhere and states that nothing reaches", () => {
    const problems = problemsOf(
      inJsonata({ StartAt: "A", States: { A: { Type: "Pass", Next: "B" }, C: pass } }),
    );
    expect(problems).toEqual([
      '/States/A/Next: names no state: "B"',
      "/States/C: no transition reaches this state",
    ]);
  });

  it("for assigning, in a branch, a variable of the scope around it", () => {
    const inner = { StartAt: "In", States: { In: { ...pass, Assign: { x: 2 } } } };
    const states = {
      Out: { Type: "Pass", Assign: { x: 1 }, Next: "Both" },
      Both: { Type: "Parallel", Branches: [inner], End: true },
    };
    expect(problemsOf(inJsonata({ StartAt: "Out", States: states }))).toEqual([
      "/States/Both/Branches[0]: the variable x belongs to an outer scope and cannot be assigned here",
    ]);
  });

  it("for JSONPath throughout, unless a state asks nothing of it", () => {
    const quiet = { StartAt: "A", States: { A: { Type: "Pass", Next: "B" }, B: { Type: "Succeed" } } };
    expect(problemsOf(quiet)).toEqual([]);
    expect(problemsOf(only(task()))).toEqual([
      "/States/Only: JSONPath is not implemented, which this Task state is in",
    ]);
  });

  it("with every reason at once, in one message", () => {
    const definition = inJsonata({ StartAt: "A", States: { A: { ...pass, X: 1, Y: 2 } }, Z: 3 });
    expect(() => loadDefinition(JSON.stringify(definition))).toThrow(
      "Invalid State Machine Definition: /Z: this field is not implemented; /States/A/X: this field is not implemented; /States/A/Y: this field is not implemented",
    );
  });

  it("when it is not JSON or no machine", () => {
    expect(problemsOf("{")).toContain("/: not JSON");
    expect(problemsOf([])).toEqual(["/: a definition is a JSON object"]);
    expect(problemsOf({})).toEqual(["/States: a machine has at least one state"]);
  });
});
