import { describe, expect, it } from "vitest";
import { failWith, only, task, workflow } from "./workflow.ts";

const alwaysFailing = { work: () => failWith("Lambda.TooManyRequestsException") };

const attemptsOf = async (retry: Record<string, unknown>[], functions: Parameters<typeof workflow>[1]) => {
  const { outcome, calls } = workflow(only(task({ Retry: retry })), functions);
  const described = await outcome();
  return { described, atSeconds: calls.map((call) => call.atSeconds) };
};

describe("Retry", () => {
  it("tries three times more by default, at one, two and four seconds", async () => {
    const { described, atSeconds } = await attemptsOf([{ ErrorEquals: ["States.ALL"] }], alwaysFailing);
    expect(atSeconds).toEqual([0, 1, 3, 7]);
    expect(described).toMatchObject({ status: "FAILED", error: "Lambda.TooManyRequestsException" });
  });

  it("backs off at its rate up to MaxDelaySeconds", async () => {
    const retrier = { ErrorEquals: ["States.TaskFailed"], IntervalSeconds: 2, BackoffRate: 3 };
    const { atSeconds } = await attemptsOf(
      [{ ...retrier, MaxDelaySeconds: 10, MaxAttempts: 4 }],
      alwaysFailing,
    );
    expect(atSeconds).toEqual([0, 2, 8, 18, 28]);
  });

  it("draws a full jitter between nothing and the delay, after the ceiling", async () => {
    const retrier = { ErrorEquals: ["States.ALL"], IntervalSeconds: 8, JitterStrategy: "FULL" };
    const { atSeconds } = await attemptsOf([{ ...retrier, MaxDelaySeconds: 10 }], alwaysFailing);
    expect(atSeconds).toEqual([0, 4, 9, 14]);
  });

  it("counts each retrier by itself and shows all retries in the context", async () => {
    const counting = task({
      Arguments: { FunctionName: "work", Payload: "{% $states.context.State.RetryCount %}" },
      Retry: [
        { ErrorEquals: ["Even"], MaxAttempts: 2, IntervalSeconds: 1 },
        { ErrorEquals: ["Odd"], MaxAttempts: 1, IntervalSeconds: 1 },
      ],
    });
    const { outcome, calls } = workflow(only(counting), {
      work: (count) => failWith(Number(count) % 2 === 0 ? "Even" : "Odd"),
    });
    expect(await outcome()).toMatchObject({ error: "Odd" });
    expect(calls.map(({ payload }) => payload)).toEqual([0, 1, 2, 3]);
  });

  it("goes on with the result once an attempt succeeds", async () => {
    let attempts = 0;
    const { described } = await attemptsOf([{ ErrorEquals: ["States.ALL"] }], {
      work: () => (++attempts < 3 ? failWith("Transient") : "done"),
    });
    expect(described).toMatchObject({ status: "SUCCEEDED", output: { Payload: "done", StatusCode: 200 } });
  });

  it("runs a whole Parallel again", async () => {
    const machine = only({
      Type: "Parallel",
      Branches: [{ StartAt: "Branch", States: { Branch: task({ End: true }) } }],
      Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 2 }],
    });
    const { outcome, calls } = workflow(machine, alwaysFailing);
    expect(await outcome()).toMatchObject({ status: "FAILED" });
    expect(calls).toHaveLength(3);
  });
});

describe("Catch", () => {
  const caughtBy = async (errors: string[], state: Record<string, unknown>, functions = {}) => {
    const machine = {
      StartAt: "Try",
      States: {
        Try: { End: true, ...state, Catch: [{ ErrorEquals: errors, Next: "Caught" }] },
        Caught: { Type: "Succeed" },
      },
    };
    const described = await workflow(machine, functions).outcome();
    return described.state === "Caught" ? "caught" : described.error;
  };
  const tooLarge = { work: () => "x".repeat(262_144) };
  const hanging = callbackThatTimesOut();

  it("takes the first rule that names the error", async () => {
    expect(await caughtBy(["Other", "Refused"], task(), { work: () => failWith("Refused") })).toBe("caught");
    expect(await caughtBy(["Other"], task(), { work: () => failWith("Refused") })).toBe("Refused");
  });

  it("reads States.ALL as everything but States.DataLimitExceeded and States.Runtime", async () => {
    expect(await caughtBy(["States.ALL"], hanging)).toBe("caught");
    expect(await caughtBy(["States.ALL"], task({ TimeoutSeconds: "{% 'soon' %}" }))).toBe("caught");
    expect(await caughtBy(["States.ALL"], task(), tooLarge)).toBe("States.DataLimitExceeded");
    expect(await caughtBy(["States.DataLimitExceeded"], task(), tooLarge)).toBe("caught");
    const runtime = { work: () => failWith("States.Runtime") };
    expect(await caughtBy(["States.ALL"], task(), runtime)).toBe("States.Runtime");
    expect(await caughtBy(["States.Runtime"], task(), runtime)).toBe("States.Runtime");
  });

  it("reads States.TaskFailed as everything but a timeout", async () => {
    expect(await caughtBy(["States.TaskFailed"], task(), { work: () => failWith("Any") })).toBe("caught");
    expect(await caughtBy(["States.TaskFailed"], hanging)).toBe("States.Timeout");
  });

  it("catches what goes wrong in the Output of the state itself", async () => {
    expect(await caughtBy(["States.QueryEvaluationError"], task({ Output: "{% $nothing %}" }))).toBe(
      "caught",
    );
  });

  it("answers the error as the output unless the rule has its own, and assigns", async () => {
    const machine = (rule: Record<string, unknown>) => ({
      StartAt: "Try",
      States: {
        Try: task({ End: true, Catch: [{ ErrorEquals: ["States.ALL"], Next: "Caught", ...rule }] }),
        Caught: { Type: "Succeed", Output: { input: "{% $states.input %}", kept: "{% $kept %}" } },
      },
    });
    const functions = { work: () => failWith("Refused", "full") };
    const Assign = { kept: "{% $states.errorOutput.Error %}" };
    const plain = await workflow(machine({ Assign }), functions).outcome();
    expect(plain.output).toMatchObject({ input: { Error: "Refused" }, kept: "Refused" });
    const own = await workflow(machine({ Assign, Output: "{% $states.input.case %}" }), functions).outcome({
      case: "R-1",
    });
    expect(own.output).toEqual({ input: "R-1", kept: "Refused" });
  });
});

function callbackThatTimesOut() {
  return task({
    Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
    TimeoutSeconds: 5,
  });
}
