import { describe, expect, it } from "vitest";
import { indexKeys } from "../../functions/adapters/table.ts";
import { stages } from "../../lib/stages.ts";
import { tableIndexes, tableKey } from "../../lib/table-layout.ts";
import { all, allIn, only, templateOf } from "./synthesised.ts";

const [, table] = only("AWS::DynamoDB::Table");
const [, bucket] = only("AWS::S3::Bucket");
const [keyId, key] = only("AWS::KMS::Key");

describe("what the service keeps", () => {
  it.each(Object.keys(stages) as (keyof typeof stages)[])(
    "keeps its logical ids in %s, because a new id is a new, empty table, bucket or key",
    (name) => {
      const idOf = (type: string) => allIn(templateOf(name), type).map(([id]) => id);
      expect({
        table: idOf("AWS::DynamoDB::Table"),
        bucket: idOf("AWS::S3::Bucket"),
        key: idOf("AWS::KMS::Key"),
        backups: idOf("AWS::Backup::BackupVault"),
        // Links in emails and executions under way depend on these.
        machine: idOf("AWS::StepFunctions::StateMachine"),
        sender: idOf("AWS::SES::EmailIdentity"),
        address: [...idOf("AWS::ApiGateway::DomainName"), ...idOf("AWS::ApiGatewayV2::Api")],
      }).toEqual({
        table: ["CasesTable7FA77C7D"],
        bucket: ["ExportsBucket54D5CE64"],
        key: ["Key961B73FD"],
        backups: stages[name].backups ? ["BackupsVault1F11AFCC"] : [],
        machine: ["WorkflowStateMachine8F1B1C15"],
        sender: ["MailIdentity4EC7C521"],
        address: [stages[name].domain ? "DomainName3089E799" : "AddressFrontB86AF382"],
      });
    },
  );

  it.each([
    ["table", table],
    ["bucket", bucket],
    ["key", key],
  ])("outlives the stack: the %s is retained", (_, { DeletionPolicy, UpdateReplacePolicy }) => {
    expect({ DeletionPolicy, UpdateReplacePolicy }).toEqual({
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
    });
  });

  it("turns the key over every year", () => {
    expect(key.Properties.EnableKeyRotation).toBe(true);
  });

  it("is encrypted with the service's own key wherever data about people may lie", () => {
    const own = { "Fn::GetAtt": [keyId, "Arn"] };
    expect(table.Properties.SSESpecification).toEqual({
      KMSMasterKeyId: own,
      SSEEnabled: true,
      SSEType: "KMS",
    });
    expect(JSON.stringify(bucket.Properties.BucketEncryption)).toContain(JSON.stringify(own));
    for (const [, topic] of all("AWS::SNS::Topic")) expect(topic.Properties.KmsMasterKeyId).toEqual(own);
    for (const [, logs] of all("AWS::Logs::LogGroup")) expect(logs.Properties.KmsKeyId).toEqual(own);
    // News of an email that could not be recorded has the address that it went to.
    const ofNews = all("AWS::SQS::Queue").filter(([id]) => id.includes("recorddelivery"));
    expect(ofNews.map(([, { Properties }]) => Properties.KmsMasterKeyId)).toEqual([own]);
  });

  it("lets those use its key who bring alarms, news of emails and what could not be delivered of it", () => {
    const { Statement } = key.Properties.KeyPolicy as { Statement: unknown[] };
    expect(Statement).toContainEqual({
      Effect: "Allow",
      Principal: { Service: ["cloudwatch.amazonaws.com", "ses.amazonaws.com", "sns.amazonaws.com"] },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
    });
  });

  it("keeps every log for a year, and no longer", () => {
    for (const [, logs] of all("AWS::Logs::LogGroup")) expect(logs.Properties.RetentionInDays).toBe(365);
  });
});

describe("the table", () => {
  it("can be restored to any second, refuses deletion, and is paid by use", () => {
    expect(table.Properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      DeletionProtectionEnabled: true,
      BillingMode: "PAY_PER_REQUEST",
      TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
    });
  });

  it("is keyed by area", () => {
    expect(table.Properties.KeySchema).toEqual([
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ]);
  });

  it("finds the cases to wake and the queue without reading them, and an area's cases without names", () => {
    expect(table.Properties.GlobalSecondaryIndexes).toEqual([
      {
        IndexName: "by-wake",
        KeySchema: [
          { AttributeName: "wakePartition", KeyType: "HASH" },
          { AttributeName: "wakeAt", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["area", "reference"] },
      },
      {
        IndexName: "by-area",
        KeySchema: [
          { AttributeName: "area", KeyType: "HASH" },
          { AttributeName: "areaSort", KeyType: "RANGE" },
        ],
        Projection: {
          ProjectionType: "INCLUDE",
          NonKeyAttributes: ["reference", "stage", "summary", "facts"],
        },
      },
      {
        IndexName: "by-open",
        KeySchema: [
          { AttributeName: "openArea", KeyType: "HASH" },
          { AttributeName: "openSort", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["reference", "summary", "facts"] },
      },
      {
        IndexName: "by-queue",
        KeySchema: [
          { AttributeName: "queuePartition", KeyType: "HASH" },
          { AttributeName: "queueSort", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["area", "reference", "id"] },
      },
    ]);
  });

  it("has the keys that the adapters use", () => {
    const keysOf = ({ partition, sort }: { partition: string; sort: string }) => ({ partition, sort });
    expect(indexKeys).toEqual({
      table: tableKey,
      "by-wake": keysOf(tableIndexes["by-wake"]),
      "by-area": keysOf(tableIndexes["by-area"]),
      "by-open": keysOf(tableIndexes["by-open"]),
      "by-queue": keysOf(tableIndexes["by-queue"]),
    });
  });
});

describe("the exports", () => {
  it("are private, versioned and reached only over TLS", () => {
    expect(bucket.Properties).toMatchObject({
      VersioningConfiguration: { Status: "Enabled" },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    const [, policy] = only("AWS::S3::BucketPolicy");
    expect(JSON.stringify(policy.Properties)).toContain('"aws:SecureTransport":"false"');
    expect(JSON.stringify(policy.Properties)).toContain('"NumericLessThan":{"s3:TlsVersion":1.2}');
  });
});
