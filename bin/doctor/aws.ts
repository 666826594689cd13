import { CloudFormationClient, paginateListStackResources } from "@aws-sdk/client-cloudformation";
import {
  CloudWatchClient,
  GetMetricDataCommand,
  type MetricAlarm,
  paginateDescribeAlarms,
  type Statistic,
} from "@aws-sdk/client-cloudwatch";
import { GetSendQuotaCommand, SESClient } from "@aws-sdk/client-ses";

/** An alarm as it stands, and what it watches. */
export interface StandingAlarm {
  readonly name: string;
  readonly description: string;
  readonly isOn: boolean;
  readonly metric: string;
  readonly threshold: number;
  readonly watched: Pick<MetricAlarm, "Namespace" | "MetricName" | "Dimensions" | "Period"> & {
    readonly Statistic: Statistic;
  };
}

/** What the doctor asks of AWS. */
export interface Aws {
  /** Logical id and name of everything of a type in the stack. */
  resources(type: string): Promise<readonly { readonly id: string; readonly name: string }[]>;
  alarms(names: readonly string[]): Promise<readonly StandingAlarm[]>;
  /** The highest that each alarm's metric was since then, in their order; 0 where nothing was told. */
  highest(alarms: readonly StandingAlarm[], since: Date, until: Date): Promise<readonly number[]>;
  /** Emails in the last 24 hours, and how many there may be. */
  emails(): Promise<{ readonly sent: number; readonly allowed: number }>;
}

/** How many alarms CloudWatch tells of in one answer, by name. */
const alarmsAtOnce = 100;

/** AWS itself, with the credentials and the region of its SDK. Only reads. */
export function awsOf(StackName: string): Aws {
  const formation = new CloudFormationClient({});
  const watch = new CloudWatchClient({});
  const mail = new SESClient({});
  return {
    async resources(type) {
      const found = [];
      for await (const page of paginateListStackResources({ client: formation }, { StackName })) {
        for (const {
          ResourceType,
          LogicalResourceId: id,
          PhysicalResourceId: name,
        } of page.StackResourceSummaries ?? []) {
          if (ResourceType === type && id && name) found.push({ id, name });
        }
      }
      return found;
    },

    async alarms(names) {
      const found: StandingAlarm[] = [];
      for (let at = 0; at < names.length; at += alarmsAtOnce) {
        const AlarmNames = names.slice(at, at + alarmsAtOnce);
        for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: watch }, { AlarmNames })) {
          found.push(...MetricAlarms.map(standing));
        }
      }
      return found;
    },

    async highest(alarms, since, until) {
      if (alarms.length === 0) return [];
      const { MetricDataResults = [] } = await watch.send(
        new GetMetricDataCommand({
          StartTime: since,
          EndTime: until,
          MetricDataQueries: alarms.map(({ watched: { Period, Statistic, ...Metric } }, index) => ({
            Id: `m${index}`,
            MetricStat: { Metric, Period, Stat: Statistic },
          })),
        }),
      );
      return alarms.map((_, index) =>
        Math.max(0, ...(MetricDataResults.find(({ Id }) => Id === `m${index}`)?.Values ?? [])),
      );
    },

    async emails() {
      const { SentLast24Hours = 0, Max24HourSend = 0 } = await mail.send(new GetSendQuotaCommand({}));
      return { sent: SentLast24Hours, allowed: Max24HourSend };
    },
  };
}

function standing(alarm: MetricAlarm): StandingAlarm {
  const { Namespace, MetricName, Dimensions, Period } = alarm;
  return {
    name: alarm.AlarmName ?? "",
    description: alarm.AlarmDescription ?? "",
    isOn: alarm.StateValue === "ALARM",
    metric: MetricName ?? "",
    threshold: alarm.Threshold ?? 0,
    watched: { Namespace, MetricName, Dimensions, Period, Statistic: alarm.Statistic ?? "Sum" },
  };
}
