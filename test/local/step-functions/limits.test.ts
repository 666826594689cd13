import { describe, expect, it } from "vitest";
import { callback, MACHINE, only, task, workflow } from "./workflow.ts";

const LIMIT = 262_144;
/** A string whose JSON text has exactly so many bytes. */
const textOf = (bytes: number) => "x".repeat(bytes - 2);

const refusedAs = (act: () => unknown) => {
  try {
    act();
    return "accepted";
  } catch (error) {
    return error instanceof Error ? error.name : "not an error";
  }
};

describe("the limit of 256 KiB", () => {
  const direct = task({
    Resource: "arn:aws:lambda:eu-west-2:000000000000:function:work",
    Arguments: {},
  });
  const answering = (answer: string) => ({
    "arn:aws:lambda:eu-west-2:000000000000:function:work": () => answer,
  });

  it("holds for what a function answers, to the byte", async () => {
    expect((await workflow(only(direct), answering(textOf(LIMIT))).outcome()).status).toBe("SUCCEEDED");
    const over = await workflow(only(direct), answering(textOf(LIMIT + 1))).outcome();
    expect(over).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
  });

  it("counts bytes, not characters", async () => {
    const described = await workflow(only(direct), answering("é".repeat(LIMIT / 2))).outcome();
    expect(described.error).toBe("States.DataLimitExceeded");
  });

  it("holds for outputs, assigned variables and arguments", async () => {
    const tooLong = "{% $pad('', 262143, 'x') %}";
    for (const state of [
      { Type: "Pass", Output: tooLong },
      { Type: "Pass", Assign: { big: tooLong } },
      task({ Arguments: { FunctionName: "work", Payload: tooLong } }),
    ]) {
      expect((await workflow(only(state)).outcome()).error).toBe("States.DataLimitExceeded");
    }
  });

  it("refuses the input of an execution and the output of a callback beyond it", async () => {
    const { start, service, token, until } = workflow(only(callback()));
    expect(refusedAs(() => start(textOf(LIMIT + 1)))).toBe("ValidationException");
    start();
    await until(0);
    expect(refusedAs(() => service.sendTaskSuccess(token(), textOf(LIMIT + 1)))).toBe("ValidationException");
    expect(refusedAs(() => service.sendTaskSuccess(token(), textOf(LIMIT)))).toBe("accepted");
  });
});

describe("the time an execution may last", () => {
  it("ends it as timed out, uncaught, whatever it waits for", async () => {
    const machine = {
      TimeoutSeconds: 60,
      StartAt: "Wait",
      States: {
        Wait: callback({ Catch: [{ ErrorEquals: ["States.ALL"], Next: "Caught" }], End: true }),
        Caught: { Type: "Succeed" },
      },
    };
    const { start, service, token, until, events } = workflow(machine);
    const arn = start();
    await until(59);
    expect(service.describeExecution(arn).status).toBe("RUNNING");
    await until(61);
    expect(service.describeExecution(arn)).toMatchObject({ status: "TIMED_OUT", state: "Wait" });
    expect(refusedAs(() => service.sendTaskSuccess(token(), {}))).toBe("TaskTimedOut");
    expect(events(arn).at(-1)).toBe("ExecutionTimedOut");
  });

  it("leaves alone one that has ended", async () => {
    const { outcome, service, clock } = workflow({ ...only({ Type: "Pass" }), TimeoutSeconds: 60 });
    const { executionArn } = await outcome({}, 1);
    await clock.advanceBy(120_000);
    expect(service.describeExecution(executionArn).status).toBe("SUCCEEDED");
  });
});

describe("the events of an execution", () => {
  it("end it at 25,000, as a loop that never waits would", async () => {
    const loop = { StartAt: "Round", States: { Round: { Type: "Pass", Next: "Round" } } };
    const described = await workflow(loop).outcome();
    expect(described).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  });

  it("are kept up to a bound, the latest of them", async () => {
    const machine = {
      StartAt: "Round",
      States: {
        Round: {
          Type: "Choice",
          Choices: [
            { Condition: "{% $states.input < 600 %}", Next: "Round", Output: "{% $states.input + 1 %}" },
          ],
          Default: "Done",
        },
        Done: { Type: "Succeed" },
      },
    };
    const { outcome, service } = workflow(machine);
    const { executionArn } = await outcome(0);
    const events = service.executionHistory(executionArn);
    expect(events).toHaveLength(1000);
    expect(events.at(-1)).toMatchObject({ type: "ExecutionSucceeded" });
    expect(events.at(-1)?.id).toBeGreaterThan(1200);
  });
});

describe("names of executions", () => {
  it("answer the running execution when it is started again with the same input", async () => {
    const { start, until, calls } = workflow(only(callback()));
    expect(start({ area: "a", reference: "R-1" })).toBe(start({ reference: "R-1", area: "a" }));
    await until(0);
    expect(calls).toHaveLength(1);
  });

  it("are taken for other input, and once the execution has ended", async () => {
    const { start, service, until, token } = workflow(only(callback()));
    start({ reference: "R-1" });
    await until(0);
    expect(refusedAs(() => start({ reference: "R-2" }))).toBe("ExecutionAlreadyExists");
    service.sendTaskSuccess(token(), {});
    await until(0);
    expect(refusedAs(() => start({ reference: "R-1" }))).toBe("ExecutionAlreadyExists");
  });

  it("are refused when they are not names, and unknown machines too", () => {
    const { start, service } = workflow(only({ Type: "Pass" }));
    expect(refusedAs(() => start({}, "with space"))).toBe("InvalidName");
    expect(refusedAs(() => start({}, "x".repeat(81)))).toBe("InvalidName");
    expect(refusedAs(() => service.startExecution({ stateMachineArn: `${MACHINE}2` }))).toBe(
      "StateMachineDoesNotExist",
    );
  });
});

describe("finished executions", () => {
  it("keep only name, status, times and last state once a hundred others have finished", async () => {
    const { start, service, until } = workflow(only({ Type: "Pass" }));
    const first = start({ reference: "R-1" }, "first");
    await until(1);
    expect(service.describeExecution(first).output).toEqual({ reference: "R-1" });
    for (let count = 0; count < 100; count++) start({}, `R-${count}`);
    await until(1);
    expect(service.describeExecution(first)).toEqual({
      executionArn: first,
      stateMachineArn: MACHINE,
      name: "first",
      status: "SUCCEEDED",
      startDate: expect.any(Number),
      stopDate: expect.any(Number),
      state: "Only",
    });
    expect(service.executionHistory(first)).toEqual([]);
    expect(refusedAs(() => start({ reference: "R-1" }, "first"))).toBe("ExecutionAlreadyExists");
  });
});
