import { RemovalPolicy } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";

/** A year: a complaint or an incident is looked into months after it happened. Logs hold ids and codes only. */
const logRetention = RetentionDays.ONE_YEAR;

interface EncryptedLogGroupProps {
  readonly key: IKey;
}

export class EncryptedLogGroup extends LogGroup {
  constructor(scope: Construct, id: string, props: EncryptedLogGroupProps) {
    super(scope, id, {
      encryptionKey: props.key,
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
