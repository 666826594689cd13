import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { dynamoDbTable } from "../../functions/adapters/dynamodb-table.ts";
import { indexKeys, type Table } from "../../functions/adapters/table.ts";

/** The service's table in an empty dynalite of its own, on a port of its own. */
export async function dynaliteTable(): Promise<{ table: Table; stop: () => Promise<void> }> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("dynalite has no port");
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${address.port}`,
    region: "eu-west-2",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  const keySchema = ({ partition, sort }: { partition: string; sort: string }) => [
    { AttributeName: partition, KeyType: "HASH" as const },
    { AttributeName: sort, KeyType: "RANGE" as const },
  ];
  await client.send(
    new CreateTableCommand({
      TableName: "table",
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: keySchema(indexKeys.table),
      AttributeDefinitions: [
        ...new Set(Object.values(indexKeys).flatMap(({ partition, sort }) => [partition, sort])),
      ].map((name) => ({ AttributeName: name, AttributeType: "S" as const })),
      GlobalSecondaryIndexes: (["by-wake", "by-area", "by-queue"] as const).map((name) => ({
        IndexName: name,
        KeySchema: keySchema(indexKeys[name]),
        Projection: { ProjectionType: "ALL" as const },
      })),
    }),
  );
  return {
    table: dynamoDbTable("table", client),
    stop: () =>
      new Promise((resolve) => {
        client.destroy();
        server.close(() => resolve());
      }),
  };
}
