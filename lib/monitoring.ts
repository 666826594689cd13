import { Duration, Stack, Validations } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  Dashboard,
  GraphWidget,
  type IMetric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { Api } from "./api.ts";
import type { Delivery } from "./delivery.ts";
import type { PublicFunctions } from "./public-functions.ts";
import type { Schedules } from "./schedules.ts";
import type { Stage } from "./stages.ts";
import type { Workflow } from "./workflow.ts";

const fiveMinutes = Duration.minutes(5);

/** Two sweeps missed: no case that lost its execution is brought back. */
const sweepSilence = Duration.minutes(30);

interface MonitoringProps {
  readonly api: Api;
  readonly functions: PublicFunctions;
  readonly workflow: Workflow;
  readonly schedules: Schedules;
  readonly delivery: Delivery;
  readonly stage: Stage;
  readonly key: IKey;
}

/** What wakes an operator, and the page they then look at. docs/runbook.md says what to do. */
export class Monitoring extends Construct {
  readonly operators: Topic;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { api, functions, workflow, schedules, delivery, stage, key } = props;
    this.operators = new Topic(this, "Operators", { masterKey: key, enforceSSL: true });
    this.letAlarmsPublish();
    this.tell(stage.alarmRecipients);

    const accept = functions.byName["submit-referral"];
    const failedExecutions = workflow.stateMachine.metricFailed({ period: fiveMinutes });
    const acceptErrors = accept.metricErrors({ period: fiveMinutes });
    const serverErrors = api.restApi.metricServerError({ period: fiveMinutes, statistic: "sum" });
    const sweeps = schedules.sweep.metricInvocations({ period: sweepSilence });

    this.alarmAbove0(
      "WorkflowFailures",
      failedExecutions,
      "An execution failed; the sweep brings its case back.",
    );
    this.alarmAbove0("AcceptErrors", acceptErrors, "A referral could not be accepted.");
    this.alarmAbove0("SweepErrors", schedules.sweep.metricErrors({ period: fiveMinutes }), "A sweep failed.");
    for (const queue of schedules.deadLetterQueues) {
      const depth = queue.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes, statistic: "max" });
      this.alarmAbove0(`${queue.node.id}-depth`, depth, "A scheduled run could not be made.");
    }
    this.alarmAbove0(
      "DeliveryNewsLost",
      delivery.deadLetterQueue.metricApproximateNumberOfMessagesVisible({
        period: fiveMinutes,
        statistic: "max",
      }),
      "News of an email could not be recorded: an address that does not work may go unmarked.",
    );
    this.alarmWhenTheSweepIsSilent(sweeps);

    new Dashboard(this, "Dashboard").addWidgets(
      graph("Cases attended to", [
        workflow.stateMachine.metricStarted(),
        workflow.stateMachine.metricSucceeded(),
        workflow.stateMachine.metricFailed(),
        workflow.stateMachine.metricTimedOut(),
      ]),
      graph("Referrals accepted", [
        accept.metricInvocations(),
        accept.metricErrors(),
        accept.metricThrottles(),
      ]),
      graph("Answers of the front door", [
        api.restApi.metricCount(),
        api.restApi.metricClientError(),
        serverErrors,
      ]),
      graph("How long people wait", [api.restApi.metricLatency({ statistic: "p95" })]),
      graph("Delivery news of no known email", [delivery.unknownNews]),
    );
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

  private alarmAbove0(id: string, metric: IMetric, alarmDescription: string) {
    this.alarm(id, {
      metric,
      alarmDescription,
      threshold: 0,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }

  private alarmWhenTheSweepIsSilent(sweeps: IMetric) {
    this.alarm("StuckCases", {
      metric: sweeps,
      alarmDescription: "The sweep has not run: a case that lost its execution stays where it is.",
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  private alarm(
    id: string,
    props: {
      metric: IMetric;
      alarmDescription: string;
      threshold: number;
      comparisonOperator: ComparisonOperator;
      treatMissingData: TreatMissingData;
    },
  ) {
    new Alarm(this, id, { ...props, evaluationPeriods: 1 }).addAlarmAction(new SnsAction(this.operators));
  }
}

function graph(title: string, left: IMetric[]) {
  return new GraphWidget({ title, left, width: 12 });
}
