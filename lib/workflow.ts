import { Duration, Validations } from "aws-cdk-lib";
import { type IGrantable, Policy, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import {
  DefinitionBody,
  LogLevel,
  QueryLanguage,
  StateMachine,
  StateMachineType,
} from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { CaseTable } from "./case-table.ts";
import { EncryptedLogGroup } from "./encrypted-log-group.ts";
import type { Mail } from "./mail.ts";
import type { SafetyAlerts } from "./safety-alerts.ts";
import { ServiceFunction } from "./service-function.ts";
import type { Stage } from "./stages.ts";
import { journey } from "./workflow-definition.ts";

/** Below AWS's limit of a year; the sweep then starts the next execution. A follow-up can outlast both. */
const longestExecution = Duration.days(300);

/** Several emails and writes may be due at once. */
const attendTimeout = Duration.seconds(60);

interface WorkflowProps {
  readonly table: CaseTable;
  readonly mail: Mail;
  readonly alerts: SafetyAlerts;
  readonly stage: Stage;
  readonly key: IKey;
  readonly baseUrl: string;
}

/** The process manager: one execution per case, which knows which case and holds nothing about it. */
export class Workflow extends Construct {
  readonly stateMachine: StateMachine;
  readonly functions: ReturnType<Workflow["makeFunctions"]>;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    this.functions = this.makeFunctions(props);
    const { attendToCase, triageReferral, assignCoach, holdForAnswer } = this.functions;
    const live = {
      attendToCase: attendToCase.live,
      triageReferral: triageReferral.live,
      assignCoach: assignCoach.live,
      holdForAnswer: holdForAnswer.live,
    };
    this.stateMachine = new StateMachine(this, "StateMachine", {
      comment: "One case's journey. The case is the truth; this attends to it.",
      definitionBody: DefinitionBody.fromChainable(journey(this, live)),
      queryLanguage: QueryLanguage.JSONATA,
      stateMachineType: StateMachineType.STANDARD,
      timeout: longestExecution,
      tracingEnabled: true,
      logs: {
        destination: new EncryptedLogGroup(this, "Logs", { stage: props.stage, key: props.key }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
    });
    Validations.of(this.stateMachine).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "Log delivery and X-Ray take no resource in their actions' permissions.",
    });
    this.grantSignalLater([attendToCase, assignCoach, holdForAnswer]);
  }

  /** Starting a case's execution: accepting a referral, and the one recovery path. */
  grantStart(caller: IGrantable) {
    this.stateMachine.grantStartExecution(caller);
  }

  /** Ending the current wait of a case, so that it is attended to at once. */
  grantSignal(caller: IGrantable) {
    caller.grantPrincipal.addToPrincipalPolicy(this.signal());
  }

  private makeFunctions({ table, mail, alerts, stage, key, baseUrl }: WorkflowProps) {
    const TABLE_NAME = table.name;
    const attendToCase = new ServiceFunction(this, "attend-to-case", {
      environment: {
        TABLE_NAME,
        BASE_URL: baseUrl,
        SENDER: mail.sender,
        SAFETY_ALERTS_TOPIC: alerts.topicArn,
      },
      timeout: attendTimeout,
      stage,
      key,
    });
    const props = { environment: { TABLE_NAME }, stage, key };
    const triageReferral = new ServiceFunction(this, "triage-referral", props);
    const assignCoach = new ServiceFunction(this, "assign-coach", props);
    const holdForAnswer = new ServiceFunction(this, "hold-for-answer", props);

    for (const one of [attendToCase, triageReferral, assignCoach, holdForAnswer]) table.grantReadWrite(one);
    mail.grantSend(attendToCase);
    alerts.grantPublish(attendToCase);
    return { attendToCase, triageReferral, assignCoach, holdForAnswer };
  }

  /** A policy of its own: in the role's default policy, function and state machine would wait for each other. */
  private grantSignalLater(functions: readonly IFunction[]) {
    const roles = functions.flatMap(({ role }) => role ?? []);
    new Policy(this, "SignalFromWorkflow", { statements: [this.signal()], roles });
  }

  private signal() {
    return new PolicyStatement({
      actions: ["states:SendTaskSuccess"],
      resources: [this.stateMachine.stateMachineArn],
    });
  }
}
