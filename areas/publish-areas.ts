import { parseArgs } from "node:util";
import { dynamoDbTable } from "../functions/adapters/dynamodb-table.ts";
import { AreaFilesNotValid, areasFolder, readAreaFiles } from "./area-files.ts";
import { mistakesOfReferenceData } from "./check-reference-data.ts";
import { publishAreas } from "./publish.ts";

const help = `Publishes the areas' rules and services and the postcodes of England to the service's table.

  npm run publish-areas -- --check                    only checks the files
  npm run publish-areas -- --table <name>             publishes what is new
  npm run publish-areas -- --table <name> --samples   the sample staff too; never for live use

  --areas <folder>   of area files, instead of the repository's areas/

A new area is a new file, areas/<id>.json. Published rules never change: to change one, add
areas/<id>.<date>.json with a new effectiveFrom. Services come from npm run import-services.
Credentials and region are those of the AWS SDK.

To a running npm start, which tells its table and address when it is ready (and publishes by itself when it starts):

  AWS_ENDPOINT_URL_DYNAMODB=http://127.0.0.1:<port> AWS_REGION=eu-west-2 \\
  AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local npm run publish-areas -- --table <name>`;

try {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h" },
      check: { type: "boolean" },
      table: { type: "string" },
      samples: { type: "boolean", default: false },
      areas: { type: "string", default: areasFolder },
    },
  });
  if (values.help) console.log(help);
  else if (values.check) check(values.areas);
  else if (values.table) {
    refuseWrongReferenceData();
    await publishAreas(dynamoDbTable(values.table), {
      folder: values.areas,
      sampleRoster: values.samples,
      editedFiles: "refuse",
      report: console.log,
    });
  } else throw new Error(help);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function check(folder: string): void {
  refuseWrongReferenceData();
  const { areas, services } = readAreaFiles(folder);
  console.log(
    `${areas.length} area files, ${services.length} service files and the reference data are valid.`,
  );
}

function refuseWrongReferenceData(): void {
  const mistakes = mistakesOfReferenceData();
  if (mistakes.length > 0) throw new AreaFilesNotValid(mistakes);
}
