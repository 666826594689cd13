import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Level } from "../../local/dynalite-iterators.ts";
import { serveDynalite } from "../../local/dynalite-server.ts";
import { ensureTable } from "../../local/dynamodb.ts";
import { leaveAws } from "../../local/emulators.ts";
import type { TableDefinition } from "../../local/template.ts";

let folder: string;
beforeEach(() => {
  leaveAws();
  folder = mkdtempSync(join(tmpdir(), "workwell-dynamodb-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const TableName = "Cases";
const Key = { pk: { S: "a case" } };
const table: TableDefinition = {
  name: TableName,
  keySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  attributes: ["pk", "wake", "at"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  indexes: [
    {
      name: "by-wake",
      keySchema: [
        { AttributeName: "wake", KeyType: "HASH" },
        { AttributeName: "at", KeyType: "RANGE" },
      ],
      projection: { ProjectionType: "ALL" },
    },
  ],
};

/** What is written to the files, one entry for each write that a kill leaves whole or undone. */
function watchedWrites(): string[][] {
  const writes: string[][] = [];
  const prototype = Level.prototype as unknown as Record<
    "put" | "del" | "batch",
    (...given: unknown[]) => unknown
  >;
  const { batch } = prototype;
  vi.spyOn(prototype, "put").mockImplementation(() => Promise.reject(new Error("written apart")));
  vi.spyOn(prototype, "del").mockImplementation(() => Promise.reject(new Error("removed apart")));
  vi.spyOn(prototype, "batch").mockImplementation(function (this: unknown, ...given) {
    const [operations] = given as [{ type: string; key: string }[]];
    writes.push(operations.map(({ type, key }) => `${type} ${key.split("~").slice(0, -1).join(" ")}`));
    return batch.apply(this, given);
  });
  return writes;
}

it("An item and its index entries are one write, which a kill leaves whole or undone", async () => {
  const first = await serveDynalite(folder);
  await ensureTable(first.url, table);
  await first.close();

  const writes = watchedWrites();
  const { url, close } = await serveDynalite(folder);
  const client = new DynamoDBClient({ endpoint: url });
  const inIndex = async () => {
    const found = await client.send(
      new QueryCommand({
        TableName,
        IndexName: "by-wake",
        KeyConditionExpression: "wake = :wake",
        ExpressionAttributeValues: { ":wake": { S: "WAKE" } },
      }),
    );
    return found.Items?.map(({ at }) => at?.S);
  };

  await client.send(
    new PutItemCommand({ TableName, Item: { ...Key, wake: { S: "WAKE" }, at: { S: "09:00" } } }),
  );
  expect(await inIndex()).toEqual(["09:00"]);
  await client.send(
    new UpdateItemCommand({
      TableName,
      Key,
      UpdateExpression: "SET #at = :at",
      ExpressionAttributeNames: { "#at": "at" },
      ExpressionAttributeValues: { ":at": { S: "10:00" } },
    }),
  );
  expect(await inIndex()).toEqual(["10:00"]);
  await client.send(new DeleteItemCommand({ TableName, Key }));
  expect(await inIndex()).toEqual([]);

  expect(writes).toEqual([
    ["put index-global Cases by-wake", "put item-Cases"],
    ["del index-global Cases by-wake", "put index-global Cases by-wake", "put item-Cases"],
    ["del index-global Cases by-wake", "del item-Cases"],
  ]);
  client.destroy();
  await close();
}, 20_000);
