import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { dynaliteTable } from "./dynalite.ts";
import { type StartedTable, tableAt } from "./dynamodb.ts";

/** Where a DynamoDB of somebody else's making runs; `npm run test:deploy` gives the one that it deploys to. */
const { WORKWELL_DYNAMODB_ENDPOINT: endpoint } = process.env;

/** The tables that have to keep the contract, so that none can drift from the others. */
export const tables: [string, () => Promise<StartedTable>][] = endpoint
  ? [["in the DynamoDB of WORKWELL_DYNAMODB_ENDPOINT", () => tableAt(endpoint)]]
  : [
      ["in memory", async () => ({ table: memoryTable(), stop: async () => {} })],
      ["in DynamoDB (dynalite)", dynaliteTable],
    ];
