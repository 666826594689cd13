import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Item } from "../../functions/adapters/table.ts";
import { type Mail, startWorkWell, type WorkWell } from "../support/service.ts";
import { fillTable } from "./fill-table.ts";
import { readKeptVersion, writtenDown } from "./kept-version.ts";
import { area, fullArea, playStories } from "./stories.ts";

// Runs the service of another version over a few sample journeys, and keeps what it wrote and sent:
//   node test/versions/keep-version.ts <working tree of that version> <name> <programme time> [<the version before>]
// With the name of a version that was kept before, over what that one left: its cases are still open then.

const [tree = "", name = "", now = "", before] = process.argv.slice(2);
if (!now)
  throw new Error("Say the working tree, the name, the programme time, and perhaps the version before.");

/** What begins anew with each start of a version, or is larger than it tells. */
const leftOut = /^(POSTCODE|CODE|SESSION|UNLOCKED|RATE)#|^POSTCODES$|#SERVICES$|#WAITS$|#DIGEST#/;
/** Their rules and staff would tell nothing more than those of the areas of the stories. */
const otherAreas = readdirSync(new URL("../../areas/", import.meta.url))
  .filter((file) => file.endsWith(".json"))
  .map((file) => file.replace(".json", ""))
  .filter((id) => id !== area && id !== fullArea);

/** Seconds until the older version is ready, its synthesis included. */
const patience = 400;

const dataDir = mkdtempSync(join(tmpdir(), "workwell-"));
if (before) await fillTable(dataDir, readKeptVersion(before).items, resolve(tree));
const service = await startWorkWell({ tree: resolve(tree), dataDir, now, patience });
const table = tableOf(service);
try {
  await leaveNoRoom();
  const stages = await playStories(service, name);
  const kept = {
    commit: execFileSync("git", ["rev-parse", "HEAD"], { cwd: tree, encoding: "utf8" }).trim(),
    keptAt: await service.now(),
    stages,
    items: (await everyItem()).filter(isMeant).toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
    mails: (await service.inbox()).filter(isNoCode).map(asRead),
    definition: await definitionOf(resolve(tree)),
  };
  writeFileSync(new URL(`../fixtures/versions/${name}.json`, import.meta.url), writtenDown(kept));
  console.log(stages);
} catch (error) {
  console.error(service.output());
  throw error;
} finally {
  await service.dispose();
}

function tableOf(running: WorkWell) {
  const [, TableName, endpoint] =
    /--table (\S+) with AWS_ENDPOINT_URL_DYNAMODB=(\S+)/.exec(running.output()) ?? [];
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint: `${endpoint}`, region: "eu-west-2", credentials });
  return { TableName: `${TableName}`, client: DynamoDBDocumentClient.from(client) };
}

/** In the table itself: the older version has no other way. */
async function leaveNoRoom(): Promise<void> {
  for (const coach of ["coach1", "coach2"]) {
    await table.client.send(
      new UpdateCommand({
        TableName: table.TableName,
        Key: { pk: `${fullArea}#STAFF`, sk: `${coach}@${fullArea}.example.org` },
        UpdateExpression: "SET #capacity = :none",
        ConditionExpression: "attribute_exists(#capacity)",
        ExpressionAttributeNames: { "#capacity": "capacity" },
        ExpressionAttributeValues: { ":none": 0 },
      }),
    );
  }
}

async function everyItem(): Promise<Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client: table.client }, { TableName: table.TableName })) {
    items.push(...(Items as Item[]));
  }
  return items;
}

function isMeant({ pk, sk }: Item): boolean {
  return !leftOut.test(pk) && !otherAreas.some((id) => `${pk} ${sk}`.includes(id));
}

function nameOf({ pk, sk }: Item): string {
  return `${pk}\n${sk}`;
}

function isNoCode({ subject, text }: Mail): boolean {
  return !/code/i.test(subject) && !/^\d{6}$/m.test(text);
}

function asRead({ at, to, subject, text }: Mail) {
  return { at, to, subject, text };
}

/** The state machine as that version has it, with the names of functions for where they are. */
async function definitionOf(of: string): Promise<Record<string, unknown>> {
  const { synthesise } = await import(join(of, "local/synthesise.ts"));
  const { readProgramme } = await import(join(of, "local/template.ts"));
  const programme = readProgramme(await synthesise(() => {}), { BaseUrl: "http://127.0.0.1" });
  const [{ definition }] = programme.stateMachines;
  return JSON.parse(definition);
}
