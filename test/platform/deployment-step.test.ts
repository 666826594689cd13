import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerDeployment, type DeploymentStep } from "../../functions/platform/deployment-step.ts";

const answers: { method: string | undefined; body: Record<string, unknown> }[] = [];
let status = 200;
const cloudFormation = createServer(async (request, response) => {
  answers.push({ method: request.method, body: (await json(request)) as Record<string, unknown> });
  response.writeHead(status).end();
});
let ResponseURL: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => cloudFormation.listen(0, "127.0.0.1", resolve));
  ResponseURL = `http://127.0.0.1:${(cloudFormation.address() as AddressInfo).port}/answer?signature=1`;
});
afterAll(() => {
  cloudFormation.close();
});

const step = (more: Partial<DeploymentStep> = {}): DeploymentStep => ({
  RequestType: "Create",
  ResponseURL,
  StackId: "a stack",
  RequestId: "a request",
  LogicalResourceId: "Publication",
  ...more,
});

describe("A step of a deployment", () => {
  it("is told to CloudFormation as done", async () => {
    await answerDeployment(step(), async () => {});
    expect(answers.pop()).toEqual({
      method: "PUT",
      body: {
        Status: "SUCCESS",
        PhysicalResourceId: "Publication",
        StackId: "a stack",
        RequestId: "a request",
        LogicalResourceId: "Publication",
      },
    });
  });

  it("that fails ends the deployment with what is wrong, as far as CloudFormation takes it", async () => {
    await answerDeployment(step(), async () => {
      throw new Error(`surrey.json /clocks: ${"wrong ".repeat(1000)}`);
    });
    const { Status, Reason } = answers.pop()?.body ?? {};
    expect(Status).toBe("FAILED");
    expect(Reason).toMatch(/^surrey\.json \/clocks: wrong/);
    expect(String(Reason)).toHaveLength(2000);
  });

  it("keeps the resource it had, so that nothing is deleted in its place", async () => {
    await answerDeployment(step({ RequestType: "Update", PhysicalResourceId: "as before" }), async () => {});
    expect(answers.pop()?.body.PhysicalResourceId).toBe("as before");
  });

  it("is not over while CloudFormation has not taken the answer", async () => {
    status = 403;
    await expect(answerDeployment(step(), async () => {})).rejects.toThrow("403");
    status = 200;
  });
});
