import { Duration } from "aws-cdk-lib";
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  LogQueryVisualizationType,
  LogQueryWidget,
  MathExpression,
  Metric,
  Row,
  SingleValueWidget,
  TextWidget,
} from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { counted } from "../functions/platform/counted-lines.ts";
import { useOf } from "./alarms.ts";
import type { Watched } from "./monitoring.ts";
import { inWords, quotas } from "./quotas.ts";
import type { ServiceMetrics } from "./service-metrics.ts";

/** Columns of a dashboard. */
const wholeWidth = 24;
const graphsInARow = 4;
const daily = Duration.days(1);

interface OperatorsPageProps extends Watched {
  readonly metrics: ServiceMetrics;
}

/** The page that an operator looks at, in the order of the journey: from a referral to what the service leans on. */
export class OperatorsPage extends Construct {
  constructor(scope: Construct, id: string, props: OperatorsPageProps) {
    super(scope, id);
    new Dashboard(this, "Dashboard", {
      widgets: [
        serviceLevels(props),
        heading("1. Somebody is referred"),
        referred(props),
        heading("2. The referral is looked at, and a coach is found"),
        assigned(props),
        heading("3. First contact, and waiting for it"),
        contacted(props),
        heading("4. Emails"),
        emailed(props),
        heading("5. Cases go on"),
        goingOn(props),
        heading("6. Figures for commissioners"),
        reported(props),
        heading("7. What AWS allows: the alarms are at half"),
        ...allowed(props),
      ].map((widgets) => [new Row(...widgets)]),
    });
  }
}

function heading(title: string) {
  return [new TextWidget({ markdown: `## ${title}`, width: wholeWidth, height: 1 })];
}

/** As counted this morning. */
function serviceLevels({ metrics }: OperatorsPageProps) {
  const share = new MathExpression({
    expression: "100 * within / contacts",
    usingMetrics: { within: metrics.withinStandard, contacts: metrics.firstContacts },
    label: "% of first contacts in 90 days",
    period: daily,
  });
  return [
    figure("Accepted in 7 days", metrics.acceptedInWeek),
    figure("Spoken to within the standard", share),
    figure("Longest wait for a first contact, working days", metrics.oldestWait),
  ];
}

function referred({ metrics, api }: OperatorsPageProps) {
  return [
    graph("Referrals accepted", [metrics.accepted]),
    graph("People told to try again", [metrics.failedReferrals]),
    graph("Answers of all pages: all, mistakes in what was sent, our errors", [
      api.restApi.metricCount(),
      api.restApi.metricClientError(),
      api.restApi.metricServerError(),
    ]),
  ];
}

function assigned({ workflow }: OperatorsPageProps) {
  const { triageReferral, assignCoach } = workflow.functions;
  return [
    graph("Referrals looked at by the rules", [
      triageReferral.metricInvocations(),
      triageReferral.metricErrors(),
    ]),
    graph("Coaches looked for", [assignCoach.metricInvocations(), assignCoach.metricErrors()]),
  ];
}

function contacted({ metrics, schedules }: OperatorsPageProps) {
  return [
    graph("First contacts in 90 days, and those within the standard", [
      metrics.firstContacts,
      metrics.withinStandard,
    ]),
    graph("Longest wait for a first contact, working days", [metrics.oldestWait]),
    new LogQueryWidget({
      title: "Each area, this morning",
      logGroupNames: [schedules.digests.logGroup.logGroupName],
      view: LogQueryVisualizationType.TABLE,
      width: 8,
      queryLines: [
        `filter message = "${counted.serviceLevelsOfArea}"`,
        "stats latest(accepted) as accepted7days, latest(firstContacts) as contacts, latest(withinStandard) as within, latest(oldestWait) as oldest by area",
        "sort oldest desc",
      ],
    }),
  ];
}

function emailed({ delivery }: OperatorsPageProps) {
  const sent = (metricName: string) => new Metric({ namespace: "AWS/SES", metricName, statistic: "Sum" });
  const rate = (metricName: string) => new Metric({ namespace: "AWS/SES", metricName });
  return [
    graph("Emails sent, arrived, come back", [sent("Send"), sent("Delivery"), sent("Bounce")]),
    graph("Share that comes back or is unwanted", [
      rate("Reputation.BounceRate"),
      rate("Reputation.ComplaintRate"),
    ]),
    graph("Delivery news of no known email", [delivery.unknownNews]),
  ];
}

function goingOn({ metrics, workflow, schedules }: OperatorsPageProps) {
  const { stateMachine } = workflow;
  return [
    graph("Workflows started, finished, failed, at their longest", [
      stateMachine.metricStarted(),
      stateMachine.metricSucceeded(),
      stateMachine.metricFailed(),
      // No alarm: a case of more than 300 days outlives its workflow, and the sweep starts the next one.
      stateMachine.metricTimedOut(),
    ]),
    graph("Cases past their moment", [metrics.stuckCases]),
    graph("Not true that must always be", [metrics.violations]),
    graph(
      "Runs that could not be made",
      schedules.deadLetterQueues.map((queue) => queue.metricApproximateNumberOfMessagesVisible()),
    ),
  ];
}

function reported({ functions }: OperatorsPageProps) {
  const { "build-exports": build, "show-exports": show } = functions.byName;
  return [
    graph("Exports made", [build.metricInvocations(), build.metricErrors()]),
    graph("Milliseconds that an export takes", [build.metricDuration({ statistic: "p95" })]),
    graph("Exports read", [show.metricInvocations(), show.metricErrors()]),
  ];
}

function allowed(props: OperatorsPageProps) {
  const graphs = Object.values(quotas).map((quota) => graph(inWords(quota), [useOf(quota, props)]));
  return [graphs.slice(0, graphsInARow), graphs.slice(graphsInARow)];
}

function graph(title: string, left: IMetric[]) {
  return new GraphWidget({ title, left, width: wholeWidth / graphsInARow, height: 6 });
}

function figure(title: string, metric: IMetric) {
  return new SingleValueWidget({ title, metrics: [metric], width: 8, height: 4 });
}
