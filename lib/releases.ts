import { Duration, Validations } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from "aws-cdk-lib/aws-codedeploy";
import { ManagedPolicy, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import type { Api } from "./api.ts";
import type { FunctionName } from "./environments.ts";
import { sections } from "./runbook-sections.ts";
import type { ServiceFunction } from "./service-function.ts";
import type { Release } from "./stages.ts";
import type { Workflow } from "./workflow.ts";

export type GradualRelease = Exclude<Release, "at-once">;

const paces = {
  /** A tenth of the requests for five minutes, then all. */
  canary: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
  /** A tenth more every minute. */
  linear: LambdaDeploymentConfig.LINEAR_10PERCENT_EVERY_1MINUTE,
} as const satisfies Record<GradualRelease, unknown>;

/** The shortest that API Gateway and Step Functions count by: a tenth of the requests goes wrong no longer. */
const aMinute = Duration.minutes(1);

/** Errors in a minute that may be bad luck; more are the release. */
const strayErrors = 2;

const policy = "service-role/AWSCodeDeployRoleForLambdaLimited";

interface ReleasesProps {
  readonly release: GradualRelease;
  /** What people reach and what the workflow invokes; the rest runs by itself, and tries again. */
  readonly functions: readonly ServiceFunction<FunctionName>[];
  readonly api: Api;
  readonly workflow: Workflow;
  /** Told that a release goes back. */
  readonly operators: ITopic;
}

/**
 * Lets a new version of each function take over bit by bit. When people or the workflow get errors meanwhile, all
 * functions go back to the version before, and the deployment with them. Old and new run side by side for minutes.
 */
export class Releases extends Construct {
  constructor(scope: Construct, id: string, { release, functions, ...watched }: ReleasesProps) {
    super(scope, id);
    const { api, workflow, operators } = watched;
    const alarms = [
      this.alarm(
        "FrontDoor",
        api.restApi.metricServerError({ period: aMinute, statistic: "sum" }),
        operators,
      ),
      // One each, of the functions and not of the state machine: that waits for the aliases, and those for this. No sum:
      // a sum of metrics tells nothing of a minute in which one of the functions did not run.
      ...Object.values(workflow.functions).map((each) =>
        this.alarm(`${each.node.id}-errors`, each.metricErrors({ period: aMinute }), operators),
      ),
    ];
    const application = new LambdaApplication(this, "Application");
    const role = this.roleOfCodeDeploy();
    for (const each of functions) {
      new LambdaDeploymentGroup(this, each.node.id, {
        application,
        alias: each.live,
        deploymentConfig: paces[release],
        alarms,
        // By default on failure and when stopped; this adds the alarms.
        autoRollback: { deploymentInAlarm: true },
        role: role.withoutPolicyUpdates(),
      });
    }
  }

  private alarm(id: string, metric: IMetric, operators: ITopic) {
    const alarm = new Alarm(this, id, {
      metric,
      alarmDescription: `People may get errors: a release that is under way goes back by itself. Runbook: ${sections.releases}.`,
      threshold: strayErrors,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      evaluationPeriods: 1,
    });
    alarm.addAlarmAction(new SnsAction(operators));
    return alarm;
  }

  /** One for all groups: each would have the same policy. */
  private roleOfCodeDeploy() {
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("codedeploy.amazonaws.com"),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName(policy)],
    });
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}]`,
      reason:
        "What CodeDeploy does to move an alias is AWS's to say; this is the narrower of its two policies.",
    });
    return role;
  }
}
