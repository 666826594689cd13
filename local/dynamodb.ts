import { once } from "node:events";
import { Worker } from "node:worker_threads";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import type { TableDefinition } from "./template.ts";

/** A running DynamoDB emulator. */
export interface DynamoDb {
  readonly url: string;
  /** How often something may have been written: while it is the same, nothing was. */
  writes(): number;
  close(): Promise<void>;
}

/**
 * Starts DynamoDB over LevelDB files in `folder`; a write that was answered survives the process. It has a thread of
 * its own: some two fifths of the work of the embedded default, which another core does meanwhile.
 */
export async function startDynamoDb(folder: string): Promise<DynamoDb> {
  const writes = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const thread = new Worker(new URL("./dynalite-thread.ts", import.meta.url), {
    workerData: { folder, writes },
  });
  const [url] = (await once(thread, "message")) as [string];
  // Without its table the service is none: an error of the thread ends the process, like one of its own.
  thread.on("error", (error) => {
    throw error;
  });
  return {
    url,
    writes: () => Atomics.load(writes, 0),
    async close() {
      thread.postMessage("close");
      await once(thread, "message");
      await thread.terminate();
    },
  };
}

/** A table that a version of WorkWell with other indexes has made; dynalite cannot add any. */
export class TableOutOfDate extends Error {
  override readonly name = "TableOutOfDate";
}

/** Creates the table unless it exists. Refuses one that lacks an index of the template. */
export async function ensureTable(url: string, table: TableDefinition): Promise<void> {
  const client = new DynamoDBClient({ endpoint: url });
  try {
    const existing = await indexesOf(client, table.name);
    const missing = table.indexes.filter(({ name }) => existing && !existing.includes(name));
    if (missing.length > 0) {
      const names = missing.map(({ name }) => name).join(", ");
      throw new TableOutOfDate(
        `The data folder is of another version of WorkWell: its table lacks ${names}. Choose another with --data.`,
      );
    }
    if (existing) return;
    await client.send(new CreateTableCommand(creationOf(table)));
    await untilActive(client, table.name);
  } finally {
    client.destroy();
  }
}

/** The emulator takes no longer than its next turn; seconds. */
async function untilActive(client: DynamoDBClient, TableName: string): Promise<void> {
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.1 }, { TableName });
}

async function indexesOf(client: DynamoDBClient, tableName: string): Promise<string[] | undefined> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    return (Table?.GlobalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName ?? "");
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

function creationOf(table: TableDefinition): CreateTableCommandInput {
  const keys = [table, ...table.indexes].flatMap(({ keySchema }) =>
    keySchema.map(({ AttributeName }) => AttributeName),
  );
  return {
    TableName: table.name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [...table.keySchema],
    // Every defined attribute must be the key of something.
    AttributeDefinitions: table.attributes.filter(({ AttributeName }) => keys.includes(AttributeName)),
    ...(table.indexes.length > 0 && {
      GlobalSecondaryIndexes: table.indexes.map(({ name, keySchema, projection }) => ({
        IndexName: name,
        KeySchema: [...keySchema],
        Projection: projection,
      })),
    }),
  };
}
