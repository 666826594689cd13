import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, it, onTestFinished } from "vitest";
import { serveStepFunctions } from "../../../local/step-functions/server.ts";
import { callback, MACHINE, MONDAY, only, workflow } from "./workflow.ts";

async function serve() {
  const local = workflow(only(callback()));
  const { url, close } = await serveStepFunctions(local.service, local.clock);
  const client = new SFNClient({
    endpoint: url,
    region: "eu-west-2",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  onTestFinished(async () => {
    client.destroy();
    await close();
  });
  const startNamed = (name: string, input = "{}") =>
    client.send(new StartExecutionCommand({ stateMachineArn: MACHINE, name, input }));
  return { ...local, url, client, startNamed };
}

const refusal = (request: Promise<unknown>) =>
  request.then(
    () => "accepted",
    (error: Error) => error.name,
  );

describe("the service over its own protocol", () => {
  it("takes an execution through a callback with the ordinary client", async () => {
    const { client, startNamed, clock, token } = await serve();
    const { executionArn, startDate } = await startNamed("R-1-1", '{"reference":"R-1"}');
    expect(startDate).toEqual(new Date(MONDAY));
    await clock.advanceTo(MONDAY + 60_000);
    await client.send(new SendTaskHeartbeatCommand({ taskToken: token() }));
    await client.send(new SendTaskSuccessCommand({ taskToken: token(), output: '{"a":1}' }));
    await clock.idle();
    const described = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(described).toMatchObject({
      status: "SUCCEEDED",
      input: '{"reference":"R-1"}',
      output: '{"a":1}',
      stopDate: new Date(MONDAY + 60_000),
    });
  });

  it("starts once when it is asked twice, and refuses other input", async () => {
    const { startNamed, clock, calls } = await serve();
    const first = await startNamed("R-1-1");
    const again = await startNamed("R-1-1");
    await clock.idle();
    expect(again.executionArn).toBe(first.executionArn);
    expect(calls).toHaveLength(1);
    expect(await refusal(startNamed("R-1-1", '{"other":1}'))).toBe("ExecutionAlreadyExists");
    expect(await refusal(startNamed("R-2-1", "{"))).toBe("InvalidExecutionInput");
  });

  it("tells late, unknown and malformed tokens apart", async () => {
    const { client, startNamed, clock, token } = await serve();
    const elsewhere = await serve();
    await Promise.all([startNamed("R-1-1"), elsewhere.startNamed("R-1-1")]);
    await Promise.all([clock.idle(), elsewhere.clock.idle()]);
    const succeed = (taskToken: string, output = "{}") =>
      refusal(client.send(new SendTaskSuccessCommand({ taskToken, output })));
    expect(await succeed(token(), "{")).toBe("InvalidOutput");
    expect(await succeed(token())).toBe("accepted");
    expect(await succeed(token())).toBe("TaskTimedOut");
    expect(await succeed(elsewhere.token())).toBe("TaskDoesNotExist");
    expect(await succeed("made-up")).toBe("InvalidToken");
  });

  it("shows a failed task in the history", async () => {
    const { client, startNamed, clock, token } = await serve();
    const { executionArn } = await startNamed("R-1-1");
    await clock.idle();
    await client.send(new SendTaskFailureCommand({ taskToken: token(), error: "Refused", cause: "full" }));
    await clock.idle();
    const { events = [] } = await client.send(
      new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 2 }),
    );
    expect(events).toMatchObject([
      { type: "ExecutionFailed", executionFailedEventDetails: { error: "Refused", cause: "full" } },
      { type: "TaskFailed", taskFailedEventDetails: { error: "Refused", resourceType: "lambda" } },
    ]);
  });

  it("lists by status, newest first, a page at a time", async () => {
    const { client, startNamed } = await serve();
    const names = ["R-1-1", "R-2-1", "R-3-1"];
    for (const name of names) await startNamed(name);
    const { executionArn } = await startNamed("R-4-1");
    await client.send(new StopExecutionCommand({ executionArn, cause: "withdrawn" }));
    const page = (nextToken?: string) =>
      client.send(
        new ListExecutionsCommand({
          stateMachineArn: MACHINE,
          statusFilter: "RUNNING",
          maxResults: 2,
          nextToken,
        }),
      );
    const first = await page();
    const second = await page(first.nextToken);
    const listed = [first, second].map(({ executions }) => executions?.map(({ name }) => name));
    expect(listed).toEqual([["R-3-1", "R-2-1"], ["R-1-1"]]);
    expect(second.nextToken).toBeUndefined();
  });

  it("describes the state machine, and refuses what is unknown", async () => {
    const { client, url } = await serve();
    const described = await client.send(new DescribeStateMachineCommand({ stateMachineArn: MACHINE }));
    expect(JSON.parse(described.definition ?? "{}")).toMatchObject({ StartAt: "Only" });
    const unknown = new DescribeExecutionCommand({ executionArn: `${MACHINE}:none` });
    expect(await refusal(client.send(unknown))).toBe("ExecutionDoesNotExist");
    const headers = { "x-amz-target": "AWSStepFunctions.CreateActivity" };
    const response = await fetch(url, { method: "POST", headers, body: "{}" });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: "UnknownOperationException" });
  });
});
