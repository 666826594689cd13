import { devNull } from "node:os";
import type { ProgrammeClock } from "./clock.ts";
import type { DataFolder } from "./data-folder.ts";
import { type DynamoDb, ensureTable, startDynamoDb } from "./dynamodb.ts";
import { region } from "./intrinsics.ts";
import { type MailService, startMail } from "./mail.ts";
import { type Storage, startStorage } from "./storage.ts";
import type { Programme } from "./template.ts";

/** What stands for DynamoDB, SES and S3. */
export interface Emulators {
  readonly dynamoDb: DynamoDb;
  readonly mail: MailService;
  readonly storage: Storage;
  close(): Promise<void>;
}

/** Starts the emulators that keep data, with the tables and buckets of the template. */
export async function startEmulators(
  programme: Programme,
  folder: DataFolder,
  clock: ProgrammeClock,
): Promise<Emulators> {
  const [dynamoDb, mail, storage] = await Promise.all([
    startDynamoDb(folder.at("dynamodb")),
    startMail(folder.at("mails.jsonl"), () => clock.now()),
    startStorage({
      dataFolder: folder.at("storage"),
      exportsFolder: folder.at("exports"),
      buckets: programme.buckets,
    }),
  ]);
  for (const table of programme.tables) await ensureTable(dynamoDb.url, table);
  return {
    dynamoDb,
    mail,
    storage,
    async close() {
      await Promise.all([dynamoDb.close(), mail.close(), storage.close()]);
    },
  };
}

/** Puts what a developer has set up for real AWS accounts out of this process's reach, for good. */
export function leaveAws(): void {
  for (const name of [
    "AWS_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_ENDPOINT_URL",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  ]) {
    delete process.env[name];
  }
  Object.assign(process.env, {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  });
}

/** Points every SDK client of this process to the emulators: clients read these when they send for the first time. */
export function pointClientsTo(urls: Readonly<Record<"DYNAMODB" | "SES" | "S3" | "SFN", string>>): void {
  for (const [service, url] of Object.entries(urls)) process.env[`AWS_ENDPOINT_URL_${service}`] = url;
}
