import { randomUUID } from "node:crypto";
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoDbTable } from "../../functions/adapters/dynamodb-table.ts";
import { indexKeys, type Table } from "../../functions/adapters/table.ts";

export interface StartedTable {
  readonly table: Table;
  readonly stop: () => Promise<void>;
}

/** Creates the service's table, with its indexes, in a DynamoDB where it is ready at once. */
export async function createTable(client: DynamoDBClient, name: string): Promise<Table> {
  const { table, ...indexes } = indexKeys;
  const keySchema = ({ partition, sort }: { partition: string; sort: string }) => [
    { AttributeName: partition, KeyType: "HASH" as const },
    { AttributeName: sort, KeyType: "RANGE" as const },
  ];
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: keySchema(table),
      AttributeDefinitions: [
        ...new Set(Object.values(indexKeys).flatMap(({ partition, sort }) => [partition, sort])),
      ].map((attribute) => ({ AttributeName: attribute, AttributeType: "S" as const })),
      GlobalSecondaryIndexes: Object.entries(indexes).map(([index, keys]) => ({
        IndexName: index,
        KeySchema: keySchema(keys),
        Projection: { ProjectionType: "ALL" as const },
      })),
    }),
  );
  return dynamoDbTable(name, client);
}

/** The service's table in a DynamoDB that runs already, under a name of its own; it is deleted afterwards. */
export async function tableAt(endpoint: string): Promise<StartedTable> {
  const client = new DynamoDBClient({
    endpoint,
    region: "eu-west-2",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const name = `contract-${randomUUID()}`;
  return {
    table: await createTable(client, name),
    async stop() {
      await client.send(new DeleteTableCommand({ TableName: name }));
      client.destroy();
    },
  };
}
