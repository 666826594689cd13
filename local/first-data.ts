import { cpSync, renameSync, rmSync } from "node:fs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { publishAreas } from "../areas/publish.ts";
import { dynamoDbTable } from "../functions/adapters/dynamodb-table.ts";
import { ensureTable, startDynamoDb } from "./dynamodb.ts";
import { madeOnce } from "./made-once.ts";
import { stackSources } from "./synthesise.ts";
import type { TableDefinition } from "./template.ts";

/** Areas, postcodes and the sample staff; what is there already stays. */
export async function publishTo(
  url: string,
  tableName: string,
  report: (line: string) => void,
): Promise<void> {
  const client = new DynamoDBClient({ endpoint: url });
  try {
    await publishAreas(dynamoDbTable(tableName, client), {
      sampleRoster: true,
      editedFiles: "report",
      report,
    });
  } finally {
    client.destroy();
  }
}

/**
 * Files of a table to which everything is published: each new data folder begins with a copy. To publish some 2,500
 * items to each anew took two fifths of the processor time of a start.
 */
export function publishedTable(table: TableDefinition, report: (line: string) => void): Promise<string> {
  return madeOnce([...stackSources, "local"], async (folder) => {
    report("Publishing the areas (once for each change of the sources)...");
    const dynamoDb = await startDynamoDb(folder);
    try {
      await ensureTable(dynamoDb.url, table);
      await publishTo(dynamoDb.url, table.name, report);
    } finally {
      await dynamoDb.close();
    }
  });
}

/** Copies `files` to `folder`, whole or not at all, even if the process is killed meanwhile. */
export function beginWith(files: string, folder: string): void {
  const unfinished = `${folder}.begun`;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(files, unfinished, { recursive: true });
  renameSync(unfinished, folder);
}
