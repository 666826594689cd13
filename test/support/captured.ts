import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetObjectCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { tableIndexes, tableKey } from "../../lib/table-layout.ts";
import { synthesise } from "../../local/synthesise.ts";
import { addressesIn, type Recorded } from "./recorder.ts";
import type { Mail, WorkWell } from "./service.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };

/** Where a client of the tests finds a service of AWS that stands beside a recorded service. */
export function clientOptions(endpoint: string | undefined) {
  return { endpoint: endpoint ?? "http://127.0.0.1:1", region: "eu-west-2", credentials };
}

type Invocation = Extract<Recorded, { function: string }>;

/** What the recorder of a service has written so far. */
export class Recording {
  readonly endpoints: Readonly<Partial<Record<string, string>>>;
  readonly invocations: readonly Invocation[];
  readonly workflow: readonly unknown[];

  constructor(file: string) {
    const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
    const all = lines.map((line) => JSON.parse(line) as Recorded);
    this.endpoints = all.find((each) => "endpoints" in each)?.endpoints ?? {};
    this.invocations = all.filter((each) => "function" in each);
    this.workflow = all.flatMap((each) => ("workflow" in each ? [each.workflow] : []));
  }

  of(...names: readonly string[]): Invocation[] {
    return this.invocations.filter((each) => names.some((name) => each.function.endsWith(name)));
  }
}

/** The functions of the workflow, and those that a schedule invokes: test/lib/schedules.test.ts knows when one is added. */
const steps = ["attend-to-case", "triage-referral", "assign-coach", "hold-for-answer"];
export const scheduled = ["resume-cases", "send-digests", "release-quarter", "check-invariants"];

/** Everything of a recorded service that others than the people concerned can read, by where they would read it. */
export async function capturedOf(service: WorkWell, file: string): Promise<Record<string, string>> {
  const mails = await service.inbox();
  const record = new Recording(file);
  const lines = readFileSync(join(service.dataDir, "mails.jsonl"), "utf8").split("\n").filter(Boolean);
  const raw = lines.map((line) => JSON.parse(line));
  const written = (which: (mail: Mail) => boolean) =>
    JSON.stringify(
      raw
        .filter((_, index) => mails[index] && which(mails[index]))
        .map(({ destination: _to, ...rest }) => rest),
    );
  return {
    "the logs": service.output(),
    "the access log": await accessLogOf(record.invocations),
    "the workflow": JSON.stringify([record.workflow, record.of(...steps)]),
    "schedules and their dead letters": JSON.stringify(record.of(...scheduled)),
    // What SES tells of an email has the address that it went to. Nothing else may be in its dead letters.
    "what failed": JSON.stringify(record.invocations.map(({ failure }) => failure)),
    addresses: addressesOf(record.invocations, mails),
    "emails to staff": written(isToStaff),
    "emails to others": written((mail) => !isToStaff(mail)),
    "alerts to phones": readFileSync(join(service.dataDir, "alerts.jsonl"), "utf8"),
    "keys of the table": await keysOf(service, record),
    "the bucket": await bucketOf(record),
  };
}

function isToStaff({ to }: Pick<Mail, "to">): boolean {
  return to.every((address) => /@[a-z-]+\.example\.org$|^national@example\.org$/.test(address));
}

/** The lines that API Gateway would write, in the template's own formats: of the API, and of an address before it. */
async function accessLogOf(invocations: readonly Invocation[]): Promise<string> {
  const template = readFileSync(join(await synthesise(() => {}), "WorkWell.template.json"), "utf8");
  const formats = [...template.matchAll(/"Format":\s*("(?:[^"\\]|\\.)*")/g)].map(([, text = '""']) => text);
  return formats.map((format) => linesOfAccessLog(JSON.parse(format), invocations)).join("\n");
}

function linesOfAccessLog(format: string, invocations: readonly Invocation[]): string {
  const contexts = invocations.flatMap(({ payload }) => {
    const { requestContext } = (payload ?? {}) as { requestContext?: object };
    return requestContext ? [requestContext] : [];
  });
  return contexts
    .map((context) => format.replaceAll(/\$context\.([\w.]+)/g, (_, path) => `${contextAt(context, path)}`))
    .join("\n");
}

function contextAt(inside: object, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], inside);
}

/** Every address that anybody is led to, once. Calling or writing to somebody goes to no server. */
function addressesOf(invocations: readonly Pick<Invocation, "answer">[], mails: readonly Mail[]): string {
  const told = invocations.flatMap(({ answer }) => (answer as { addresses?: string[] })?.addresses ?? []);
  const mailed = mails.flatMap(({ text, html }) => addressesIn(`${text} ${html}`));
  const all = new Set([...told, ...mailed]);
  return [...all].filter((address) => !/^(mailto|tel):/.test(address)).join("\n");
}

/** What every item is found by, in the table and in its indexes, and what an index shows without the item. */
async function keysOf(service: WorkWell, { endpoints }: Recording): Promise<string> {
  const names = new Set<string>([tableKey.partition, tableKey.sort]);
  for (const { partition, sort, includes } of Object.values(tableIndexes)) {
    for (const name of [partition, sort, ...includes]) names.add(name);
  }
  const client = new DynamoDBClient(clientOptions(endpoints.DYNAMODB));
  const TableName = /--table (\S+)/.exec(service.output())?.[1] ?? "";
  const found: unknown[] = [];
  for await (const { Items } of paginateScan(
    { client: DynamoDBDocumentClient.from(client) },
    { TableName },
  )) {
    found.push(...(Items ?? []).map((item) => [...names].map((name) => item[name])));
  }
  client.destroy();
  return JSON.stringify(found);
}

/** Names and contents of what is kept in S3. */
async function bucketOf({ endpoints }: Recording): Promise<string> {
  const client = new S3Client({ ...clientOptions(endpoints.S3), forcePathStyle: true });
  const parts: string[] = [];
  for (const { Name: Bucket } of (await client.send(new ListBucketsCommand({}))).Buckets ?? []) {
    for (const { Key } of (await client.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      parts.push(`${Key}`, (await Body?.transformToString()) ?? "");
    }
  }
  client.destroy();
  return parts.join("\n");
}
