import { Duration } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import type { routes, unknownRouteFunction } from "../functions/routes.ts";
import type { CaseTable } from "./case-table.ts";
import type { Environments } from "./environments.ts";
import type { ExportsBucket } from "./exports-bucket.ts";
import type { Mail } from "./mail.ts";
import { ServiceFunction, type ServiceFunctionProps } from "./service-function.ts";
import type { Workflow } from "./workflow.ts";

export type RouteFunction = (typeof routes)[number]["function"] | typeof unknownRouteFunction;

/** API Gateway gives up after 29 seconds, and so does a release that reads a whole area's quarter. */
const exportTimeout = Duration.seconds(29);

/** Two full CPUs' worth: an export folds every case of an area and draws its charts. */
const exportMemory = 3008;

interface PublicFunctionsProps {
  readonly table: CaseTable;
  readonly exports: ExportsBucket;
  readonly mail: Mail;
  readonly workflow: Workflow;
  readonly key: IKey;
  readonly baseUrl: string;
}

/** The functions behind the API, one for each thing that people do, each with just the rights it needs. */
export class PublicFunctions extends Construct {
  readonly byName: { readonly [Name in RouteFunction]: ServiceFunction<Name> };

  constructor(scope: Construct, id: string, props: PublicFunctionsProps) {
    super(scope, id);
    const { table, exports, mail, workflow, key, baseUrl: BASE_URL } = props;
    const TABLE_NAME = table.name;
    const STATE_MACHINE_ARN = workflow.stateMachine.stateMachineArn;
    const EXPORTS_BUCKET = exports.name;
    const SENDER = mail.sender;

    const make = <Name extends RouteFunction>(
      name: Name,
      environment: Environments[Name],
      more: Partial<ServiceFunctionProps<Name>> = {},
    ) => new ServiceFunction(this, name, { environment, key, ...more });

    this.byName = {
      "show-home": make("show-home", {}),
      "show-asset": make("show-asset", {}),
      "show-health": make("show-health", {}),
      "show-openapi": make("show-openapi", {}),
      "refuse-unknown": make("refuse-unknown", {}),
      "show-areas": make("show-areas", { TABLE_NAME }),
      "refer-person": make("refer-person", { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL }),
      "submit-referral": make("submit-referral", { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL }),
      "show-referral": make("show-referral", { TABLE_NAME }),
      "show-my-referral": make("show-my-referral", { TABLE_NAME, BASE_URL }),
      "withdraw-referral": make("withdraw-referral", { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL }),
      "sign-in": make("sign-in", { TABLE_NAME, BASE_URL, SENDER }),
      "show-task": make("show-task", { TABLE_NAME }),
      "answer-task": make("answer-task", { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL }),
      "list-cases": make("list-cases", { TABLE_NAME, BASE_URL }),
      "show-case": make("show-case", { TABLE_NAME, BASE_URL }),
      "show-record": make("show-record", { TABLE_NAME }),
      "change-case": make("change-case", { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL }),
      "show-exports": make("show-exports", { TABLE_NAME, EXPORTS_BUCKET }),
      "build-exports": make(
        "build-exports",
        { TABLE_NAME, EXPORTS_BUCKET, BASE_URL },
        { timeout: exportTimeout, memorySize: exportMemory },
      ),
    };

    this.letThemRead(table);
    this.letThemWrite(table);
    this.letThemMoveCases(workflow);
    mail.grantSend(this.byName["sign-in"]);
    exports.grantRead(this.byName["show-exports"]);
    exports.grantReadWrite(this.byName["build-exports"]);
  }

  private letThemRead(table: CaseTable) {
    const { byName } = this;
    table.grantRead(byName["show-areas"]);
    table.grantRead(byName["show-referral"]);
    table.grantRead(byName["show-my-referral"]);
    table.grantRead(byName["list-cases"]);
    table.grantReadWithAudit(byName["show-task"]);
    table.grantReadWithAudit(byName["show-case"]);
    table.grantReadWithAudit(byName["show-record"]);
    table.grantReadWithAudit(byName["show-exports"]);
  }

  private letThemWrite(table: CaseTable) {
    const { byName } = this;
    table.grantReadWrite(byName["refer-person"]);
    table.grantReadWrite(byName["submit-referral"]);
    table.grantReadWrite(byName["withdraw-referral"]);
    table.grantReadWrite(byName["sign-in"]);
    table.grantReadWrite(byName["answer-task"]);
    table.grantReadWrite(byName["change-case"]);
    table.grantReadWrite(byName["build-exports"]);
  }

  /** Whoever signals may also have to start: a signal that finds no wait starts the case's next execution. */
  private letThemMoveCases(workflow: Workflow) {
    const { byName } = this;
    workflow.grantStart(byName["refer-person"]);
    workflow.grantStart(byName["submit-referral"]);
    for (const one of [byName["withdraw-referral"], byName["answer-task"], byName["change-case"]]) {
      workflow.grantSignal(one);
      workflow.grantStart(one);
    }
  }
}
