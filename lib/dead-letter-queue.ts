import { Duration, Validations } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { type CfnQueue, Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";

/** Long enough for a person to look after a long weekend. */
const retention = Duration.days(14);

interface DeadLetterQueueProps {
  /** For messages that may tell of a person; SQS's own key without one. */
  readonly key?: IKey;
}

/**
 * Where an invocation goes that could not be made or that failed for good. An alarm watches its depth. Whoever writes
 * to one with a key has to be let use it: lib/key-use.ts.
 */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, { key }: DeadLetterQueueProps = {}) {
    super(scope, id, {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: retention,
    });
    if (key) {
      // Not as a property of the queue: its grants of a key have actions with wildcards, for any service.
      const queue = this.node.defaultChild as CfnQueue;
      queue.sqsManagedSseEnabled = undefined;
      queue.kmsMasterKeyId = key.keyArn;
    }
    const reason = "This is a dead-letter queue itself; an alarm watches its depth.";
    Validations.of(this).acknowledge(
      { id: "AwsSolutions-SQS3", reason },
      { id: "Serverless-SQSRedrivePolicy", reason },
    );
  }
}
