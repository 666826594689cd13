import { RemovalPolicy } from "aws-cdk-lib";
import { BackupResource } from "aws-cdk-lib/aws-backup";
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { allowKeyUse } from "./key-use.ts";
import type { Stage } from "./stages.ts";
import { expiryAttribute, type TableIndex, tableIndexes, tableKey } from "./table-layout.ts";

interface CaseTableProps {
  readonly stage: Stage;
  readonly key: IKey;
}

const readActions = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"];
const writeActions = [
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:BatchWriteItem",
];

/** The one table: cases, coaches, area rules, pointers and sessions, keyed by pilot area. */
export class CaseTable extends Construct {
  readonly name: string;
  private readonly table: Table;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: CaseTableProps) {
    super(scope, id);
    this.key = props.key;
    this.table = new Table(this, "Table", {
      partitionKey: { name: tableKey.partition, type: AttributeType.STRING },
      sortKey: { name: tableKey.sort, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: props.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: props.stage.removal === RemovalPolicy.RETAIN,
      removalPolicy: props.stage.removal,
      timeToLiveAttribute: expiryAttribute,
    });
    for (const [indexName, index] of Object.entries(tableIndexes)) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: index.partition, type: AttributeType.STRING },
        sortKey: { name: index.sort, type: AttributeType.STRING },
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: [...index.includes],
      });
    }
    this.name = this.table.tableName;
  }

  get metrics() {
    return this.table;
  }

  /** What a backup plan saves. */
  get forBackup(): BackupResource {
    return BackupResource.fromDynamoDbTable(this.table);
  }

  /** For functions that only show something. */
  grantRead(grantee: IGrantable) {
    this.allow(grantee, readActions);
    allowKeyUse(this.key, grantee, { through: "dynamodb", to: "read" });
  }

  /** For pages about a person: opening one writes the read audit, and can change nothing that exists. */
  grantReadWithAudit(grantee: IGrantable) {
    this.allow(grantee, [...readActions, "dynamodb:PutItem"]);
    allowKeyUse(this.key, grantee, { through: "dynamodb", to: "write" });
  }

  grantReadWrite(grantee: IGrantable) {
    this.allow(grantee, [...readActions, ...writeActions]);
    allowKeyUse(this.key, grantee, { through: "dynamodb", to: "write" });
  }

  private allow(grantee: IGrantable, actions: string[]) {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions, resources: [this.table.tableArn, ...this.indexArns()] }),
    );
  }

  private indexArns() {
    const names = Object.keys(tableIndexes) as TableIndex[];
    return names.map((name) => `${this.table.tableArn}/index/${name}`);
  }
}
