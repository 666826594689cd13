import { describe, expect, it } from "vitest";
import { stages, superseded, waitingStages, workingStages } from "../../functions/core/stages.ts";
import { stateOfStage, waitStates } from "../../lib/workflow-states.ts";
import { functionsByName, only, text } from "./synthesised.ts";

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Arguments?: { FunctionName: string; Payload: Record<string, string> };
  readonly Assign?: Record<string, string>;
  readonly Output?: unknown;
  readonly TimeoutSeconds?: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: { Condition: string; Next: string }[];
  readonly Retry?: {
    ErrorEquals: string[];
    IntervalSeconds: number;
    MaxAttempts: number;
    BackoffRate: number;
    MaxDelaySeconds: number;
    JitterStrategy: string;
  }[];
  readonly Catch?: { ErrorEquals: string[]; Next: string }[];
}

interface Definition {
  readonly QueryLanguage: string;
  readonly TimeoutSeconds: number;
  readonly StartAt: string;
  readonly States: Record<string, State>;
}

const [, machine] = only("AWS::StepFunctions::StateMachine");
const definition = JSON.parse(text(machine.Properties.DefinitionString)) as Definition;
const failed = "The case needs its next execution";

function state(name: string): State {
  const found = definition.States[name];
  if (!found) throw new Error(`No state "${name}"`);
  return found;
}

function invokes(name: string): string | undefined {
  const target = state(name).Arguments?.FunctionName;
  return [...functionsByName()].find(([, { alias }]) => target === `<${alias}>`)?.[0];
}

describe("the workflow", () => {
  it("begins by attending to the case, then asks where it is", () => {
    expect(definition.StartAt).toBe("Attend to the case");
    expect(invokes("Attend to the case")).toBe("attend-to-case");
    expect(state("Attend to the case").Next).toBe("Where is this case?");
    expect(state("Attend to the case").Assign).toEqual({
      stage: "{% $states.result.Payload.stage %}",
      version: "{% $states.result.Payload.version %}",
      waitSeconds: "{% $states.result.Payload.waitSeconds %}",
    });
  });

  it("has the same set of stages as the core", () => {
    expect(Object.keys(stateOfStage).sort()).toEqual([...stages].sort());
    expect([...workingStages, ...waitingStages, "closed"].sort()).toEqual([...stages].sort());
  });

  it("leads every stage to its own state, and an unknown one to the alarm", () => {
    const { Choices = [], Default } = state("Where is this case?");
    expect(Object.fromEntries(Choices.map(({ Condition, Next }) => [Condition, Next]))).toEqual({
      ...Object.fromEntries(stages.map((stage) => [`{% $stage = "${stage}" %}`, stateOfStage[stage]])),
      [`{% $stage = "${superseded}" %}`]: "Superseded by a newer execution",
    });
    expect(Choices).toHaveLength(stages.length + 1);
    expect(Default).toBe(failed);
  });

  it("has no state that no stage leads to", () => {
    expect(Object.keys(definition.States).sort()).toEqual(
      [
        "Attend to the case",
        "Where is this case?",
        ...Object.values(stateOfStage),
        "Superseded by a newer execution",
        failed,
      ].sort(),
    );
  });

  it.each([
    ["triage", "triage-referral"],
    ["assignment", "assign-coach"],
  ] as const)("does the work of %s in %s and asks again", (stage, functionName) => {
    const name = stateOfStage[stage];
    expect(invokes(name)).toBe(functionName);
    expect(state(name).Resource).toBe("arn:aws:states:::lambda:invoke");
    expect(state(name).Next).toBe("Attend to the case");
  });

  it.each(waitingStages)(
    "can interrupt the wait of %s by its token, or end it at the computed moment",
    (stage) => {
      const name = waitStates[stage];
      const { Type, Resource, TimeoutSeconds, Next, Catch } = state(name);
      expect({ Type, Resource, TimeoutSeconds, Next }).toEqual({
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
        TimeoutSeconds: "{% $waitSeconds %}",
        Next: "Attend to the case",
      });
      expect(invokes(name)).toBe("hold-for-answer");
      expect(Catch?.map(({ ErrorEquals, Next }) => [ErrorEquals, Next])).toEqual([
        [["States.Timeout"], "Attend to the case"],
        [["States.ALL"], failed],
      ]);
    },
  );

  it("ends well when the case is closed, or when a newer execution has taken over", () => {
    expect(state("Case closed").Type).toBe("Succeed");
    expect(state("Superseded by a newer execution").Type).toBe("Succeed");
    expect(state(failed).Type).toBe("Fail");
  });

  it("lets no wait outlive the machine's 300 days, which are less than AWS's year", () => {
    expect(definition.TimeoutSeconds).toBe(300 * 24 * 60 * 60);
  });
});

describe("every function of the workflow", () => {
  const tasks = Object.entries(definition.States).filter(([, { Type }]) => Type === "Task");

  it.each(tasks)(
    "is told in “%s” whose turn it is and nothing about the person",
    (_, { Arguments, Resource }) => {
      const holds = Resource?.endsWith(".waitForTaskToken");
      expect(Arguments?.Payload).toEqual({
        area: "{% $states.context.Execution.Input.area %}",
        reference: "{% $states.context.Execution.Input.reference %}",
        execution: "{% $states.context.Execution.Name %}",
        now: "{% $now() %}",
        ...(holds && { version: "{% $version %}", token: "{% $states.context.Task.Token %}" }),
      });
    },
  );

  it.each(tasks)("leaves nothing behind in the execution after “%s”", (_, { Output }) => {
    expect(Output).toEqual({});
  });

  it.each(tasks)("is tried again in “%s” only for Lambda's own troubles", (_, { Retry = [] }) => {
    const errors = Retry.flatMap(({ ErrorEquals }) => ErrorEquals);
    expect(errors).toContain("Lambda.TooManyRequestsException");
    expect(errors.filter((error) => !/^(Lambda|Sandbox)\./.test(error))).toEqual([]);
  });

  it.each(tasks)("is tried again in “%s” with jitter, for about two minutes", (_, { Retry = [] }) => {
    for (const { IntervalSeconds, BackoffRate, MaxAttempts, MaxDelaySeconds, JitterStrategy } of Retry) {
      const delays = Array.from({ length: MaxAttempts }, (_, attempt) =>
        Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds),
      );
      expect(delays.reduce((total, delay) => total + delay)).toBe(122);
      expect(JitterStrategy).toBe("FULL");
    }
  });

  it.each(tasks)("raises the alarm when “%s” fails for any other reason", (_, { Catch = [] }) => {
    const last = Catch.at(-1);
    expect([last?.ErrorEquals, last?.Next]).toEqual([["States.ALL"], failed]);
  });
});

describe("the state machine", () => {
  it("is a standard one, in JSONata throughout", () => {
    expect(machine.Properties.StateMachineType).toBe("STANDARD");
    expect(definition.QueryLanguage).toBe("JSONata");
    expect(text(machine.Properties.DefinitionString)).not.toMatch(/"\w+Path"|\.\$"|"JSONPath"/);
  });

  it("uses only the few kinds of state that the embedded default runs", () => {
    const kinds = new Set(Object.values(definition.States).map(({ Type }) => Type));
    expect([...kinds].sort()).toEqual(["Choice", "Fail", "Succeed", "Task"]);
  });

  it("logs every step, but no data", () => {
    expect(machine.Properties.LoggingConfiguration).toMatchObject({
      Level: "ALL",
      IncludeExecutionData: false,
    });
  });
});
