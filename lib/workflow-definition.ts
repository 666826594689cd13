import { Duration } from "aws-cdk-lib";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import {
  Choice,
  Condition,
  Errors,
  Fail,
  type IChainable,
  IntegrationPattern,
  JitterType,
  Succeed,
  TaskInput,
  Timeout,
} from "aws-cdk-lib/aws-stepfunctions";
import { LambdaInvoke } from "aws-cdk-lib/aws-stepfunctions-tasks";
import type { Construct } from "constructs";
import { superseded } from "../functions/core/stages.ts";
import { attended, caseIs, turn, turnWithToken, waitSeconds } from "./workflow-expressions.ts";
import { stateOfStage, waitStates } from "./workflow-states.ts";

export interface WorkflowFunctions {
  readonly attendToCase: IFunction;
  readonly triageReferral: IFunction;
  readonly assignCoach: IFunction;
  readonly holdForAnswer: IFunction;
}

/**
 * Lambda could not run the function, or killed it: nothing is known against trying again, because every
 * function of the workflow may be repeated. An error that a function threw itself is not retried.
 * https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
 */
const lambdaTroubles = [
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
  "Lambda.ClientExecutionTimeoutException",
  "Lambda.TooManyRequestsException",
  "Lambda.Unknown",
  "Sandbox.Timedout",
];

/** At most 2 + 4 + 8 + 16 + 32 + 60 = 122 seconds of waiting; after that the sweep brings the case back. */
const tryAgain = {
  errors: lambdaTroubles,
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 6,
  maxDelay: Duration.seconds(60),
  jitterStrategy: JitterType.FULL,
};

/** One case's journey: attend to the case, ask where it is, do that stage's work or wait, and ask again. */
export function journey(scope: Construct, functions: WorkflowFunctions): IChainable {
  const failed = Fail.jsonata(scope, "The case needs its next execution", {
    error: "NeedsNextExecution",
    cause: "A function of the workflow failed. The sweep starts the case's next execution.",
  });
  const closed = Succeed.jsonata(scope, stateOfStage.closed);
  const replaced = Succeed.jsonata(scope, "Superseded by a newer execution");

  const attend = work("Attend to the case", functions.attendToCase, attended);
  const triage = work(stateOfStage.triage, functions.triageReferral);
  const assign = work(stateOfStage.assignment, functions.assignCoach);
  const review = wait(waitStates.review);
  const waiting = wait(waitStates.waiting);
  const contact = wait(waitStates.contact);
  const assessment = wait(waitStates.assessment);
  const plan = wait(waitStates.plan);
  const support = wait(waitStates.support);
  const exit = wait(waitStates.exit);
  const followUp = wait(waitStates["follow-up"]);
  const hold = wait(waitStates.hold);

  const whereIsThisCase = Choice.jsonata(scope, "Where is this case?");

  return attend.next(
    whereIsThisCase
      .when(Condition.jsonata(caseIs("triage")), triage.next(attend))
      .when(Condition.jsonata(caseIs("review")), review)
      .when(Condition.jsonata(caseIs("assignment")), assign.next(attend))
      .when(Condition.jsonata(caseIs("waiting")), waiting)
      .when(Condition.jsonata(caseIs("contact")), contact)
      .when(Condition.jsonata(caseIs("assessment")), assessment)
      .when(Condition.jsonata(caseIs("plan")), plan)
      .when(Condition.jsonata(caseIs("support")), support)
      .when(Condition.jsonata(caseIs("exit")), exit)
      .when(Condition.jsonata(caseIs("follow-up")), followUp)
      .when(Condition.jsonata(caseIs("hold")), hold)
      .when(Condition.jsonata(caseIs("closed")), closed)
      .when(Condition.jsonata(caseIs(superseded)), replaced)
      .otherwise(failed),
  );

  function work(name: string, lambdaFunction: IFunction, assign?: Record<string, string>) {
    return LambdaInvoke.jsonata(scope, name, {
      lambdaFunction,
      payload: TaskInput.fromObject(turn),
      retryOnServiceExceptions: false,
      assign,
      outputs: {},
    })
      .addRetry(tryAgain)
      .addCatch(failed, { errors: [Errors.ALL], outputs: {} });
  }

  function wait(name: string) {
    return LambdaInvoke.jsonata(scope, name, {
      lambdaFunction: functions.holdForAnswer,
      integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
      payload: TaskInput.fromObject(turnWithToken),
      taskTimeout: Timeout.jsonata(waitSeconds),
      retryOnServiceExceptions: false,
      outputs: {},
    })
      .addRetry(tryAgain)
      .addCatch(attend, { errors: [Errors.TIMEOUT], outputs: {} })
      .addCatch(failed, { errors: [Errors.ALL], outputs: {} })
      .next(attend);
  }
}
