import { Duration, Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";
import type { Stage } from "./stages.ts";

/** Within which a deleted key can be had back, and with it all that is encrypted under it. */
const regret = Duration.days(30);

interface EncryptionKeyProps {
  readonly stage: Stage;
}

/** The one key under which everything the service keeps is encrypted: table, exports, logs and notices. */
export class EncryptionKey extends Key {
  constructor(scope: Construct, id: string, { stage }: EncryptionKeyProps) {
    super(scope, id, {
      description: "WorkWell: everything the service keeps",
      enableKeyRotation: true,
      removalPolicy: stage.removal,
      pendingWindow: regret,
    });
    this.letLogsUseIt();
    this.letNoticesUseIt();
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
  private letLogsUseIt() {
    const { region, account } = Stack.of(this);
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
        actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
        resources: ["*"],
        conditions: {
          ArnLike: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${account}:log-group:*` },
        },
      }),
    );
  }

  /**
   * Alarms and delivery events reach encrypted topics only if their sender may use the topic's key, and a topic leaves
   * what it could not deliver in an encrypted queue only if it may. Which alarms, emails and topics is for the policies
   * of topics and queues to say.
   * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
   */
  private letNoticesUseIt() {
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [
          new ServicePrincipal("cloudwatch.amazonaws.com"),
          new ServicePrincipal("ses.amazonaws.com"),
          new ServicePrincipal("sns.amazonaws.com"),
        ],
        actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
        resources: ["*"],
      }),
    );
  }
}
