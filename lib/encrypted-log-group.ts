import type { IKey } from "aws-cdk-lib/aws-kms";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { Stage } from "./stages.ts";

interface EncryptedLogGroupProps {
  readonly stage: Stage;
  readonly key: IKey;
  /** Where AWS says what it is called; otherwise CloudFormation makes a name. */
  readonly logGroupName?: string;
}

/** Logs hold ids and codes only. */
export class EncryptedLogGroup extends LogGroup {
  constructor(scope: Construct, id: string, props: EncryptedLogGroupProps) {
    super(scope, id, {
      logGroupName: props.logGroupName,
      encryptionKey: props.key,
      retention: props.stage.logs,
      removalPolicy: props.stage.removal,
    });
  }
}
