import { parseArgs } from "node:util";
import { dynamoDbTable } from "../functions/adapters/dynamodb-table.ts";
import { awsOf } from "./doctor/aws.ts";
import { examineDeployed } from "./doctor/deployed.ts";
import { exitCodeOf, type Finding, told } from "./doctor/finding.ts";
import { examineLocal } from "./doctor/local.ts";

const here = "http://127.0.0.1:3000";

const help = `Examines a running WorkWell: what must always be true of cases, stuck cases, dead letters, alarms, quotas.
It only reads, and says nothing about a person.

  npm run doctor                           npm start on this machine, at ${here}
  npm run doctor -- --url <url>            npm start at another port
  npm run doctor -- --stack <name>         a deployed stack, such as WorkWell-production; credentials and region are
                                           those of the AWS SDK

Ends with 0 when all is well, 1 when somebody has to look, 2 when something is broken, 3 when it could not look.`;

/** What it ends with when it could not look. */
const couldNotLook = 3;

try {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h" },
      url: { type: "string" },
      stack: { type: "string" },
    },
  });
  if (values.help) console.log(help);
  else if (values.url !== undefined && values.stack !== undefined) throw new Error("Give --url or --stack.");
  else tell(await (values.stack === undefined ? examineLocal(values.url ?? here) : examined(values.stack)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = couldNotLook;
}

async function examined(stack: string): Promise<Finding[]> {
  return await examineDeployed(awsOf(stack), (name) => dynamoDbTable(name), new Date());
}

function tell(findings: readonly Finding[]): void {
  console.log(told(findings));
  process.exitCode = exitCodeOf(findings);
}
