import { devNull } from "node:os";
import { type AlertService, startAlerts } from "./alerts.ts";
import type { ProgrammeClock } from "./clock.ts";
import type { DataFolder } from "./data-folder.ts";
import { type DynamoDb, ensureTable, startDynamoDb } from "./dynamodb.ts";
import { region } from "./intrinsics.ts";
import { type MailService, startMail } from "./mail.ts";
import { newsOfMail, type SentMail } from "./mailbox-simulator.ts";
import { type Storage, startStorage } from "./storage.ts";
import type { Programme } from "./template.ts";
import type { Notices } from "./template-topics.ts";
import type { Topics } from "./topics.ts";

/** Where the data folder has the files of the table. */
export const tableFolder = "dynamodb";

/** What stands for DynamoDB, SES, S3 and SNS. */
export interface Emulators {
  readonly dynamoDb: DynamoDb;
  readonly mail: MailService;
  readonly storage: Storage;
  readonly alerts: AlertService;
  close(): Promise<void>;
}

/** What the emulators stand in: the time, who hears of what, and whoever watches the terminal. */
interface Surroundings {
  readonly clock: ProgrammeClock;
  readonly topics: Topics;
  readonly report: (line: string) => void;
}

/** Starts the emulators that keep data, with the tables and buckets of the template. */
export async function startEmulators(
  programme: Programme,
  folder: DataFolder,
  { clock, topics, report }: Surroundings,
): Promise<Emulators> {
  const [dynamoDb, mail, storage, alerts] = await Promise.all([
    startDynamoDb(folder.at(tableFolder)),
    startMail(
      folder.at("mails.jsonl"),
      () => clock.now(),
      (sent) => tellNews(programme.notices, topics, sent, clock.now()),
    ),
    startStorage({
      dataFolder: folder.at("storage"),
      exportsFolder: folder.at("exports"),
      buckets: programme.buckets,
    }),
    startAlerts({ file: folder.at("alerts.jsonl"), clock, topics, report }),
  ]);
  for (const table of programme.tables) await ensureTable(dynamoDb.url, table);
  return {
    dynamoDb,
    mail,
    storage,
    alerts,
    async close() {
      await Promise.all([dynamoDb.close(), mail.close(), storage.close(), alerts.close()]);
    },
  };
}

/** News of a mail goes to the topics that the template has SES tell it to. */
function tellNews({ mailNews }: Notices, topics: Topics, mail: SentMail, time: number): void {
  for (const { kind, message } of newsOfMail(mail, time)) {
    for (const { topic } of mailNews.filter(({ kinds }) => kinds.includes(kind))) {
      topics.publish(topic, { message });
    }
  }
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
export function pointClientsTo(
  urls: Readonly<Record<"DYNAMODB" | "SES" | "S3" | "SFN" | "SNS", string>>,
): void {
  for (const [service, url] of Object.entries(urls)) process.env[`AWS_ENDPOINT_URL_${service}`] = url;
}
