import { Stack, Validations } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { Alarms } from "./alarms.ts";
import type { Api } from "./api.ts";
import type { CaseTable } from "./case-table.ts";
import { OperatorsPage } from "./dashboard.ts";
import type { Delivery } from "./delivery.ts";
import type { PublicFunctions } from "./public-functions.ts";
import type { Schedules } from "./schedules.ts";
import { ServiceMetrics } from "./service-metrics.ts";
import type { Stage } from "./stages.ts";
import type { Workflow } from "./workflow.ts";

/** What is watched over. */
export interface Watched {
  readonly table: CaseTable;
  readonly api: Api;
  readonly functions: PublicFunctions;
  readonly workflow: Workflow;
  readonly schedules: Schedules;
  readonly delivery: Delivery;
}

interface MonitoringProps extends Watched {
  readonly stage: Stage;
  readonly key: IKey;
}

/** What wakes an operator, and the page they then look at. docs/runbook.md says what to do. */
export class Monitoring extends Construct {
  readonly operators: Topic;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { stage, key, ...watched } = props;
    this.operators = new Topic(this, "Operators", { masterKey: key, enforceSSL: true });
    this.letAlarmsPublish();
    this.tell(stage.alarmRecipients);

    const { operators } = this;
    const metrics = new ServiceMetrics(this, "Metrics", watched);
    new Alarms(this, "Alarms", { ...watched, metrics, operators });
    new OperatorsPage(this, "Page", { ...watched, metrics });
  }

  /** A topic with a policy of its own, as `enforceSSL` makes it, no longer lets the account's alarms in. */
  private letAlarmsPublish() {
    const { account } = Stack.of(this);
    this.operators.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.operators.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": account } },
      }),
    );
  }

  private tell(recipients: readonly string[]) {
    for (const recipient of recipients) {
      const subscription = this.operators.addSubscription(new EmailSubscription(recipient));
      Validations.of(subscription).acknowledge({
        id: "Serverless-SNSRedrivePolicy",
        reason:
          "The alarm itself stays, in CloudWatch and on the dashboard, whether or not an email of it arrives.",
      });
    }
  }
}
