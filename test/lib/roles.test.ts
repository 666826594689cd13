import { describe, expect, it } from "vitest";
import { tableIndexes } from "../../lib/table-layout.ts";
import {
  actionsOf,
  all,
  functionsByName,
  only,
  roleOf,
  type Statement,
  statementsOf,
  statementsOfFunction,
  text,
} from "./synthesised.ts";

const arnOf = (type: string) => `<${only(type)[0]}.Arn>`;
const table = arnOf("AWS::DynamoDB::Table");
const bucket = arnOf("AWS::S3::Bucket");
const key = arnOf("AWS::KMS::Key");
const machine = `<${only("AWS::StepFunctions::StateMachine")[0]}>`;
const mail = "arn:aws:ses:eu-west-2:<AWS::AccountId>";

const everyIndex = [table, ...Object.keys(tableIndexes).map((name) => `${table}/index/${name}`)];
const tableReading = ["BatchGetItem", "GetItem", "Query"];
const tableWriting = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"];
const keyReading = ["Decrypt", "DescribeKey"];
const keyWriting = [
  ...keyReading,
  "Encrypt",
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
];

/** One line for each action on each resource, which is what a right comes down to. */
function lines(service: string, actions: string[], resources: string[], condition?: unknown): string[] {
  const onlyIf = condition ? ` if ${JSON.stringify(condition)}` : "";
  return actions.flatMap((action) => resources.map((on) => `${service}:${action} on ${on}${onlyIf}`));
}

/** Who may use data of a service may use the key for that, and for nothing else. */
function keyThrough(service: string, actions: string[]): string[] {
  const condition = { StringEquals: { "kms:ViaService": `${service}.eu-west-2.amazonaws.com` } };
  return lines("kms", actions, [key], condition);
}

/** What each word of the matrix lets the function of that name do. Every right of a function is in here. */
const meaning = {
  log: (name: string) => [
    ...lines("logs", ["CreateLogStream", "PutLogEvents"], [`<${logGroupOf(name)}.Arn>`]),
    // X-Ray has no resources.
    ...lines("xray", ["PutTelemetryRecords", "PutTraceSegments"], ["*"]),
  ],
  "read table": () => [...lines("dynamodb", tableReading, everyIndex), ...keyThrough("dynamodb", keyReading)],
  "read table, add to it": () => [
    ...lines("dynamodb", [...tableReading, "PutItem"], everyIndex),
    ...keyThrough("dynamodb", keyWriting),
  ],
  "write table": () => [
    ...lines("dynamodb", [...tableReading, ...tableWriting], everyIndex),
    ...keyThrough("dynamodb", keyWriting),
  ],
  "read releases": () => [
    ...lines("s3", ["GetObject"], [`${bucket}/*`]),
    ...lines("s3", ["ListBucket"], [bucket]),
    ...keyThrough("s3", keyReading),
  ],
  "write releases": () => [
    ...lines("s3", ["GetObject", "PutObject"], [`${bucket}/*`]),
    ...lines("s3", ["ListBucket"], [bucket]),
    ...keyThrough("s3", keyWriting),
  ],
  "send email": () =>
    lines(
      "ses",
      ["SendEmail", "SendRawEmail"],
      [
        `${mail}:identity/<${only("AWS::SES::EmailIdentity")[0]}>`,
        `${mail}:configuration-set/<${only("AWS::SES::ConfigurationSet")[0]}>`,
      ],
      { StringEquals: { "ses:FromAddress": "no-reply@workwell.example.org" } },
    ),
  "start case": () => lines("states", ["StartExecution"], [machine]),
  "signal case": () => lines("states", ["SendTaskSuccess"], [machine]),
  "alert duty": () => [
    ...lines("sns", ["Publish"], [`<${idOf("AWS::SNS::Topic", "SafetyAlerts")}>`]),
    ...keyThrough("sns", keyWriting),
  ],
  /** Failed runs of the functions that nobody waits for. */
  "leave dead letter": (name: string) =>
    lines(
      "sqs",
      ["GetQueueAttributes", "GetQueueUrl", "SendMessage"],
      [`<${idOf("AWS::SQS::Queue", `${name}-dead-letters`)}.Arn>`],
    ),
  /** What is left there tells of a person. */
  "seal dead letter": () => keyThrough("sqs", keyWriting),
} as const satisfies Record<string, (name: string) => string[]>;

/** Who may do what. A right that is not here is not granted. */
const matrix: Record<string, (keyof typeof meaning)[]> = {
  "show-asset": [],
  "show-home": [],
  "show-health": [],
  "show-openapi": [],
  "refuse-unknown": [],
  "show-areas": ["read table"],
  "show-referral": ["read table"],
  "show-my-referral": ["read table"],
  "show-my-plan": ["read table"],
  "list-cases": ["read table"],
  "show-work": ["read table"],
  "show-overview": ["read table"],
  "show-rules": ["read table"],
  "show-forecast": ["read table"],
  "check-invariants": ["read table", "leave dead letter"],
  "compare-cases": ["read table, add to it"],
  "show-task": ["read table, add to it"],
  "show-case": ["read table, add to it"],
  "show-plan": ["read table, add to it"],
  "show-record": ["read table, add to it"],
  "show-exports": ["read table, add to it", "read releases"],
  "build-exports": ["write table", "write releases"],
  "show-management": ["read table, add to it"],
  "release-quarter": ["read table", "write releases", "leave dead letter"],
  "sign-in": ["write table", "send email"],
  "refer-person": ["write table", "start case"],
  "submit-referral": ["write table", "start case"],
  "withdraw-referral": ["write table", "start case", "signal case"],
  "open-my-details": ["write table", "send email"],
  "change-my-details": ["write table", "start case", "signal case"],
  "ask-for-call": ["write table", "start case", "signal case"],
  "answer-task": ["write table", "start case", "signal case"],
  "change-case": ["write table", "start case", "signal case"],
  "set-availability": ["write table", "start case", "signal case"],
  "manage-coaches": ["write table", "start case", "signal case"],
  "attend-to-case": ["write table", "send email", "signal case", "alert duty"],
  "triage-referral": ["write table"],
  "assign-coach": ["write table", "signal case"],
  "hold-for-answer": ["write table", "signal case"],
  "resume-cases": ["write table", "start case", "signal case", "leave dead letter"],
  "record-delivery": ["write table", "start case", "signal case", "leave dead letter", "seal dead letter"],
  "send-digests": ["write table", "send email", "leave dead letter"],
  "publish-areas": ["write table"],
};

function logGroupOf(name: string): string {
  const logging = functionsByName().get(name)?.resource.Properties.LoggingConfig;
  return (logging as { LogGroup: { Ref: string } }).LogGroup.Ref;
}

/** The resource whose construct's path holds this part. */
function idOf(type: string, part: string): string {
  const [found] =
    all(type).find(([, { Metadata }]) => String(Metadata?.["aws:cdk:path"]).includes(part)) ?? [];
  if (!found) throw new Error(`No ${type} at ${part}`);
  return found;
}

function linesOf({ Effect, Resource, Condition, ...statement }: Statement): string[] {
  if (Effect !== "Allow") throw new Error(`Not a right: ${Effect}`);
  return actionsOf({ Effect, Resource, ...statement }).flatMap((each) => {
    const [service = "", action = ""] = each.split(":");
    return lines(service, [action], [Resource].flat().map(text), Condition);
  });
}

describe("the rights of the functions", () => {
  it("are told for every function", () => {
    expect(Object.keys(matrix).sort()).toEqual([...functionsByName().keys()].sort());
  });

  it.each(Object.entries(matrix))(
    "let %s do its work, on these resources, and nothing else",
    (name, words) => {
      const allowed = new Set([...meaning.log(name), ...words.flatMap((word) => meaning[word](name))]);
      expect(statementsOfFunction(name).flatMap(linesOf).sort()).toEqual([...allowed].sort());
    },
  );

  it("are each function's own: no two share a role", () => {
    const roles = [...functionsByName().keys()].map(roleOf);
    expect(new Set(roles).size).toBe(roles.length);
  });

  it("hold no action with a wildcard", () => {
    for (const name of Object.keys(matrix)) {
      const actions = statementsOfFunction(name).flatMap(actionsOf);
      expect(actions.filter((action) => action.includes("*"))).toEqual([]);
    }
  });

  it("come from no policy that AWS writes, and from none within the role", () => {
    for (const name of functionsByName().keys()) {
      const role = all("AWS::IAM::Role").find(([id]) => id === roleOf(name))?.[1];
      expect(role?.Properties).not.toHaveProperty("ManagedPolicyArns");
      expect(role?.Properties).not.toHaveProperty("Policies");
    }
  });
});

describe("rights that are not in the matrix", () => {
  const rightsOf = (type: string) =>
    all(type).flatMap(([, { Properties }]) => {
      const { PolicyDocument, KeyPolicy } = Properties as Record<string, { Statement: Grant[] }>;
      return (PolicyDocument ?? KeyPolicy)?.Statement ?? [];
    });
  interface Grant extends Statement {
    readonly Principal: string | Record<string, unknown>;
  }

  it("are given by no other kind of policy", () => {
    for (const type of ["ManagedPolicy", "RolePolicy", "UserPolicy", "GroupPolicy", "User", "Group"]) {
      expect(all(`AWS::IAM::${type}`)).toEqual([]);
    }
  });

  it("are given by no queue, topic, bucket or key, but to services of AWS and to the account's own policies", () => {
    const types = ["SQS::QueuePolicy", "SNS::TopicPolicy", "S3::BucketPolicy", "KMS::Key"];
    const given = types
      .flatMap((type) => rightsOf(`AWS::${type}`))
      .filter(({ Effect }) => Effect === "Allow");
    const root = "arn:aws:iam::<AWS::AccountId>:root";
    const holders = given.flatMap(({ Principal }) =>
      Object.entries(Principal).map(([kind, who]) => (kind === "AWS" ? text(who) : kind)),
    );
    expect(holders.length).toBeGreaterThan(4);
    expect(holders.filter((who) => who !== "Service" && who !== root)).toEqual([]);
  });

  it("let nobody invoke a function but the API, and the topic of news its one", () => {
    const invoking = all("AWS::Lambda::Permission").map(([, { Properties }]) => [
      Properties.Principal,
      Properties.SourceArn !== undefined,
    ]);
    const other = invoking.filter(([principal]) => principal !== "apigateway.amazonaws.com");
    expect(other).toEqual([["sns.amazonaws.com", true]]);
    expect(invoking.filter(([, ofOurs]) => !ofOurs)).toEqual([]);
  });
});

describe("the rights of what invokes the functions", () => {
  it("let the state machine invoke its four functions, log and trace", () => {
    const { RoleArn } = only("AWS::StepFunctions::StateMachine")[1].Properties;
    const rights = statementsOf((RoleArn as { "Fn::GetAtt": [string] })["Fn::GetAtt"][0]).flatMap(linesOf);
    const others = rights.filter((each) => !/^(logs|xray):\w+ on \*$/.test(each));
    const functions = ["attend-to-case", "triage-referral", "assign-coach", "hold-for-answer"];
    expect(others.sort()).toEqual(
      functions.map((name) => `lambda:InvokeFunction on <${functionsByName().get(name)?.alias}>`).sort(),
    );
  });

  it("let each schedule invoke its one function, and leave what it could not", () => {
    const roles = all("AWS::IAM::Role").filter(([, { Properties }]) =>
      JSON.stringify(Properties.AssumeRolePolicyDocument).includes("scheduler.amazonaws.com"),
    );
    const rights = roles.map(([id]) => statementsOf(id).flatMap(linesOf));
    expect(rights).toEqual(
      ["resume-cases", "send-digests", "release-quarter", "check-invariants"].map((name) => [
        `lambda:InvokeFunction on <${functionsByName().get(name)?.id}.Arn>`,
        `sqs:SendMessage on <${idOf("AWS::SQS::Queue", `${name}-dead-letters`)}.Arn>`,
      ]),
    );
  });
});
