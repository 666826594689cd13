import { Duration, TimeZone } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
} from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { Construct } from "constructs";
import type { CaseTable } from "./case-table.ts";
import { DeadLetterQueue } from "./dead-letter-queue.ts";
import type { FunctionName } from "./environments.ts";
import type { ExportsBucket } from "./exports-bucket.ts";
import type { Mail } from "./mail.ts";
import { wholeProcessorMemory } from "./memory.ts";
import { ServiceFunction } from "./service-function.ts";
import type { Stage } from "./stages.ts";
import type { Workflow } from "./workflow.ts";

const london = TimeZone.EUROPE_LONDON;

/** Shorter than the sweep's own interval, so that two sweeps never overlap. At 57 starts a second: 48,000 cases. */
const sweepTimeout = Duration.minutes(14);

/** One email per member of staff with something due, at the pace that SES allows. */
const digestsTimeout = Duration.minutes(10);

/** A release of each area and of England, each audited. At 250,000 cases England's takes a minute or two. */
const releasesTimeout = Duration.minutes(14);

/** An audit holds the figures of all areas, and the solver its own memory. */
const releasesMemory = 3008;

/** It reads every open case, 25 at a time. Beyond what that takes in the time, it has to be shared out by area. */
const checkTimeout = Duration.minutes(14);

/** One full CPU: each case is folded again from its events. */
const checkMemory = wholeProcessorMemory;

/** All functions look at the case or the day again, so a late run is as good as a new one; later ones are not. */
const latestStart = Duration.hours(1);
const startAttempts = 3;

/** One run at a time paces what all runs together may do: executions started, emails sent, memory used. */
const concurrency = 1;

interface SchedulesProps {
  readonly table: CaseTable;
  readonly exports: ExportsBucket;
  readonly mail: Mail;
  readonly workflow: Workflow;
  readonly stage: Stage;
  readonly key: IKey;
  readonly baseUrl: string;
}

/** What happens by the clock, in London time, and where a run goes that could not be made. */
export class Schedules extends Construct {
  readonly sweep: ServiceFunction<"resume-cases">;
  readonly digests: ServiceFunction<"send-digests">;
  readonly releases: ServiceFunction<"release-quarter">;
  readonly check: ServiceFunction<"check-invariants">;
  readonly deadLetterQueues: DeadLetterQueue[] = [];

  constructor(scope: Construct, id: string, props: SchedulesProps) {
    super(scope, id);
    const { table, exports, mail, workflow, stage, key, baseUrl } = props;

    this.sweep = new ServiceFunction(this, "resume-cases", {
      environment: { TABLE_NAME: table.name, STATE_MACHINE_ARN: workflow.stateMachine.stateMachineArn },
      timeout: sweepTimeout,
      concurrency,
      stage,
      key,
    });
    table.grantReadWrite(this.sweep);
    workflow.grantStart(this.sweep);
    workflow.grantSignal(this.sweep);
    this.run(this.sweep, "EveryQuarterOfAnHour", { minute: "0/15" });

    this.digests = new ServiceFunction(this, "send-digests", {
      environment: { TABLE_NAME: table.name, BASE_URL: baseUrl, SENDER: mail.sender },
      timeout: digestsTimeout,
      concurrency,
      stage,
      key,
    });
    table.grantReadWrite(this.digests);
    mail.grantSend(this.digests);
    this.run(this.digests, "WeekdaysAtHalfPastEight", { weekDay: "MON-FRI", hour: "8", minute: "30" });

    this.releases = new ServiceFunction(this, "release-quarter", {
      environment: { TABLE_NAME: table.name, EXPORTS_BUCKET: exports.name },
      timeout: releasesTimeout,
      memorySize: releasesMemory,
      concurrency,
      stage,
      key,
    });
    table.grantRead(this.releases);
    exports.grantReadWrite(this.releases);
    this.run(this.releases, "AfterEachQuarter", { month: "1,4,7,10", day: "1", hour: "5", minute: "0" });

    this.check = new ServiceFunction(this, "check-invariants", {
      environment: { TABLE_NAME: table.name },
      timeout: checkTimeout,
      memorySize: checkMemory,
      concurrency,
      stage,
      key,
    });
    table.grantRead(this.check);
    this.run(this.check, "EachNight", { hour: "3", minute: "0" });
  }

  private run(
    target: ServiceFunction<FunctionName>,
    when: string,
    cron: { minute: string; hour?: string; weekDay?: string; day?: string; month?: string },
  ) {
    // Its messages hold a time and an error.
    const deadLetters = new DeadLetterQueue(this, `${target.node.id}-dead-letters`);
    this.deadLetterQueues.push(deadLetters);
    target.configureAsyncInvoke({
      onFailure: new SqsDestination(deadLetters),
      retryAttempts: 1,
      maxEventAge: latestStart,
    });
    new Schedule(this, when, {
      schedule: ScheduleExpression.cron({ ...cron, timeZone: london }),
      target: new LambdaInvoke(target, {
        deadLetterQueue: deadLetters,
        retryAttempts: startAttempts,
        maxEventAge: latestStart,
        // Handlers take the time from their trigger, never from a clock.
        input: ScheduleTargetInput.fromObject({ time: ContextAttribute.scheduledTime }),
      }),
    });
  }
}
