import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { buildApp } from "fauxqs";
import { registerRoot } from "../functions/core/reporting/register.ts";
import { host } from "./servers.ts";

/** A running S3 emulator. */
export interface Storage {
  readonly url: string;
  close(): Promise<void>;
}

interface StoredObject {
  readonly body: Buffer;
}

/** What is used of the emulator's own store, which the package does not export. */
interface S3Store {
  createBucket(name: string): void;
  getObject(bucket: string, key: string): StoredObject;
  persistence: Persistence | undefined;
  spy: { addMessage(event: { bucket: string; key: string; status: string }): void } | undefined;
}

interface Persistence {
  load(queues: unknown, topics: unknown, objects: S3Store): void;
  close(): void;
}

type AppOptions = NonNullable<Parameters<typeof buildApp>[0]>;

/**
 * Starts S3 over a database in `dataFolder`, with `buckets`; each object also appears as a file under `exportsFolder`.
 * The package's own start-up listens on every network interface, so its parts are put together here.
 */
export async function startStorage(options: {
  dataFolder: string;
  exportsFolder: string;
  buckets: readonly string[];
}): Promise<Storage> {
  const { objects, queues, topics, persistence } = await partsOfEmulator(options.dataFolder);
  persistence.load(queues, topics, objects);
  objects.persistence = persistence;
  for (const bucket of options.buckets) objects.createBucket(bucket);
  // The store tells its spy about each object, after storing and before answering.
  objects.spy = {
    addMessage({ bucket, key, status }) {
      const file = fileOf(options.exportsFolder, key);
      if (!file) return;
      if (status === "deleted") rmSync(file, { force: true });
      if (status !== "uploaded") return;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, persistedBody(objects, bucket, key));
    },
  };

  const stores = { sqsStore: queues, snsStore: topics, s3Store: objects } as unknown as AppOptions["stores"];
  const app = buildApp({ logger: false, ...(stores && { stores }) });
  const url = await app.listen({ port: 0, host });
  return {
    url,
    async close() {
      await app.close();
      persistence.close();
    },
  };
}

function persistedBody(objects: S3Store, bucket: string, key: string): Buffer {
  return objects.getObject(bucket, key).body;
}

/** A key that climbs out of the folder has no file, and what is not to be published has none either. */
function fileOf(folder: string, key: string): string | undefined {
  if (key.startsWith(`${registerRoot}/`)) return undefined;
  const root = resolve(folder);
  const file = join(root, key);
  return file.startsWith(root + sep) ? file : undefined;
}

async function partsOfEmulator(dataFolder: string) {
  const part = async (path: string) => await import(new URL(path, import.meta.resolve("fauxqs")).href);
  const [{ S3Store }, { SqsStore }, { SnsStore }, { PersistenceManager }] = await Promise.all(
    ["./s3/s3Store.js", "./sqs/sqsStore.js", "./sns/snsStore.js", "./persistence.js"].map(part),
  );
  mkdirSync(dataFolder, { recursive: true });
  return {
    objects: new S3Store() as S3Store,
    queues: new SqsStore() as unknown,
    topics: new SnsStore() as unknown,
    persistence: new PersistenceManager(dataFolder) as Persistence,
  };
}
