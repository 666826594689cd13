import { parseArgs } from "node:util";
import { dynamoDbTable } from "../functions/adapters/dynamodb-table.ts";
import { publishAreas, readAreaRules } from "./publish.ts";

const help = `Publishes the pilot areas' rules and the postcodes of England to the service's table.

  node areas/publish-areas.ts --check                    only checks the area files
  node areas/publish-areas.ts --table <name>             publishes what is new
  node areas/publish-areas.ts --table <name> --samples   the sample staff too; never for live use

Published rules never change: to change one, add areas/<id>.<date>.json with a new effectiveFrom.
Credentials and region are those of the AWS SDK.`;

const { values } = parseArgs({
  options: {
    help: { type: "boolean", short: "h" },
    check: { type: "boolean" },
    table: { type: "string" },
    samples: { type: "boolean", default: false },
  },
});

try {
  if (values.help) console.log(help);
  else if (values.check) console.log(`${readAreaRules().length} area files are valid.`);
  else if (values.table) {
    await publishAreas(dynamoDbTable(values.table), { sampleRoster: values.samples, report: console.log });
  } else {
    console.error(help);
    process.exitCode = 2;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
