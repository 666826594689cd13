import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Item } from "../../functions/adapters/table.ts";

const root = new URL("../..", import.meta.url).pathname;

/**
 * Makes the data folder of the embedded default, with these items in its table, before it is first started there.
 * `tree`: the working tree of the version that will be; this one by default.
 */
export async function fillTable(dataDir: string, items: readonly Item[], tree = root): Promise<void> {
  const of = (file: string) => import(pathToFileURL(join(tree, file)).href);
  const [
    { startDynamoDb, ensureTable },
    { synthesise },
    { readProgramme },
    { dynamoDbTable },
    { DynamoDBClient },
  ] = await Promise.all([
    of("local/dynamodb.ts"),
    of("local/synthesise.ts"),
    of("local/template.ts"),
    of("functions/adapters/dynamodb-table.ts"),
    import("@aws-sdk/client-dynamodb"),
  ]);
  // Older versions were told the address of the service here; it does not matter for the table.
  const { tables } = readProgramme(await synthesise(() => {}), { BaseUrl: "http://127.0.0.1" });
  const [table] = tables;
  const dynamoDb = await startDynamoDb(join(dataDir, "dynamodb"));
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint: dynamoDb.url, region: "eu-west-2", credentials });
  try {
    await withRegion(() => ensureTable(dynamoDb.url, table));
    await dynamoDbTable(table.name, client).putMany(items);
  } finally {
    client.destroy();
    await dynamoDb.close();
  }
}

/** The client that makes the table takes both from the environment, as in the embedded default. */
async function withRegion(work: () => Promise<void>): Promise<void> {
  const given = { AWS_REGION: "eu-west-2", AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" };
  const before = Object.fromEntries(Object.keys(given).map((name) => [name, process.env[name]]));
  Object.assign(process.env, given);
  try {
    await work();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
