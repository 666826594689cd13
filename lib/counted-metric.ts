import { Duration } from "aws-cdk-lib";
import type { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern, type ILogGroup, MetricFilter } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { counted } from "../functions/platform/counted-lines.ts";

interface CountedProps {
  readonly logGroup: ILogGroup;
  /** The words of the line. */
  readonly line: (typeof counted)[keyof typeof counted];
  /** Lines of several functions can be counted under one name. */
  readonly metricName: string;
  /** The field that has the figure; without one, lines are counted. */
  readonly field?: string;
  /** Only lines whose fields have these values. */
  readonly only?: Readonly<Record<string, string | false>>;
}

/** A metric of what functions log, so that no function has to send figures anywhere. Over five minutes. */
export function countedMetric(scope: Construct, id: string, props: CountedProps): Metric {
  const { logGroup, line, metricName, field, only = {} } = props;
  const patterns = Object.entries<string | false>({ message: line, ...only }).map(([name, value]) =>
    value === false
      ? FilterPattern.booleanValue(`$.${name}`, false)
      : FilterPattern.stringValue(`$.${name}`, "=", value),
  );
  return new MetricFilter(scope, id, {
    logGroup,
    filterPattern: FilterPattern.all(...patterns),
    metricNamespace: "WorkWell",
    metricName,
    metricValue: field === undefined ? "1" : `$.${field}`,
  }).metric({ statistic: field === undefined ? "Sum" : "Maximum", period: Duration.minutes(5) });
}
