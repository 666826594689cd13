import { Duration } from "aws-cdk-lib";
import type { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import type { ServiceLevels } from "../functions/core/service-levels.ts";
import { counted } from "../functions/platform/counted-lines.ts";
import { countedMetric } from "./counted-metric.ts";
import type { PublicFunctions } from "./public-functions.ts";
import type { Schedules } from "./schedules.ts";
import type { Workflow } from "./workflow.ts";

/** Figures that are made once a morning, or once a night. */
const daily = Duration.days(1);

interface ServiceMetricsProps {
  readonly functions: PublicFunctions;
  readonly workflow: Workflow;
  readonly schedules: Schedules;
}

/** What the service tells of itself in its logs, as figures: nothing about a person, and no area by itself. */
export class ServiceMetrics extends Construct {
  readonly accepted: Metric;
  /** Of the two ways in: somebody who asked for help was told to try again. */
  readonly failedReferrals: Metric;
  readonly stuckCases: Metric;
  /** Phones that were not told that somebody may be at risk. */
  readonly failedSafetyAlerts: Metric;
  readonly violations: Metric;
  /** Scopes whose quarter the clock could not release. */
  readonly clashedReleases: Metric;
  readonly acceptedInWeek: Metric;
  readonly firstContacts: Metric;
  readonly withinStandard: Metric;
  readonly oldestWait: Metric;

  constructor(scope: Construct, id: string, { functions, workflow, schedules }: ServiceMetricsProps) {
    super(scope, id);
    const waysIn = [functions.byName["refer-person"], functions.byName["submit-referral"]] as const;
    const ofBoth = (line: (typeof counted)[keyof typeof counted], metricName: string) => {
      const [first] = waysIn.map(({ logGroup, node }) =>
        countedMetric(this, `${metricName}-${node.id}`, { logGroup, line, metricName }),
      );
      return first as Metric;
    };
    this.accepted = ofBoth(counted.referralAccepted, "ReferralsAccepted");
    this.failedReferrals = ofBoth(counted.requestFailed, "ReferralsFailed");
    this.stuckCases = countedMetric(this, "StuckCases", {
      logGroup: schedules.sweep.logGroup,
      line: counted.casesResumed,
      metricName: "StuckCases",
      field: "found",
      only: { everyOpenCase: false },
    });
    this.failedSafetyAlerts = countedMetric(this, "SafetyAlerts", {
      logGroup: workflow.functions.attendToCase.logGroup,
      line: counted.dueActionFailed,
      metricName: "SafetyAlertsFailed",
      only: { action: "alert-duty" },
    });
    this.violations = countedMetric(this, "Violations", {
      logGroup: schedules.check.logGroup,
      line: counted.invariantViolated,
      metricName: "InvariantViolations",
    }).with({ period: daily });

    this.clashedReleases = countedMetric(this, "ClashedReleases", {
      logGroup: schedules.releases.logGroup,
      line: counted.releaseClashed,
      metricName: "ReleasesClashed",
    });

    const level = (field: keyof ServiceLevels, metricName: string) =>
      countedMetric(this, metricName, {
        logGroup: schedules.digests.logGroup,
        line: counted.serviceLevels,
        metricName,
        field,
      }).with({ period: daily });
    this.acceptedInWeek = level("accepted", "AcceptedInWeek");
    this.firstContacts = level("firstContacts", "FirstContacts");
    this.withinStandard = level("withinStandard", "FirstContactsWithinStandard");
    this.oldestWait = level("oldestWait", "OldestWait");
  }
}
