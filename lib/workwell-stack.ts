import { CfnParameter, Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Api } from "./api.ts";
import { CaseTable } from "./case-table.ts";
import { Delivery } from "./delivery.ts";
import { EncryptionKey } from "./encryption-key.ts";
import { ExportsBucket } from "./exports-bucket.ts";
import { Firewall } from "./firewall.ts";
import { Mail } from "./mail.ts";
import { Monitoring } from "./monitoring.ts";
import { PublicFunctions } from "./public-functions.ts";
import { SafetyAlerts } from "./safety-alerts.ts";
import { Schedules } from "./schedules.ts";
import { Workflow } from "./workflow.ts";

export interface WorkWellStackProps extends StackProps {
  /** Where people reach the service, unless the parameter `BaseUrl` says otherwise at deployment. */
  readonly baseUrl: string;
  /** "Name <address>" that emails come from. */
  readonly sender: string;
}

/** WorkWell, all of it: what it keeps, what moves a case along, what people reach, and what watches over it. */
export class WorkWellStack extends Stack {
  constructor(scope: Construct, id: string, props: WorkWellStackProps) {
    super(scope, id, props);
    const baseUrl = this.baseUrlParameter(props.baseUrl);

    // What it keeps.
    const key = new EncryptionKey(this, "Key");
    const table = new CaseTable(this, "Cases", { key });
    const exports = new ExportsBucket(this, "Exports", { key });

    // What it sends.
    const mail = new Mail(this, "Mail", { sender: props.sender, key });
    const alerts = new SafetyAlerts(this, "SafetyAlerts", { key });

    // What moves a case along: one execution per case, and the clock that brings lost ones back.
    const workflow = new Workflow(this, "Workflow", { table, mail, alerts, key, baseUrl });
    const schedules = new Schedules(this, "Schedules", { table, exports, mail, workflow, key, baseUrl });

    // What comes back of what it sent.
    const delivery = new Delivery(this, "Delivery", { table, mail, workflow, key });

    // What people reach.
    const functions = new PublicFunctions(this, "Functions", {
      table,
      exports,
      mail,
      workflow,
      key,
      baseUrl,
    });
    const api = new Api(this, "Api", { functions: functions.byName, key });
    new Firewall(this, "Firewall", { api });

    // What watches over it.
    new Monitoring(this, "Monitoring", { api, functions, workflow, schedules, delivery, key });
  }

  /** Configured, never taken from the API: a function that knew the API's address would make a circle. */
  private baseUrlParameter(byDefault: string) {
    return new CfnParameter(this, "BaseUrl", {
      description:
        "Where people reach the service, without a slash at the end; links in emails begin with it.",
      default: byDefault,
      allowedPattern: "^https?://[^/]+$",
    }).valueAsString;
  }
}
