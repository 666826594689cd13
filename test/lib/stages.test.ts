import { App, Token } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import cdkJson from "../../cdk.json" with { type: "json" };
import { placeholdersIn, type Stage, stageNamed, stages } from "../../lib/stages.ts";
import { addWorkWell } from "../../lib/workwell-stack.ts";
import { allIn, makeStack, onlyIn, outputsOf, templateOf, text } from "./synthesised.ts";

const names = Object.keys(stages) as (keyof typeof stages)[];

describe("a stage", () => {
  it.each(names)("is known by its name: %s", (name) => {
    expect(stageNamed(name)).toBe(stages[name]);
  });

  it.each(["staging", "Production", "", undefined, "toString"])("is none of the name %s", (name) => {
    expect(() => stageNamed(name)).toThrow(/-c stage=….*sandbox, preprod, production/);
  });

  it("that real people use has a domain, somebody who is told of alarms, a budget and backups", () => {
    for (const { domain, alarmRecipients, monthlyBudget, backups } of [stages.preprod, stages.production]) {
      expect({ domain, monthlyBudget, backups }).toEqual({
        domain: expect.anything(),
        monthlyBudget: expect.any(Number),
        backups: expect.anything(),
      });
      expect(alarmRecipients).not.toEqual([]);
    }
  });

  it("tells which of its settings still stand for something else", () => {
    expect(placeholdersIn(stages.production)).toContain("workwell-operators@example.org");
    expect(placeholdersIn({ ...stages.sandbox, sender: "no-reply@workwell.nhs.example" })).toEqual([]);
  });
});

it("a stack is for its stage's account, where one is named, and else for whosever credentials deploy it", () => {
  const account = "111122223333";
  const stackOf = (stage: Stage) => {
    const app = new App({ context: { ...cdkJson.context, "aws:cdk:bundling-stacks": [] } });
    return addWorkWell(app, stage, "eu-west-2");
  };
  expect(stackOf({ ...stages.sandbox, account }).account).toBe(account);
  expect(Token.isUnresolved(stackOf(stages.sandbox).account)).toBe(true);
});

describe.each(names)("the stack of %s", (name) => {
  const template = templateOf(name);
  const stage = stages[name];

  it("keeps or drops what it holds as the stage says, and its logs as long", () => {
    const policy = stage.removal === "retain" ? "Retain" : "Delete";
    const holding = ["AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::Backup::BackupVault"];
    const held = [...holding, "AWS::Logs::LogGroup"].flatMap((type) => allIn(template, type));
    expect(new Set(held.map(([, { DeletionPolicy }]) => DeletionPolicy))).toEqual(new Set([policy]));
    for (const [, logs] of allIn(template, "AWS::Logs::LogGroup")) {
      expect(logs.Properties.RetentionInDays).toBe(Number(stage.logs));
    }
    const [, table] = onlyIn(template, "AWS::DynamoDB::Table");
    expect(table.Properties.DeletionProtectionEnabled).toBe(stage.removal === "retain");
  });

  it("is not deleted by mistake where people depend on it", () => {
    expect(makeStack(name).terminationProtection).toBe(name !== "sandbox");
  });

  it("takes a permissions boundary for all its roles, where an account asks for one", () => {
    const boundary = { "@aws-cdk/core:permissionsBoundary": { name: "team-boundary" } };
    const roles = allIn(Template.fromStack(makeStack(name, { context: boundary })), "AWS::IAM::Role");
    expect(roles.length).toBeGreaterThan(40);
    for (const [id, { Properties }] of roles) {
      expect([id, text(Properties.PermissionsBoundary)]).toEqual([
        id,
        "arn:aws:iam::<AWS::AccountId>:policy/team-boundary",
      ]);
    }
  });

  it("publishes the areas when it is deployed, and sample staff only in the sandbox", () => {
    const [, publication] = onlyIn(template, "Custom::PublishedAreas");
    expect(publication.Properties).toMatchObject({
      files: expect.stringMatching(/^[0-9a-f]{64}$/),
      sampleRoster: String(name === "sandbox"),
      ServiceToken: { "Fn::GetAtt": [expect.stringContaining("publishareas"), "Arn"] },
    });
  });

  it("tells the stage's recipients of alarms, and of its budget before it is used up", () => {
    const told = allIn(template, "AWS::SNS::Subscription").flatMap(([, { Properties }]) =>
      Properties.Protocol === "email" ? [Properties.Endpoint] : [],
    );
    expect(told).toEqual(stage.alarmRecipients);
    const budgets = allIn(template, "AWS::Budgets::Budget");
    expect(budgets).toHaveLength(stage.monthlyBudget ? 1 : 0);
    for (const [, { Properties }] of budgets) {
      expect(Properties).toMatchObject({
        Budget: { TimeUnit: "MONTHLY", BudgetLimit: { Amount: stage.monthlyBudget, Unit: "USD" } },
        NotificationsWithSubscribers: [
          { Notification: { NotificationType: "ACTUAL", Threshold: 80 } },
          { Notification: { NotificationType: "FORECASTED", Threshold: 100 } },
        ],
      });
      for (const address of stage.alarmRecipients) expect(JSON.stringify(Properties)).toContain(address);
    }
  });

  it("is copied every night for as long as the stage says", () => {
    const plans = allIn(template, "AWS::Backup::BackupPlan");
    expect(plans).toHaveLength(stage.backups ? 1 : 0);
    for (const [, { Properties }] of plans) {
      const { BackupPlanRule } = Properties.BackupPlan as { BackupPlanRule: unknown[] };
      expect(BackupPlanRule).toEqual([
        expect.objectContaining({
          ScheduleExpression: "cron(0 3 * * ? *)",
          Lifecycle: { DeleteAfterDays: stage.backups?.toDays() },
        }),
      ]);
      const [, selection] = onlyIn(template, "AWS::Backup::BackupSelection");
      const [tableId] = onlyIn(template, "AWS::DynamoDB::Table");
      expect(JSON.stringify(selection.Properties)).toContain(JSON.stringify([tableId, "Arn"]));
      const [keyId] = onlyIn(template, "AWS::KMS::Key");
      const [, vault] = onlyIn(template, "AWS::Backup::BackupVault");
      expect(text(vault.Properties.EncryptionKeyArn)).toBe(`<${keyId}.Arn>`);
    }
  });

  it("locks releases for as long as the stage says", () => {
    const [, bucket] = onlyIn(template, "AWS::S3::Bucket");
    const { releasesLocked } = stage;
    expect(bucket.Properties.ObjectLockEnabled).toBe(releasesLocked ? true : undefined);
    expect(bucket.Properties.ObjectLockConfiguration).toEqual(
      releasesLocked && {
        ObjectLockEnabled: "Enabled",
        Rule: { DefaultRetention: { Days: releasesLocked.toDays(), Mode: "GOVERNANCE" } },
      },
    );
  });

  it("leaves nothing half-uploaded, and old states of what was written over for a year", () => {
    const [, bucket] = onlyIn(template, "AWS::S3::Bucket");
    expect(bucket.Properties.LifecycleConfiguration).toEqual({
      Rules: [
        {
          Status: "Enabled",
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          NoncurrentVersionExpiration: { NoncurrentDays: 365 },
        },
      ],
    });
  });

  it("prints the DNS records of its emails, and makes them where it has the zone", () => {
    const domain = stage.sender.split("@")[1]?.replace(">", "");
    const printed = outputsOf(template).filter((value) => / (CNAME|MX|TXT) /.test(value));
    expect(printed).toEqual([
      expect.stringContaining(".DkimDNSTokenValue1>"),
      expect.stringContaining(".DkimDNSTokenValue2>"),
      expect.stringContaining(".DkimDNSTokenValue3>"),
      `bounce.${domain} MX 10 feedback-smtp.eu-west-2.amazonses.com`,
      `bounce.${domain} TXT "v=spf1 include:amazonses.com -all"`,
      `_dmarc.${domain} TXT "v=DMARC1; p=reject; adkim=s; aspf=r"`,
    ]);
    const made = allIn(template, "AWS::Route53::RecordSet")
      .filter(([, { Properties }]) => Properties.Type !== "A")
      .map(
        ([, { Properties }]) =>
          `${text(Properties.Name)} ${Properties.Type} ${(Properties.ResourceRecords as unknown[]).map(text)}`,
      );
    expect(made).toEqual(stage.domain?.hostedZone ? printed : []);
  });

  it("is one service with one address, which its functions know", () => {
    const addresses = allIn(template, "AWS::Lambda::Function").flatMap(([, { Properties }]) => {
      const { BASE_URL } = (Properties.Environment as { Variables: Record<string, unknown> }).Variables;
      return BASE_URL === undefined ? [] : [text(BASE_URL)];
    });
    const [front] = allIn(template, "AWS::ApiGatewayV2::Api").map(([id]) => id);
    expect(new Set(addresses)).toEqual(
      new Set([
        stage.domain
          ? `https://${stage.domain.name}`
          : `https://<${front}>.execute-api.eu-west-2.<AWS::URLSuffix>`,
      ]),
    );
    expect(outputsOf(template)).toContain(addresses[0]);
  });
});

describe("a stage's own domain", () => {
  const template = templateOf("production");
  const [apiId, api] = onlyIn(template, "AWS::ApiGateway::RestApi");

  it("leads to the API, is the only way to it, and speaks no old TLS", () => {
    const [nameId, name] = onlyIn(template, "AWS::ApiGateway::DomainName");
    const [certificateId] = onlyIn(template, "AWS::CertificateManager::Certificate");
    expect(name.Properties).toMatchObject({
      DomainName: "workwell.example.org",
      SecurityPolicy: "TLS_1_2",
      EndpointConfiguration: { Types: ["REGIONAL"] },
      RegionalCertificateArn: { Ref: certificateId },
    });
    const [, mapping] = onlyIn(template, "AWS::ApiGateway::BasePathMapping");
    expect(mapping.Properties).toMatchObject({
      DomainName: { Ref: nameId },
      RestApiId: { Ref: apiId },
      Stage: { Ref: onlyIn(template, "AWS::ApiGateway::Stage")[0] },
    });
    expect(mapping.Properties).not.toHaveProperty("BasePath");
    expect(api.Properties.DisableExecuteApiEndpoint).toBe(true);
    const [[, record] = []] = allIn(template, "AWS::Route53::RecordSet").filter(
      ([, { Properties }]) => Properties.Type === "A",
    );
    expect(record?.Properties).toMatchObject({
      Name: "workwell.example.org.",
      AliasTarget: { DNSName: { "Fn::GetAtt": [nameId, "RegionalDomainName"] } },
    });
  });
});

describe("an address without a domain", () => {
  const template = templateOf("sandbox");

  it("hands every path on to the API, and has no path itself", () => {
    const [apiId] = onlyIn(template, "AWS::ApiGateway::RestApi");
    const [, { Properties: stage }] = onlyIn(template, "AWS::ApiGatewayV2::Stage");
    expect(stage.StageName).toBe("$default");
    const integrations = new Map(
      allIn(template, "AWS::ApiGatewayV2::Integration").map(([id, { Properties }]) => [
        `integrations/<${id}>`,
        text(Properties.IntegrationUri).replace(/\/<\w+>\//, "/<stage>/"),
      ]),
    );
    const routes = allIn(template, "AWS::ApiGatewayV2::Route").map(([, { Properties }]) => [
      Properties.RouteKey,
      integrations.get(text(Properties.Target)),
    ]);
    const target = `https://<${apiId}>.execute-api.eu-west-2.<AWS::URLSuffix>/<stage>/`;
    expect(routes).toEqual([
      ["ANY /", target],
      ["ANY /{proxy+}", `${target}{proxy}`],
    ]);
  });

  it("logs no path and no address", () => {
    const [, { Properties }] = onlyIn(template, "AWS::ApiGatewayV2::Stage");
    const { Format } = Properties.AccessLogSettings as { Format: string };
    expect(Object.values(JSON.parse(Format))).toEqual([
      "$context.requestId",
      "$context.requestTime",
      "$context.status",
    ]);
  });
});
