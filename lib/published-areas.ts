import { fileURLToPath } from "node:url";
import { CustomResource, Duration, FileSystem } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import type { CaseTable } from "./case-table.ts";
import { ServiceFunction } from "./service-function.ts";
import type { Stage } from "./stages.ts";

const areasFolder = fileURLToPath(new URL("../areas", import.meta.url));

/** Some 2,500 items are written the first time, which takes seconds. */
const timeout = Duration.minutes(5);

/** The postcodes of England are read whole. */
const memorySize = 1024;

interface PublishedAreasProps {
  readonly table: CaseTable;
  readonly stage: Stage;
  readonly key: IKey;
}

/** Areas, postcodes and, in the sandbox, the sample staff: published by each deployment that changes them. */
export class PublishedAreas extends Construct {
  constructor(scope: Construct, id: string, { table, stage, key }: PublishedAreasProps) {
    super(scope, id);
    const publishAreas = new ServiceFunction(this, "publish-areas", {
      environment: { TABLE_NAME: table.name },
      timeout,
      memorySize,
      stage,
      key,
    });
    table.grantReadWrite(publishAreas);
    new CustomResource(this, "Publication", {
      resourceType: "Custom::PublishedAreas",
      serviceToken: publishAreas.functionArn,
      serviceTimeout: timeout,
      properties: { files: FileSystem.fingerprint(areasFolder), sampleRoster: String(stage.sampleRoster) },
    });
  }
}
