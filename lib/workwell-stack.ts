import {
  Annotations,
  type App,
  CfnOutput,
  RemovalPolicy,
  Stack,
  type StackProps,
  Tags,
  Validations,
} from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import type { Construct } from "constructs";
import type { Address } from "./address.ts";
import { Api } from "./api.ts";
import { Backups } from "./backups.ts";
import { Budget } from "./budget.ts";
import { CaseTable } from "./case-table.ts";
import { Delivery } from "./delivery.ts";
import { EncryptionKey } from "./encryption-key.ts";
import { ExportsBucket } from "./exports-bucket.ts";
import { Firewall } from "./firewall.ts";
import { GivenAddress } from "./given-address.ts";
import { Mail } from "./mail.ts";
import { Monitoring } from "./monitoring.ts";
import { OwnDomain } from "./own-domain.ts";
import { PublicFunctions } from "./public-functions.ts";
import { PublishedAreas } from "./published-areas.ts";
import { Releases } from "./releases.ts";
import { SafetyAlerts } from "./safety-alerts.ts";
import { Schedules } from "./schedules.ts";
import { placeholdersIn, type Stage } from "./stages.ts";
import { Workflow } from "./workflow.ts";

export interface WorkWellStackProps extends StackProps {
  readonly stage: Stage;
}

/** WorkWell, all of it: what it keeps, what moves a case along, what people reach, and what watches over it. */
export class WorkWellStack extends Stack {
  constructor(scope: Construct, id: string, { stage, ...props }: WorkWellStackProps) {
    // What is kept when the stack is deleted goes out of use all the same, and people meet nothing at its address.
    super(scope, id, { terminationProtection: stage.removal === RemovalPolicy.RETAIN, ...props });
    Tags.of(this).add("stage", stage.name);
    this.warnOfPlaceholders(stage);

    // What it keeps.
    const key = new EncryptionKey(this, "Key", { stage });
    const table = new CaseTable(this, "Cases", { stage, key });
    const exports = new ExportsBucket(this, "Exports", { stage, key });
    if (stage.backups) {
      new Backups(this, "Backups", { table, keptFor: stage.backups, removal: stage.removal, key });
    }

    // Where it is reached, and what it sends.
    const address: Address = stage.domain
      ? new OwnDomain(this, "Domain", stage.domain)
      : new GivenAddress(this, "Address", { stage, key });
    const baseUrl = address.url;
    new CfnOutput(this, "Url", { description: "Where people reach the service.", value: baseUrl });
    const mail = new Mail(this, "Mail", { stage, key });
    const alerts = new SafetyAlerts(this, "SafetyAlerts", { key });

    // What moves a case along: one execution per case, and the clock that brings lost ones back.
    const workflow = new Workflow(this, "Workflow", { table, mail, alerts, stage, key, baseUrl });
    const schedules = new Schedules(this, "Schedules", {
      table,
      exports,
      mail,
      workflow,
      stage,
      key,
      baseUrl,
    });

    // What comes back of what it sent, and what it is told of the areas.
    const delivery = new Delivery(this, "Delivery", { table, mail, workflow, stage, key });
    new PublishedAreas(this, "Areas", { table, stage, key });

    // What people reach.
    const functions = new PublicFunctions(this, "Functions", {
      table,
      exports,
      mail,
      workflow,
      stage,
      key,
      baseUrl,
    });
    const api = new Api(this, "Api", { functions: functions.byName, stage, key });
    new Firewall(this, "Firewall", { api });
    address.leadTo(api);

    // What watches over it.
    const { operators } = new Monitoring(this, "Monitoring", {
      table,
      api,
      functions,
      workflow,
      schedules,
      delivery,
      stage,
      key,
    });
    if (stage.release !== "at-once") {
      const gradual = [...Object.values(functions.byName), ...Object.values(workflow.functions)];
      new Releases(this, "Releases", {
        release: stage.release,
        functions: gradual,
        api,
        workflow,
        operators,
      });
    }
    if (stage.monthlyBudget) {
      new Budget(this, "Budget", { monthly: stage.monthlyBudget, recipients: stage.alarmRecipients });
    }
  }

  private warnOfPlaceholders(stage: Stage) {
    for (const value of placeholdersIn(stage)) {
      Annotations.of(this).addWarningV2(
        `workwell:placeholder:${value}`,
        `"${value}" stands for what the deploying team writes into lib/stages.ts for ${stage.name}.`,
      );
    }
  }
}

/**
 * Adds the stack of a stage to an app, with the rules that every template has to keep: what they find and nobody
 * acknowledged beside its resource ends the synthesis.
 */
export function addWorkWell(app: App, stage: Stage, region: string): WorkWellStack {
  const stack = new WorkWellStack(app, "WorkWell", {
    stage,
    stackName: `WorkWell-${stage.name}`,
    env: stage.account === undefined ? { region } : { account: stage.account, region },
  });
  Validations.of(app).addPlugins(
    new AwsSolutionsChecks(app, { verbose: true }),
    new ServerlessChecks(app, { verbose: true }),
  );
  return stack;
}
