import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Watched } from "./monitoring.ts";
import { countedSeconds, halfOf, inWords, type Quota, quotas, statisticOf } from "./quotas.ts";
import { type Section, sections } from "./runbook-sections.ts";
import type { ServiceMetrics } from "./service-metrics.ts";
import { tableIndexes } from "./table-layout.ts";

const fiveMinutes = Duration.minutes(5);
const anHour = Duration.hours(1);

/** Two sweeps missed: no case that lost its execution is brought back. */
const sweepSilence = Duration.minutes(30);

/** Errors of pages in five minutes from which it is not one unlucky request. */
const fewErrors = 5;

/** Shares of emails at which Amazon SES begins to look at an account: it pauses one at 5%, or 0.1% of complaints. */
const mostBounces = 0.02;
const mostComplaints = 0.001;

interface AlarmsProps extends Watched {
  readonly operators: ITopic;
  readonly metrics: ServiceMetrics;
}

interface AlarmText {
  /** What it means for people, in a sentence. */
  readonly means: string;
  /** The section of docs/runbook.md. */
  readonly section: Section;
}

interface Above extends AlarmText {
  readonly metric: IMetric;
  /** 0 unless it is said. */
  readonly above?: number;
}

/** What wakes an operator. Each alarm says what it means for people, and the section of docs/runbook.md to turn to. */
export class Alarms extends Construct {
  private readonly action: SnsAction;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.action = new SnsAction(props.operators);
    this.watchReferrals(props);
    this.watchCases(props);
    this.watchEmails();
    this.watchFailedRuns(props);
    for (const [name, quota] of Object.entries(quotas)) this.watchQuota(name, quota, props);
    this.watchThrottles(props);
  }

  private watchReferrals({ metrics, functions, api }: AlarmsProps) {
    const section = sections.accepting;
    const means = "Somebody who asked for help was told to try again.";
    this.alarmAbove("ReferralsFailed", { metric: metrics.failedReferrals, means, section });
    for (const name of ["refer-person", "submit-referral"] as const) {
      const metric = functions.byName[name].metricErrors({ period: fiveMinutes });
      this.alarmAbove(`${name}-errors`, { metric, means, section });
    }
    this.alarmAbove("PagesFail", {
      metric: api.restApi.metricServerError({ period: fiveMinutes, statistic: "Sum" }),
      above: fewErrors,
      means: "People and staff get error pages.",
      section: sections.pages,
    });
  }

  private watchCases({ metrics, workflow, schedules }: AlarmsProps) {
    const section = sections.stuck;
    const { sweep } = schedules;
    this.alarmAbove("StuckCases", {
      metric: metrics.stuckCases,
      means:
        "Cases were past their moment: somebody's task or email came late. The sweep has started them again.",
      section,
    });
    this.alarmAbove("SweepErrors", {
      metric: sweep.metricErrors({ period: fiveMinutes }),
      means: "A sweep failed: a case that lost its workflow stays where it is until the next one.",
      section,
    });
    this.alarmWhenTheSweepIsSilent(sweep.metricInvocations({ period: sweepSilence }), section);
    this.alarmAbove("WorkflowFailures", {
      metric: workflow.stateMachine.metricFailed({ period: fiveMinutes }),
      means: "The workflow of a case failed: its next step comes late. The sweep starts it again.",
      section: sections.failures,
    });
    this.alarmAbove("SafetyAlertsFail", {
      metric: metrics.failedSafetyAlerts,
      means: "Phones were not told that somebody may be at risk. It is tried again every 2 minutes.",
      section: sections.phones,
    });
    this.alarmAbove("InvariantViolations", {
      metric: metrics.violations,
      means: "Something is not true of a case that must always be: somebody may be forgotten.",
      section: sections.violations,
    });
  }

  private watchEmails() {
    const section = sections.bounces;
    const reputation = (metricName: string) =>
      new Metric({ namespace: "AWS/SES", metricName, statistic: "Average", period: anHour });
    this.alarmAbove("Bounces", {
      metric: reputation("Reputation.BounceRate"),
      above: mostBounces,
      means:
        "More than 2% of emails come back: people and staff do not hear, and Amazon may stop all emails.",
      section,
    });
    this.alarmAbove("Complaints", {
      metric: reputation("Reputation.ComplaintRate"),
      above: mostComplaints,
      means: "More than 1 in 1,000 emails is marked as unwanted: Amazon may stop all emails.",
      section,
    });
  }

  private watchFailedRuns({ schedules, delivery, metrics }: AlarmsProps) {
    this.alarmAbove("ReleasesClash", {
      metric: metrics.clashedReleases,
      means: "A quarter's figures were not released: they would give away what earlier releases withhold.",
      section: sections.clashes,
    });
    for (const queue of schedules.deadLetterQueues) {
      this.alarmAbove(`${queue.node.id}-depth`, {
        metric: queue.metricApproximateNumberOfMessagesVisible({ period: fiveMinutes, statistic: "Maximum" }),
        means:
          "A scheduled run could not be made: digests, a sweep, a release or the nightly check is missing.",
        section: sections.deadLetters,
      });
    }
    this.alarmAbove("DeliveryNewsLost", {
      metric: delivery.deadLetterQueue.metricApproximateNumberOfMessagesVisible({
        period: fiveMinutes,
        statistic: "Maximum",
      }),
      means: "News of an email could not be recorded: an address that does not work may go unmarked.",
      section: sections.deadLetters,
    });
  }

  private watchQuota(name: string, quota: Quota, props: AlarmsProps) {
    this.alarmAbove(`Half-${name}`, {
      metric: useOf(quota, props),
      above: halfOf(quota),
      means: `Half of what is allowed is used (${inWords(quota)}): beyond all of it people wait.`,
      section: sections.quotas,
    });
  }

  /** Each index by itself: what is throttled of one is not counted with the table. */
  private watchThrottles({ table }: AlarmsProps) {
    const ofTable = (metricName: string, index: Record<string, string> = {}) =>
      sumOf("AWS/DynamoDB", metricName, { TableName: table.name, ...index });
    const throttles: Readonly<Record<string, Metric>> = {
      StateTransitions: throttledStates({ ServiceMetric: "StateTransition" }),
      ExecutionStarts: throttledStates({ APIName: "StartExecution" }),
      Signals: throttledStates({ APIName: "SendTaskSuccess" }),
      Functions: sumOf("AWS/Lambda", "Throttles", {}),
      Reads: ofTable("ReadThrottleEvents"),
      Writes: ofTable("WriteThrottleEvents"),
      ...Object.fromEntries(
        Object.keys(tableIndexes).flatMap((GlobalSecondaryIndexName) => [
          [`Reads-${GlobalSecondaryIndexName}`, ofTable("ReadThrottleEvents", { GlobalSecondaryIndexName })],
          [
            `Writes-${GlobalSecondaryIndexName}`,
            ofTable("WriteThrottleEvents", { GlobalSecondaryIndexName }),
          ],
        ]),
      ),
    };
    for (const [name, metric] of Object.entries(throttles)) {
      this.alarmAbove(`Throttled-${name}`, {
        metric,
        means: "AWS held back some of what was asked of it: people wait longer. It is tried again.",
        section: sections.throttles,
      });
    }
  }

  private alarmAbove(id: string, { metric, above = 0, ...text }: Above) {
    const alarm = new Alarm(this, id, {
      metric,
      alarmDescription: told(text),
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      evaluationPeriods: 1,
    });
    alarm.addAlarmAction(this.action);
  }

  private alarmWhenTheSweepIsSilent(sweeps: IMetric, section: Section) {
    const means = "The sweep has not run for half an hour: a case that lost its workflow stays where it is.";
    const alarm = new Alarm(this, "SweepSilent", {
      metric: sweeps,
      alarmDescription: told({ means, section }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
      evaluationPeriods: 1,
    });
    alarm.addAlarmAction(this.action);
  }
}

/** How much of a quota is used, over as long as `halfOf` is told for. */
export function useOf(quota: Quota, { table, api }: Pick<Watched, "table" | "api">): Metric {
  const { namespace, metricName, dimensions, namedBy } = quota.metric;
  const names = { table: table.name, api: api.restApi.restApiName };
  return new Metric({
    namespace,
    metricName,
    dimensionsMap: { ...dimensions, ...(namedBy && { [namedBy.dimension]: names[namedBy.resource] }) },
    statistic: statisticOf(quota),
    period: Duration.seconds(countedSeconds(quota)),
  });
}

function told({ means, section }: AlarmText): string {
  return `${means} Runbook: ${section}.`;
}

function throttledStates(dimensions: Record<string, string>): Metric {
  return sumOf("AWS/States", "ThrottledEvents", dimensions);
}

function sumOf(namespace: string, metricName: string, dimensionsMap: Record<string, string>): Metric {
  return new Metric({ namespace, metricName, dimensionsMap, statistic: "Sum", period: fiveMinutes });
}
