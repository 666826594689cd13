import { parseArgs } from "node:util";
import { areaStore } from "../functions/adapters/area-store.ts";
import { caseStore } from "../functions/adapters/case-store.ts";
import { dynamoDbTable } from "../functions/adapters/dynamodb-table.ts";
import { erasureLedger } from "../functions/adapters/erasure-ledger.ts";
import { replayErasures } from "../functions/platform/replay-erasures.ts";

const help = `Erases again, in a table that was restored from a backup, the records that had been erased since.

  npm run replay-erasures -- --table <restored table> --ledger <the table before>

The ledger of erased references lies in the table that was in use until the restore; without --ledger the table's
own is read, which knows of nothing that was erased after the backup. Run it before anybody uses the restored table.
The sweep then has every case found erased, within half an hour. Credentials and region are those of the AWS SDK.`;

try {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h" },
      table: { type: "string" },
      ledger: { type: "string" },
    },
  });
  if (values.help) console.log(help);
  else if (values.table) await replay(values.table, values.ledger ?? values.table);
  else throw new Error(help);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function replay(tableName: string, ledgerName: string): Promise<void> {
  const table = dynamoDbTable(tableName);
  const erased = await erasureLedger(dynamoDbTable(ledgerName)).all();
  const stores = { cases: caseStore(table), areas: areaStore(table) };
  const now = new Date().toISOString();
  const { erasedAgain, stillGone, underLegalHold } = await replayErasures(stores, erased, now);
  console.log(
    `${erased.length} in the ledger: ${erasedAgain} to be erased again, ${stillGone} gone already.`,
  );
  if (underLegalHold.length > 0) {
    console.log(`Under a legal hold, for a person to look at: ${underLegalHold.join(", ")}`);
  }
}
