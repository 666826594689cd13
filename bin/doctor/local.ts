import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { z } from "zod";
import { dynamoDbTable } from "../../functions/adapters/dynamodb-table.ts";
import { sections } from "../../lib/runbook-sections.ts";
import { examineTable } from "./examine-table.ts";
import type { Finding } from "./finding.ts";

const Data = z.object({ table: z.string(), endpoint: z.url() });
const Clock = z.object({ now: z.string() });
const Executions = z.array(z.object({ name: z.string(), status: z.string() }));

/** A running `npm start`, at its own programme time. */
export async function examineLocal(url: string): Promise<Finding[]> {
  const { table, endpoint } = Data.parse(await control(url, "data"));
  const { now } = Clock.parse(await control(url, "clock"));
  const executions = Executions.parse(await control(url, "executions"));
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint, region: "eu-west-2", credentials });
  try {
    return [
      ...(await examineTable(dynamoDbTable(table, client), now)),
      checkExecutions(executions),
      { check: "Dead letters", state: "ok", says: "there are no queues here: npm start prints what failed" },
      { check: "Alarms, quotas", state: "ok", says: "there are none here" },
    ];
  } finally {
    client.destroy();
  }
}

function checkExecutions(executions: z.infer<typeof Executions>): Finding {
  const failed = executions.filter(({ status }) => status === "FAILED");
  const running = executions.filter(({ status }) => status === "RUNNING");
  return {
    check: "Workflows",
    state: failed.length > 0 ? "look" : "ok",
    says: `${running.length} run, ${failed.length} failed${failed.length > 0 ? `: ${failed[0]?.name}` : ""}`,
    section: sections.failures,
  };
}

async function control(url: string, name: string): Promise<unknown> {
  const answer = await fetch(new URL(`/_local/${name}`, url)).catch(() => undefined);
  if (answer?.ok) return await answer.json();
  throw new Error(`There is no npm start at ${url}. Give its --url, or a deployed --stack.`);
}
