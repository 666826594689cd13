import { Duration } from "aws-cdk-lib";
import type { Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { LambdaSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { counted } from "../functions/platform/counted-lines.ts";
import type { CaseTable } from "./case-table.ts";
import { countedMetric } from "./counted-metric.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import { allowKeyUse } from "./key-use.ts";
import type { Mail } from "./mail.ts";
import { ServiceFunction } from "./service-function.ts";
import type { Stage } from "./stages.ts";
import type { Workflow } from "./workflow.ts";

/** Two tries more, after a minute and after two, for as long as Lambda keeps an event by default. */
const retryAttempts = 2;
const maxEventAge = Duration.hours(6);

interface DeliveryProps {
  readonly table: CaseTable;
  readonly mail: Mail;
  readonly workflow: Workflow;
  readonly stage: Stage;
  readonly key: IKey;
}

/** What became of emails comes back into their cases. */
export class Delivery extends Construct {
  readonly deadLetterQueue: DeadLetterQueue;
  /** News that belongs to no email we know. */
  readonly unknownNews: Metric;

  constructor(scope: Construct, id: string, props: DeliveryProps) {
    super(scope, id);
    const { table, mail, workflow, stage, key } = props;
    const recordDelivery = new ServiceFunction(this, "record-delivery", {
      environment: { TABLE_NAME: table.name, STATE_MACHINE_ARN: workflow.stateMachine.stateMachineArn },
      stage,
      key,
    });
    table.grantReadWrite(recordDelivery);
    workflow.grantSignal(recordDelivery);
    workflow.grantStart(recordDelivery);

    // News of an email has the address that it went to.
    this.deadLetterQueue = new DeadLetterQueue(this, "record-delivery-dead-letters", { key });
    allowKeyUse(key, recordDelivery, { through: "sqs", to: "write" });
    recordDelivery.configureAsyncInvoke({
      onFailure: new SqsDestination(this.deadLetterQueue),
      retryAttempts,
      maxEventAge,
    });
    mail.deliveryEvents.addSubscription(
      new LambdaSubscription(recordDelivery, { deadLetterQueue: this.deadLetterQueue }),
    );
    this.unknownNews = countedMetric(this, "UnknownNews", {
      logGroup: recordDelivery.logGroup,
      line: counted.unknownNews,
      metricName: "UnknownDeliveryNews",
    });
  }
}
