import { parseArgs } from "node:util";
import { dynamoDbTable } from "../functions/adapters/dynamodb-table.ts";
import { addFirstLead } from "./first-lead.ts";

const help = `Adds the first lead of an area. Everybody else who works there is the lead's to add, on the pages.

  npm run add-lead -- --table <name> --area <area id> --email <address> --name "<name>"

The address gets a code to sign in with, from the page /sign-in. Credentials and region are those of the AWS SDK.`;

try {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h" },
      table: { type: "string" },
      area: { type: "string" },
      email: { type: "string" },
      name: { type: "string" },
    },
  });
  const { table, area, email, name } = values;
  if (values.help) console.log(help);
  else if (table && area && email && name) {
    await addFirstLead(dynamoDbTable(table), { area, email, name });
    console.log(`${email} leads ${area}.`);
  } else throw new Error(help);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
