import { type Duration, Validations } from "aws-cdk-lib";
import { BackupPlan, BackupPlanRule, BackupVault } from "aws-cdk-lib/aws-backup";
import { Schedule } from "aws-cdk-lib/aws-events";
import { ManagedPolicy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import type { CaseTable } from "./case-table.ts";
import type { Stage } from "./stages.ts";

/** Three in the night, UTC: after the evening's work and before the digests. */
const everyNight = Schedule.cron({ hour: "3", minute: "0" });

const policy = "service-role/AWSBackupServiceRolePolicyForBackup";

interface BackupsProps {
  readonly table: CaseTable;
  readonly keptFor: Duration;
  readonly removal: Stage["removal"];
  readonly key: IKey;
}

/**
 * A copy of the table every night, in a vault apart from the table: for a table that somebody deleted, or data that
 * were spoilt before anybody noticed. For anything of the last 35 days point-in-time recovery is quicker.
 * A restore brings erased people back until they are erased again: docs/runbook.md.
 */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, { table, keptFor, removal, key }: BackupsProps) {
    super(scope, id);
    const vault = new BackupVault(this, "Vault", { encryptionKey: key, removalPolicy: removal });
    const plan = new BackupPlan(this, "Plan", { backupVault: vault });
    plan.addRule(new BackupPlanRule({ scheduleExpression: everyNight, deleteAfter: keptFor }));
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("backup.amazonaws.com"),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName(policy)],
    });
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}]`,
      reason: "What AWS Backup does to take a backup is AWS's to say, and changes with it.",
    });
    plan.addSelection("Table", { resources: [table.forBackup], role });
  }
}
