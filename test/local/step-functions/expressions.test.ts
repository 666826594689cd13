import { describe, expect, it } from "vitest";
import { MACHINE, only, task, workflow } from "./workflow.ts";

const evaluate = async (expression: string, input = {}) => {
  const { outcome } = workflow(only({ Type: "Pass", Output: `{% ${expression} %}` }));
  const { output, error, cause } = await outcome(input);
  return error === undefined ? output : `${error}: ${cause}`;
};

describe("expressions", () => {
  it("read programme time, not the wall clock", async () => {
    expect(await evaluate("[$now(), $millis(), $now('[Y]')]")).toEqual([
      "2026-01-05T09:00:00.000Z",
      Date.parse("2026-01-05T09:00:00Z"),
      "2026",
    ]);
    const later = {
      StartAt: "Wait",
      States: { Wait: { Type: "Wait", Seconds: 90, Output: "{% $now() %}", End: true } },
    };
    expect((await workflow(later).outcome()).output).toBe("2026-01-05T09:01:30.000Z");
  });

  it("have the functions that Step Functions adds", async () => {
    expect(await evaluate("$partition([1..5], 2)")).toEqual([[1, 2], [3, 4], [5]]);
    expect(await evaluate("$range(0, 10, 5)")).toEqual([0, 5, 10]);
    expect(await evaluate("$range(3, 1, -1)")).toEqual([3, 2, 1]);
    expect(await evaluate("$hash('a', 'SHA-256')")).toMatch(/^ca978112/);
    expect(await evaluate("$parse('{\"a\": [1]}')")).toEqual({ a: [1] });
    expect(await evaluate("$uuid()")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(await evaluate("$random(7) = $random(7) and $random() < 1")).toBe(true);
  });

  it("see the context of the execution", async () => {
    const { outcome } = workflow(only({ Type: "Pass", Output: "{% $states.context %}" }));
    expect((await outcome({ area: "a" })).output).toMatchObject({
      Execution: {
        Id: `${MACHINE.replace(":stateMachine:", ":execution:")}:R-1-1`,
        Name: "R-1-1",
        Input: { area: "a" },
        StartTime: "2026-01-05T09:00:00.000Z",
      },
      State: { Name: "Only", EnteredTime: "2026-01-05T09:00:00.000Z", RetryCount: 0 },
      StateMachine: { Id: MACHINE, Name: "journey" },
    });
  });

  it("name the expression, the field and the reason when they go wrong", async () => {
    expect(await evaluate("'a' + 1")).toBe(
      "States.QueryEvaluationError: An error occurred while executing the state 'Only' (entered at the event id #2). The JSONata expression ''a' + 1' specified for the field 'Output' threw an error during evaluation. T2001: The left side of the \"+\" operator must evaluate to a number",
    );
    expect(await evaluate("$uppercase")).toContain("unsupported result type");
  });

  it("refuse seconds and timestamps that are none", async () => {
    for (const wait of [
      { Seconds: "{% 1.5 %}" },
      { Seconds: "{% -1 %}" },
      { Seconds: "{% '1' %}" },
      { Timestamp: "{% 'tomorrow' %}" },
    ]) {
      const { outcome } = workflow(only({ Type: "Wait", ...wait }));
      expect((await outcome()).error).toBe("States.QueryEvaluationError");
    }
    const { outcome } = workflow(only(task({ TimeoutSeconds: "{% 0 %}" })));
    expect((await outcome()).error).toBe("States.QueryEvaluationError");
  });

  it("wait for a timestamp in any zone", async () => {
    const { outcome } = workflow(only({ Type: "Wait", Timestamp: "2026-01-05T12:00:00+01:00" }));
    expect((await outcome()).stopDate).toBe(Date.parse("2026-01-05T11:00:00Z"));
  });

  it("choose the first rule that is true, and fail where none is and there is no default", async () => {
    const machine = {
      StartAt: "Stage",
      States: {
        Stage: {
          Type: "Choice",
          Choices: [
            { Condition: "{% $states.input.stage = 'triage' %}", Next: "End", Output: "first" },
            { Condition: "{% $exists($states.input.stage) %}", Next: "End", Output: "second" },
          ],
        },
        End: { Type: "Succeed" },
      },
    };
    expect((await workflow(machine).outcome({ stage: "triage" })).output).toBe("first");
    expect((await workflow(machine).outcome({ stage: "plan" })).output).toBe("second");
    expect((await workflow(machine).outcome()).error).toBe("States.NoChoiceMatched");
  });
});
