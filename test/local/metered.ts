import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { caseLists } from "../../functions/adapters/case-lists.ts";
import { dynamoDbTable } from "../../functions/adapters/dynamodb-table.ts";
import { tableIndexes, tableKey } from "../../lib/table-layout.ts";
import { ensureTable, startDynamoDb } from "../../local/dynamodb.ts";
import { Functions } from "../../local/functions.ts";
import { History } from "../../local/step-functions/history.ts";

// A little use of everything that is metered, for meter.test.ts to see how it is counted.

const [, , folder = ""] = process.argv;
const emulator = await startDynamoDb(join(folder, "table"));
process.env.AWS_ENDPOINT_URL_DYNAMODB = emulator.url;
const keysOf = ({ partition, sort }: { partition: string; sort: string }) => [
  { AttributeName: partition, KeyType: "HASH" as const },
  { AttributeName: sort, KeyType: "RANGE" as const },
];
const indexes = Object.entries(tableIndexes).map(([name, index]) => ({
  name,
  keySchema: keysOf(index),
  projection: { ProjectionType: "INCLUDE" as const, NonKeyAttributes: [...index.includes] },
}));
const names = [tableKey, ...Object.values(tableIndexes)].flatMap(({ partition, sort }) => [partition, sort]);
await ensureTable(emulator.url, {
  name: "cases",
  keySchema: keysOf(tableKey),
  attributes: names.map((AttributeName) => ({ AttributeName, AttributeType: "S" as const })),
  indexes,
});

const client = new DynamoDBClient({ endpoint: emulator.url });
const documents = DynamoDBDocumentClient.from(client);
const TableName = "cases";
const Key = { pk: "area#CASE#1", sk: "CASE" };
const Item = {
  ...Key,
  area: "area",
  areaSort: "1",
  wakePartition: "WAKE",
  wakeAt: "1",
  text: "x".repeat(2000),
};
await documents.send(new PutCommand({ TableName, Item }));
const wakesLater = { UpdateExpression: "SET wakeAt = :at", ExpressionAttributeValues: { ":at": "2" } };
await documents.send(new UpdateCommand({ TableName, Key, ...wakesLater }));
const refused = { ConditionExpression: "attribute_not_exists(pk)" };
await documents.send(new PutCommand({ TableName, Item, ...refused })).catch(() => {});
await documents.send(new PutCommand({ TableName, Item: { pk: "SESSION#1", sk: "SESSION", expiresAt: 1 } }));
await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
await documents.send(new GetCommand({ TableName, Key: { pk: "none", sk: "none" }, ConsistentRead: true }));
await caseLists(dynamoDbTable(TableName, client)).firstFacts("nowhere", 1);

// A function that logs a line, prints another, reads the table and answers.
const bundle = join(folder, "function");
const code = `import http from "node:http";
const target = { "x-amz-target": "DynamoDB_20120810.ListTables", "content-type": "application/x-amz-json-1.0" };
export const handler = async () => {
  console.log(JSON.stringify({ code: "asked" }));
  await new Promise((read) => {
    const { port, hostname } = new URL(process.env.AWS_ENDPOINT_URL_DYNAMODB);
    http.request({ port, hostname, method: "POST", headers: target }, (answer) => answer.resume().on("end", read)).end("{}");
  });
  return { statusCode: 200, body: "12345" };
};`;
writeFileSync(`${bundle}.mjs`, code);
const asked = {
  arn: "",
  bundle,
  handler: "handler",
  timeoutSeconds: 10,
  memoryMegabytes: 512,
  environment: {},
};
const functions = new Functions({
  definitions: [{ name: "show-sample", ...asked }],
  clock: { work: (work) => work },
});
await functions.invoke("arn:aws:lambda:eu-west-2:000000000000:function:show-sample", {
  httpMethod: "GET",
  resource: "/sample/{id}",
  requestContext: {},
});
await functions.invoke("show-sample", { area: "area" });

const history = new History();
const inSummer = Date.parse("2026-07-01T08:00:30Z");
for (const type of [
  "ExecutionStarted",
  "TaskStateEntered",
  "TaskScheduled",
  "TaskScheduled",
  "TaskTimedOut",
]) {
  history.record(inSummer, type, { name: "Wait for the plan" });
}
client.destroy();
await emulator.close();
