import { describe, expect, it } from "vitest";
import { callback, failWith, only, task, workflow } from "./workflow.ts";

const refusal = (act: () => void) => {
  try {
    act();
    return "accepted";
  } catch (error) {
    return error instanceof Error ? error.name : "not an error";
  }
};

/** As the journey does it: whether answered or timed out, the next state attends to the case again. */
const waiting = {
  StartAt: "Wait",
  States: {
    Wait: callback({
      TimeoutSeconds: "{% $states.input.waitSeconds %}",
      Next: "Answered",
      Catch: [{ ErrorEquals: ["States.Timeout"], Next: "Timed out" }],
    }),
    Answered: { Type: "Succeed", Output: "answered" },
    "Timed out": { Type: "Succeed", Output: "timed out" },
  },
};

describe("a task that waits for its callback", () => {
  it("goes on as soon as it is answered, with what was answered", async () => {
    const { start, service, token, until } = workflow(only(callback()));
    const arn = start();
    await until(3600);
    expect(service.describeExecution(arn).status).toBe("RUNNING");
    service.sendTaskSuccess(token(), { answer: 42 });
    await until(3600);
    expect(service.describeExecution(arn)).toMatchObject({ status: "SUCCEEDED", output: { answer: 42 } });
  });

  it("times out at the second its expression says, and not before", async () => {
    const { start, service, until } = workflow(waiting);
    const arn = start({ waitSeconds: 60 });
    await until(59.999);
    expect(service.describeExecution(arn).status).toBe("RUNNING");
    await until(60);
    expect(service.describeExecution(arn)).toMatchObject({ status: "SUCCEEDED", output: "timed out" });
  });

  it("takes an answer that comes before the timeout of the same moment, and no timeout after it", async () => {
    const { start, service, token, clock, until } = workflow(waiting);
    await until(0);
    clock.at(clock.now() + 60_000, () => service.sendTaskSuccess(token(), {}));
    const arn = start({ waitSeconds: 60 });
    await until(120);
    expect(service.describeExecution(arn).output).toBe("answered");
  });

  it("tells an answer that comes after the timeout of the same moment that it is late", async () => {
    const { start, service, token, clock, until } = workflow(waiting);
    const arn = start({ waitSeconds: 60 });
    await until(0);
    let answered = "";
    clock.at(clock.now() + 60_000, () => {
      answered = refusal(() => service.sendTaskSuccess(token(), {}));
    });
    await until(120);
    expect(service.describeExecution(arn).output).toBe("timed out");
    expect(answered).toBe("TaskTimedOut");
  });

  it("takes an answer while its function still runs, as when the case has moved on meanwhile", async () => {
    const { outcome, service } = workflow(only(callback()), {
      hold: (_payload, { taskToken = "" }) => {
        service.sendTaskSuccess(taskToken, "already");
        failWith("TooLate");
      },
    });
    expect(await outcome()).toMatchObject({ status: "SUCCEEDED", output: "already" });
  });

  it("fails when its function fails", async () => {
    const { outcome } = workflow(only(callback()), { hold: () => failWith("CaseNotFound", "R-1") });
    const cause = JSON.stringify({ errorType: "CaseNotFound", errorMessage: "R-1", trace: [] });
    expect(await outcome()).toMatchObject({ status: "FAILED", error: "CaseNotFound", cause });
  });

  it("fails as its worker says, with or without an error", async () => {
    for (const error of ["Refused", undefined]) {
      const { start, service, token, until } = workflow(only(callback()));
      const arn = start();
      await until(0);
      service.sendTaskFailure(token(), error, "no room");
      await until(0);
      expect(service.describeExecution(arn)).toMatchObject({ status: "FAILED", cause: "no room" });
      expect(service.describeExecution(arn).error).toBe(error);
    }
  });

  it("gets a new token for each attempt, and the old one is late", async () => {
    const retrying = callback({ TimeoutSeconds: 10, Retry: [{ ErrorEquals: ["States.Timeout"] }] });
    const { start, service, tokens, until } = workflow(only(retrying));
    const arn = start();
    await until(12);
    const [first = "", second = ""] = tokens;
    expect(new Set(tokens).size).toBe(2);
    expect(refusal(() => service.sendTaskSuccess(first, {}))).toBe("TaskTimedOut");
    expect(refusal(() => service.sendTaskSuccess(second, {}))).toBe("accepted");
    await until(12);
    expect(service.describeExecution(arn).status).toBe("SUCCEEDED");
  });

  it("is late once it was answered, and once its execution was stopped", async () => {
    const { start, service, token, until } = workflow(only(callback()));
    start();
    await until(0);
    service.sendTaskSuccess(token(), {});
    expect(refusal(() => service.sendTaskSuccess(token(), {}))).toBe("TaskTimedOut");
    const second = start({}, "R-2-1");
    await until(0);
    service.stopExecution({ executionArn: second });
    expect(refusal(() => service.sendTaskHeartbeat(token()))).toBe("TaskTimedOut");
    expect(service.describeExecution(second).status).toBe("ABORTED");
  });

  it("tells unknown tokens from malformed ones", async () => {
    const elsewhere = workflow(only(callback()));
    elsewhere.start();
    await elsewhere.until(0);
    const { service } = workflow(only(callback()));
    expect(refusal(() => service.sendTaskSuccess(elsewhere.token(), {}))).toBe("TaskDoesNotExist");
    expect(refusal(() => service.sendTaskSuccess("no token", {}))).toBe("InvalidToken");
  });
});

describe("heartbeats", () => {
  const beating = (errors: string[]) => ({
    StartAt: "Wait",
    States: {
      Wait: callback({
        TimeoutSeconds: 100,
        HeartbeatSeconds: "{% 10 %}",
        End: true,
        Catch: [{ ErrorEquals: errors, Next: "Caught" }],
      }),
      Caught: { Type: "Succeed" },
    },
  });

  it("keep a task alive until one fails to come", async () => {
    const { start, service, token, until } = workflow(beating(["States.HeartbeatTimeout"]));
    const arn = start();
    for (const seconds of [9, 18, 27]) {
      await until(seconds);
      service.sendTaskHeartbeat(token());
    }
    await until(36.999);
    expect(service.describeExecution(arn).status).toBe("RUNNING");
    await until(37);
    expect(service.describeExecution(arn)).toMatchObject({
      status: "SUCCEEDED",
      output: { Error: "States.Timeout" },
    });
  });

  it("are missed by the name of a timeout too", async () => {
    expect(await workflow(beating(["States.Timeout"])).outcome()).toMatchObject({ state: "Caught" });
  });

  it("do not put off the timeout", async () => {
    const { start, service, token, until } = workflow(beating(["States.Timeout"]));
    const arn = start();
    for (let seconds = 9; seconds < 100; seconds += 9) {
      await until(seconds);
      service.sendTaskHeartbeat(token());
    }
    await until(100);
    expect(service.describeExecution(arn).status).toBe("SUCCEEDED");
  });

  it("are not asked of a timeout that a HeartbeatTimeout rule sees", async () => {
    const slow = only(task({ TimeoutSeconds: 5, Retry: [{ ErrorEquals: ["States.HeartbeatTimeout"] }] }));
    const { outcome, clock, calls } = workflow(slow, { work: () => clock.until(Number.POSITIVE_INFINITY) });
    expect(await outcome()).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect(calls).toHaveLength(1);
  });
});
