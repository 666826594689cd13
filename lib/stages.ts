import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { RetentionDays } from "aws-cdk-lib/aws-logs";

/** The name under which people reach a stage, and how its certificate and DNS records come about. */
export interface Domain {
  /** Such as "workwell.example.org": it answers requests, and emails come from it or from a name above it. */
  readonly name: string;
  /** A zone of Route 53 in the stage's account: the deployment makes certificate and records in it. */
  readonly hostedZone?: { readonly id: string; readonly name: string };
  /** Otherwise a certificate of the region for the name; the records are among the stack's outputs. */
  readonly certificateArn?: string;
}

/** How a new version of a function takes over from the one before. */
export type Release = "at-once" | "canary" | "linear";

/** All that differs between deployments: the settings that a team reads, and changes, before it deploys one. */
export interface Stage {
  readonly name: StageName;
  /** The stage's account of AWS, 12 digits: a deployment with another one's credentials is refused. Else whosever they are. */
  readonly account?: string;
  /** "Name <address>" that emails come from. */
  readonly sender: string;
  /** Whether the account is still in Amazon SES's own sandbox, which sends to verified addresses alone. */
  readonly emailsOnlyVerified: boolean;
  /** Without one, people reach the stage at an address that API Gateway gives it. */
  readonly domain?: Domain;
  /** Who is told of alarms and of the budget; each address confirms by an email from Amazon SNS. */
  readonly alarmRecipients: readonly string[];
  /** US dollars that the stage's account may cost in a month; recipients hear at 80%, and of a forecast above it. */
  readonly monthlyBudget?: number;
  /** Sample staff who exist only so that the service can be tried. */
  readonly sampleRoster: boolean;
  /** What becomes of table, bucket, key, backups and logs when the stack is deleted. */
  readonly removal: RemovalPolicy.RETAIN | RemovalPolicy.DESTROY;
  /** How long logs are kept. They hold ids and codes only. */
  readonly logs: RetentionDays;
  /** How long a nightly copy of the table is kept; undefined for none. Point-in-time recovery covers 35 days too. */
  readonly backups?: Duration;
  /** How long nobody can delete or overwrite a release; undefined for no lock. */
  readonly releasesLocked?: Duration;
  readonly release: Release;
  /**
   * Whether concurrency is set aside and held back for single functions. A new account may run 10 functions at once
   * and must leave 10 unreserved, so that there it would fail the deployment; ask for the usual 1,000 first.
   */
  readonly reservesConcurrency: boolean;
}

const stageNames = ["sandbox", "preprod", "production"] as const;
export type StageName = (typeof stageNames)[number];

/** A stage that nobody knows, and those that there are. */
export class UnknownStage extends Error {
  override readonly name = "UnknownStage";
}

/**
 * The stages. Names under example.org stand for what the deploying team writes here: synthesis warns of each, and a
 * deployment with them ends where the domain is to be proved.
 */
export const stages: { readonly [Name in StageName]: Stage & { readonly name: Name } } = {
  /** To try the service in an account of one's own, and to throw it away: sample staff, nothing kept. */
  sandbox: {
    name: "sandbox",
    sender: "WorkWell sandbox <no-reply@sandbox.workwell.example.org>",
    emailsOnlyVerified: true,
    alarmRecipients: [],
    sampleRoster: true,
    removal: RemovalPolicy.DESTROY,
    logs: RetentionDays.ONE_WEEK,
    release: "at-once",
    reservesConcurrency: false,
  },
  /** The rehearsal of every release: as production, with the releases of exports left unlocked. */
  preprod: {
    name: "preprod",
    sender: "WorkWell preprod <no-reply@preprod.workwell.example.org>",
    emailsOnlyVerified: false,
    domain: {
      name: "preprod.workwell.example.org",
      hostedZone: { id: "Z00000000000EXAMPLE1", name: "preprod.workwell.example.org" },
    },
    alarmRecipients: ["workwell-preprod@example.org"],
    monthlyBudget: 200,
    sampleRoster: false,
    removal: RemovalPolicy.RETAIN,
    logs: RetentionDays.THREE_MONTHS,
    backups: Duration.days(7),
    release: "canary",
    reservesConcurrency: true,
  },
  production: {
    name: "production",
    sender: "WorkWell <no-reply@workwell.example.org>",
    emailsOnlyVerified: false,
    domain: {
      name: "workwell.example.org",
      hostedZone: { id: "Z00000000000EXAMPLE2", name: "workwell.example.org" },
    },
    alarmRecipients: ["workwell-operators@example.org", "workwell-platform@example.org"],
    monthlyBudget: 1500,
    sampleRoster: false,
    removal: RemovalPolicy.RETAIN,
    // A complaint or an incident is looked into months after it happened.
    logs: RetentionDays.ONE_YEAR,
    // Not longer: a backup still holds people who were erased since.
    backups: Duration.days(35),
    // The three years of the programme: a release is corrected by another one, never taken back.
    releasesLocked: Duration.days(3 * 365),
    release: "linear",
    reservesConcurrency: true,
  },
};

/** The stage of that name. Refuses any other, and tells the three. */
export function stageNamed(name: unknown): Stage {
  const known = stageNames.find((each) => each === name);
  if (known) return stages[known];
  throw new UnknownStage(
    `There is no stage ${JSON.stringify(name ?? "")}. Choose one with -c stage=…: ${stageNames.join(", ")}.`,
  );
}

/** Settings of a stage that still stand for what the deploying team has to write there. */
export function placeholdersIn({ sender, domain, alarmRecipients }: Stage): string[] {
  return [sender, domain?.name ?? "", ...alarmRecipients].filter((value) => /\bexample\.org\b/.test(value));
}
