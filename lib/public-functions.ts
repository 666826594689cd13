import { Duration } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import type { routes, unknownRouteFunction } from "../functions/routes.ts";
import type { CaseTable } from "./case-table.ts";
import type { Environments } from "./environments.ts";
import type { ExportsBucket } from "./exports-bucket.ts";
import type { Mail } from "./mail.ts";
import { wholeProcessorMemory } from "./memory.ts";
import { ServiceFunction, type ServiceFunctionProps } from "./service-function.ts";
import type { Stage } from "./stages.ts";
import type { Workflow } from "./workflow.ts";

export type RouteFunction = (typeof routes)[number]["function"] | typeof unknownRouteFunction;

/** API Gateway gives up then; so do a release of a whole area's quarter and a coach's people given to others. */
const longestRequest = Duration.seconds(29);

/** Two full CPUs' worth: an export folds every case of an area and draws its charts. */
const exportMemory = 3008;

/** One full CPU: a forecast simulates an area some hundred times, in 2 seconds at most. */
const forecastMemory = wholeProcessorMemory;

/** The same: pages of leads, and of the duty role, read every open case of an area while somebody waits. */
const listMemory = wholeProcessorMemory;

/** Whatever else takes up the account, referrals are taken: some 100 a second, as many as API Gateway lets through. */
const keptForReferrals = 50;

interface PublicFunctionsProps {
  readonly table: CaseTable;
  readonly exports: ExportsBucket;
  readonly mail: Mail;
  readonly workflow: Workflow;
  readonly stage: Stage;
  readonly key: IKey;
  readonly baseUrl: string;
}

/** The functions behind the API, one for each thing that people do, each with just the rights it needs. */
export class PublicFunctions extends Construct {
  readonly byName: { readonly [Name in RouteFunction]: ServiceFunction<Name> };

  constructor(scope: Construct, id: string, props: PublicFunctionsProps) {
    super(scope, id);
    const { table, exports, mail, workflow, stage, key, baseUrl: BASE_URL } = props;
    const TABLE_NAME = table.name;
    const STATE_MACHINE_ARN = workflow.stateMachine.stateMachineArn;
    const EXPORTS_BUCKET = exports.name;
    const SENDER = mail.sender;

    const make = <Name extends RouteFunction>(
      name: Name,
      environment: Environments[Name],
      more: Partial<ServiceFunctionProps<Name>> = {},
    ) => new ServiceFunction(this, name, { environment, stage, key, ...more });

    this.byName = {
      "show-home": make("show-home", {}),
      "show-asset": make("show-asset", {}),
      "show-health": make("show-health", {}),
      "show-openapi": make("show-openapi", {}),
      "refuse-unknown": make("refuse-unknown", {}),
      "show-areas": make("show-areas", { TABLE_NAME }),
      "refer-person": make("refer-person", { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL }),
      "submit-referral": make(
        "submit-referral",
        { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL },
        { concurrency: keptForReferrals },
      ),
      "show-referral": make("show-referral", { TABLE_NAME }),
      "show-my-referral": make("show-my-referral", { TABLE_NAME, BASE_URL }),
      "show-my-plan": make("show-my-plan", { TABLE_NAME }),
      "open-my-details": make("open-my-details", { TABLE_NAME, BASE_URL, SENDER }),
      "change-my-details": make("change-my-details", { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL }),
      "ask-for-call": make("ask-for-call", { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL }),
      "withdraw-referral": make("withdraw-referral", { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL }),
      "sign-in": make("sign-in", { TABLE_NAME, BASE_URL, SENDER }),
      "show-task": make("show-task", { TABLE_NAME }),
      "answer-task": make("answer-task", { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL }),
      "list-cases": make("list-cases", { TABLE_NAME, BASE_URL }, { memorySize: listMemory }),
      "show-work": make("show-work", { TABLE_NAME, BASE_URL }, { memorySize: listMemory }),
      "show-case": make("show-case", { TABLE_NAME, BASE_URL }),
      "show-plan": make("show-plan", { TABLE_NAME }),
      "show-record": make("show-record", { TABLE_NAME }),
      "change-case": make("change-case", { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL }),
      "show-overview": make("show-overview", { TABLE_NAME, BASE_URL }, { memorySize: listMemory }),
      "show-rules": make("show-rules", { TABLE_NAME }),
      "compare-cases": make("compare-cases", { TABLE_NAME }),
      "set-availability": make("set-availability", { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL }),
      "manage-coaches": make(
        "manage-coaches",
        { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL },
        { timeout: longestRequest },
      ),
      "show-forecast": make(
        "show-forecast",
        { TABLE_NAME },
        { timeout: longestRequest, memorySize: forecastMemory },
      ),
      "show-management": make(
        "show-management",
        { TABLE_NAME },
        { timeout: longestRequest, memorySize: exportMemory },
      ),
      "show-exports": make("show-exports", { TABLE_NAME, EXPORTS_BUCKET }),
      "build-exports": make(
        "build-exports",
        { TABLE_NAME, EXPORTS_BUCKET, BASE_URL },
        { timeout: longestRequest, memorySize: exportMemory },
      ),
    };

    this.letThemRead(table);
    this.letThemWrite(table);
    this.letThemMoveCases(workflow);
    mail.grantSend(this.byName["sign-in"]);
    mail.grantSend(this.byName["open-my-details"]);
    exports.grantRead(this.byName["show-exports"]);
    exports.grantReadWrite(this.byName["build-exports"]);
  }

  private letThemRead(table: CaseTable) {
    const { byName } = this;
    table.grantRead(byName["show-areas"]);
    table.grantRead(byName["show-referral"]);
    table.grantRead(byName["show-my-referral"]);
    table.grantRead(byName["show-my-plan"]);
    table.grantRead(byName["list-cases"]);
    table.grantRead(byName["show-work"]);
    table.grantRead(byName["show-overview"]);
    table.grantRead(byName["show-rules"]);
    table.grantRead(byName["show-forecast"]);
    table.grantReadWithAudit(byName["compare-cases"]);
    table.grantReadWithAudit(byName["show-task"]);
    table.grantReadWithAudit(byName["show-case"]);
    table.grantReadWithAudit(byName["show-plan"]);
    table.grantReadWithAudit(byName["show-record"]);
    table.grantReadWithAudit(byName["show-exports"]);
    table.grantReadWithAudit(byName["show-management"]);
  }

  private letThemWrite(table: CaseTable) {
    const { byName } = this;
    table.grantReadWrite(byName["refer-person"]);
    table.grantReadWrite(byName["submit-referral"]);
    table.grantReadWrite(byName["withdraw-referral"]);
    table.grantReadWrite(byName["open-my-details"]);
    table.grantReadWrite(byName["change-my-details"]);
    table.grantReadWrite(byName["ask-for-call"]);
    table.grantReadWrite(byName["sign-in"]);
    table.grantReadWrite(byName["answer-task"]);
    table.grantReadWrite(byName["change-case"]);
    table.grantReadWrite(byName["set-availability"]);
    table.grantReadWrite(byName["manage-coaches"]);
    table.grantReadWrite(byName["build-exports"]);
  }

  /** Whoever signals may also have to start: a signal that finds no wait starts the case's next execution. */
  private letThemMoveCases(workflow: Workflow) {
    const { byName } = this;
    workflow.grantStart(byName["refer-person"]);
    workflow.grantStart(byName["submit-referral"]);
    const changing = [
      "withdraw-referral",
      "change-my-details",
      "ask-for-call",
      "answer-task",
      "change-case",
      "set-availability",
      "manage-coaches",
    ];
    for (const name of changing as RouteFunction[]) {
      workflow.grantSignal(byName[name]);
      workflow.grantStart(byName[name]);
    }
  }
}
