import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Level } from "../../local/dynalite-iterators.ts";
import { serveDynalite } from "../../local/dynalite-server.ts";
import { type DynamoDb, ensureTable, startDynamoDb } from "../../local/dynamodb.ts";
import { leaveAws } from "../../local/emulators.ts";
import type { TableDefinition } from "../../local/template.ts";

let folder: string;
beforeEach(() => {
  leaveAws();
  folder = mkdtempSync(join(tmpdir(), "workwell-dynamodb-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const index = (name: string, attribute: string): TableDefinition["indexes"][number] => ({
  name,
  keySchema: [
    { AttributeName: attribute, KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  projection: { ProjectionType: "ALL" },
});
const table: TableDefinition = {
  name: "Cases",
  keySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  attributes: ["pk", "sk", "wake", "area"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  indexes: [index("by-wake", "wake")],
};
const item = { pk: { S: "a" }, sk: { S: "b" }, area: { S: "bolton" } };

async function started(start: (folder: string) => Promise<Pick<DynamoDb, "url" | "close">> = startDynamoDb) {
  const dynamoDb = await start(join(folder, "data"));
  const client = new DynamoDBClient({ endpoint: dynamoDb.url });
  const stop = async () => {
    client.destroy();
    await dynamoDb.close();
  };
  return { url: dynamoDb.url, client, stop };
}

it("A table is made once and its items are kept across starts", async () => {
  const { url, client, stop } = await started();
  await ensureTable(url, table);
  await client.send(new PutItemCommand({ TableName: "Cases", Item: item }));
  await stop();

  const again = await started();
  await ensureTable(again.url, table);
  const { Item } = await again.client.send(
    new GetItemCommand({ TableName: "Cases", Key: { pk: item.pk, sk: item.sk } }),
  );
  expect(Item).toEqual(item);
  await again.stop();
});

it("A table that lacks an index of the template is refused", async () => {
  const { url, stop } = await started();
  await ensureTable(url, table);
  const later = { ...table, indexes: [...table.indexes, index("by-area", "area")] };
  await expect(ensureTable(url, later)).rejects.toThrow(/lacks by-area\. Choose another with --data\.$/);
  await stop();
});

it("A query, read to its end or not, leaves no iterator open", async () => {
  const { url, client, stop } = await started(serveDynalite);
  await ensureTable(url, table);
  for (const sk of ["a", "b", "c"]) {
    await client.send(new PutItemCommand({ TableName: "Cases", Item: { ...item, sk: { S: sk } } }));
  }
  const close = vi.fn();
  const make = Level.prototype.values;
  vi.spyOn(Level.prototype, "values").mockImplementation(function (this: unknown, ...options) {
    const iterator = make.apply(this, options);
    const { return: end } = iterator;
    iterator.return = async () => {
      await end?.();
      close();
    };
    return iterator;
  });
  for (const Limit of [1, undefined]) {
    const query = { TableName: "Cases", Limit, KeyConditionExpression: "pk = :pk" };
    await client.send(new QueryCommand({ ...query, ExpressionAttributeValues: { ":pk": item.pk } }));
  }
  await vi.waitFor(() => expect(close).toHaveBeenCalledTimes(2));
  vi.restoreAllMocks();
  await stop();
});

it("The emulator ends with its thread, and its port is free", async () => {
  const { url, stop } = await started();
  await stop();
  await expect(fetch(url)).rejects.toThrow();
});
