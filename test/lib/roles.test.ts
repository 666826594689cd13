import { describe, expect, it } from "vitest";
import { actionsOf, all, functionsByName, statementsOfFunction } from "./synthesised.ts";

const read = ["BatchGetItem", "GetItem", "Query"].map((action) => `dynamodb:${action}`);
const write = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"].map((action) => `dynamodb:${action}`);
const readAndAudit = [...read, "dynamodb:PutItem"];
const readWrite = [...read, ...write];
const send = ["ses:SendEmail", "ses:SendRawEmail"];
const start = "states:StartExecution";
const signal = "states:SendTaskSuccess";

/** Who may do what, logs, traces and keys apart. A right that is not here is not granted. */
const matrix: Record<string, string[]> = {
  "show-asset": [],
  "show-home": [],
  "show-health": [],
  "show-openapi": [],
  "refuse-unknown": [],
  "show-areas": read,
  "show-referral": read,
  "show-my-referral": read,
  "show-my-plan": read,
  "list-cases": read,
  "show-work": read,
  "show-overview": read,
  "show-rules": read,
  "show-forecast": read,
  "compare-cases": readAndAudit,
  "show-task": readAndAudit,
  "show-case": readAndAudit,
  "show-plan": readAndAudit,
  "show-record": readAndAudit,
  "show-exports": [...readAndAudit, "s3:GetObject", "s3:ListBucket"],
  "build-exports": [...readWrite, "s3:GetObject", "s3:ListBucket", "s3:PutObject"],
  "show-management": readAndAudit,
  "release-quarter": [...read, "s3:GetObject", "s3:ListBucket", "s3:PutObject"],
  "sign-in": [...readWrite, ...send],
  "refer-person": [...readWrite, start],
  "submit-referral": [...readWrite, start],
  "withdraw-referral": [...readWrite, start, signal],
  "open-my-details": [...readWrite, ...send],
  "change-my-details": [...readWrite, start, signal],
  "ask-for-call": [...readWrite, start, signal],
  "answer-task": [...readWrite, start, signal],
  "change-case": [...readWrite, start, signal],
  "set-availability": [...readWrite, start, signal],
  "manage-coaches": [...readWrite, start, signal],
  "attend-to-case": [...readWrite, ...send, signal, "sns:Publish"],
  "triage-referral": readWrite,
  "assign-coach": [...readWrite, signal],
  "hold-for-answer": [...readWrite, signal],
  "resume-cases": [...readWrite, start, signal],
  "record-delivery": [...readWrite, start, signal],
  "send-digests": [...readWrite, ...send],
  "publish-areas": readWrite,
};

const everyone = [
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
];

function rightsOf(name: string): string[] {
  return statementsOfFunction(name).flatMap(actionsOf);
}

describe("the rights of the functions", () => {
  it("are told for every function", () => {
    expect(Object.keys(matrix).sort()).toEqual([...functionsByName().keys()].sort());
  });

  it.each(Object.entries(matrix))("let %s do only its work", (name, expected) => {
    const own = rightsOf(name).filter((action) => !action.startsWith("kms:") && !everyone.includes(action));
    // Failed runs of the functions that nobody waits for go to their dead-letter queues.
    const deadLetters = own.filter((action) => action.startsWith("sqs:"));
    expect(own.filter((action) => !deadLetters.includes(action)).sort()).toEqual([...expected].sort());
    expect(deadLetters.length > 0).toBe(
      ["resume-cases", "send-digests", "release-quarter", "record-delivery"].includes(name),
    );
  });

  it.each(Object.keys(matrix))(
    "let %s use the key only through the service whose data it may use",
    (name) => {
      const rights = rightsOf(name);
      const expected = [
        ...(rights.includes("dynamodb:GetItem") ? ["dynamodb.eu-west-2.amazonaws.com"] : []),
        ...(rights.some((action) => action.startsWith("s3:")) ? ["s3.eu-west-2.amazonaws.com"] : []),
        ...(rights.includes("sns:Publish") ? ["sns.eu-west-2.amazonaws.com"] : []),
      ];
      const keyUses = statementsOfFunction(name).filter((one) =>
        actionsOf(one).some((action) => action.startsWith("kms:")),
      );
      expect(keyUses.map(({ Condition }) => Condition).sort()).toEqual(
        expected.map((service) => ({ StringEquals: { "kms:ViaService": service } })),
      );
    },
  );

  it.each(Object.keys(matrix))("name what %s may touch, except for X-Ray, which has no resources", (name) => {
    const onEverything = statementsOfFunction(name).filter(({ Resource }) => [Resource].flat().includes("*"));
    expect(onEverything.flatMap(actionsOf).sort()).toEqual([
      "xray:PutTelemetryRecords",
      "xray:PutTraceSegments",
    ]);
  });

  it("hold no action with a wildcard", () => {
    for (const name of Object.keys(matrix))
      expect(rightsOf(name).filter((action) => action.includes("*"))).toEqual([]);
  });

  it("let emails go out only from the service's own address", () => {
    for (const name of ["attend-to-case", "sign-in", "open-my-details", "send-digests"]) {
      const sending = statementsOfFunction(name).filter((one) => actionsOf(one).includes("ses:SendEmail"));
      expect(sending).toHaveLength(1);
      expect(sending[0]?.Condition).toEqual({
        StringEquals: { "ses:FromAddress": "no-reply@workwell.example.org" },
      });
      expect(JSON.stringify(sending[0]?.Resource)).toContain(":identity/");
      expect(JSON.stringify(sending[0]?.Resource)).toContain(":configuration-set/");
    }
  });

  it("use no policy that AWS writes", () => {
    const lambdaRoles = all("AWS::IAM::Role").filter(([, role]) =>
      JSON.stringify(role.Properties.AssumeRolePolicyDocument).includes("lambda.amazonaws.com"),
    );
    expect(lambdaRoles).toHaveLength(functionsByName().size);
    for (const [, role] of lambdaRoles) expect(role.Properties).not.toHaveProperty("ManagedPolicyArns");
  });
});
