import { describe, expect, it } from "vitest";
import { callback, failWith, only, task, workflow } from "./workflow.ts";

const pass = (overrides: Record<string, unknown>) => ({ Type: "Pass", ...overrides });

describe("variables", () => {
  it("are seen by Assign and Output as they were when the state was entered", async () => {
    const machine = {
      StartAt: "First",
      States: {
        First: pass({ Assign: { a: 1, b: 2 }, Next: "Swap" }),
        Swap: pass({
          Assign: { a: "{% $b %}", b: "{% $a %}" },
          Output: "{% [$a, $b] %}",
          Next: "Show",
        }),
        Show: { Type: "Succeed", Output: { before: "{% $states.input %}", after: "{% [$a, $b] %}" } },
      },
    };
    expect((await workflow(machine).outcome()).output).toEqual({ before: [1, 2], after: [2, 1] });
  });

  it("of a Parallel are read in its branches, and what a branch assigns stays there", async () => {
    const branch = (name: string) => ({
      StartAt: `${name} assigns`,
      States: {
        [`${name} assigns`]: pass({ Assign: { mine: `{% $outer & '${name}' %}` }, Next: `${name} shows` }),
        [`${name} shows`]: { Type: "Succeed", Output: "{% $mine %}" },
      },
    });
    const machine = {
      StartAt: "Outer",
      States: {
        Outer: pass({ Assign: { outer: "o" }, Next: "Both" }),
        Both: {
          Type: "Parallel",
          Branches: [branch("x"), branch("y")],
          Assign: { both: "{% $states.result %}" },
          Next: "Show",
        },
        Show: { Type: "Succeed", Output: { both: "{% $both %}", leaked: "{% $exists($mine) %}" } },
      },
    };
    expect((await workflow(machine).outcome()).output).toEqual({ both: ["ox", "oy"], leaked: false });
  });

  it("of a Map's iterations are each iteration's own", async () => {
    const machine = only({
      Type: "Map",
      Items: "{% [1, 2, 3] %}",
      ItemSelector: {
        index: "{% $states.context.Map.Item.Index %}",
        value: "{% $states.context.Map.Item.Value %}",
        whole: "{% $states.input %}",
      },
      ItemProcessor: {
        StartAt: "Assign",
        States: {
          Assign: pass({
            Assign: { seen: "{% $exists($seen) ? 'twice' : $states.input.value %}" },
            Next: "Show",
          }),
          Show: {
            Type: "Succeed",
            Output: "{% {'seen': $seen, 'index': $states.input.index, 'whole': $states.input.whole} %}",
          },
        },
      },
    });
    expect((await workflow(machine).outcome("all")).output).toEqual(
      [1, 2, 3].map((value, index) => ({ seen: value, index, whole: "all" })),
    );
  });
});

describe("branches", () => {
  const branch = (name: string, state: Record<string, unknown>) => ({
    StartAt: name,
    States: { [name]: { End: true, ...state } },
  });

  it("end together when one fails: the waiting one's token is late and its timer gone", async () => {
    const machine = only({
      Type: "Parallel",
      Branches: [branch("Waits", callback({ TimeoutSeconds: 50 })), branch("Fails", task())],
    });
    const { start, service, token, until, events, clock } = workflow(machine, {
      work: async () => {
        await clock.until(clock.now() + 5000);
        failWith("Refused");
      },
    });
    const arn = start();
    await until(100);
    expect(service.describeExecution(arn)).toMatchObject({ status: "FAILED", error: "Refused" });
    expect(() => service.sendTaskSuccess(token(), {})).toThrow("Task Timed Out");
    expect(events(arn)).not.toContain("TaskTimedOut");
    expect(events(arn).slice(-2)).toEqual(["ParallelStateFailed", "ExecutionFailed"]);
  });

  it("of a Map run at most MaxConcurrency at once and answer in the order of the items", async () => {
    let running = 0;
    let most = 0;
    const machine = only({
      Type: "Map",
      MaxConcurrency: "{% 2 %}",
      ItemProcessor: branch("Work", {
        Type: "Task",
        Resource: "arn:aws:lambda:eu-west-2:000000000000:function:work",
        Arguments: "{% $states.input %}",
      }),
    });
    const name = "arn:aws:lambda:eu-west-2:000000000000:function:work";
    const { outcome, clock } = workflow(machine, {
      [name]: async (seconds) => {
        most = Math.max(most, ++running);
        await clock.until(clock.now() + Number(seconds) * 1000);
        running--;
        return seconds;
      },
    });
    expect((await outcome([5, 1, 3, 2])).output).toEqual([5, 1, 3, 2]);
    expect(most).toBe(2);
  });

  it("of a Map that were running are aborted when one fails, and the Map can be caught", async () => {
    const machine = {
      StartAt: "All",
      States: {
        All: {
          Type: "Map",
          Items: ["wait", "fail"],
          ItemProcessor: {
            StartAt: "Which",
            States: {
              Which: {
                Type: "Choice",
                Choices: [{ Condition: "{% $states.input = 'fail' %}", Next: "Fails" }],
                Default: "Waits",
              },
              Fails: { Type: "Fail", Error: "{% 'Bad' & 'Item' %}", Cause: "it was bad" },
              Waits: callback({ End: true }),
            },
          },
          Catch: [{ ErrorEquals: ["BadItem"], Next: "Caught" }],
          End: true,
        },
        Caught: { Type: "Succeed" },
      },
    };
    const { start, service, until, events } = workflow(machine);
    const arn = start();
    await until(1);
    expect(service.describeExecution(arn).output).toEqual({ Error: "BadItem", Cause: "it was bad" });
    expect(events(arn)).toEqual(
      expect.arrayContaining(["MapIterationFailed", "MapIterationAborted", "MapStateFailed"]),
    );
  });
});
