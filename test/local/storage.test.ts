import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startStorage } from "../../local/storage.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "workwell-storage-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const Bucket = "exports";

async function started() {
  const storage = await startStorage({
    dataFolder: join(folder, "storage"),
    exportsFolder: join(folder, "exports"),
    buckets: [Bucket],
  });
  const client = new S3Client({
    endpoint: storage.url,
    region: "eu-west-2",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const stop = async () => {
    client.destroy();
    await storage.close();
  };
  return { storage, client, stop };
}

it("An object is kept across starts, and is a file to open", async () => {
  const { client, stop } = await started();
  const Key = "black-country/2026-Q1/measures.csv";
  await client.send(new PutObjectCommand({ Bucket, Key, Body: "a,b\n1,é\n", ContentType: "text/csv" }));
  expect(readFileSync(join(folder, "exports", Key), "utf8")).toBe("a,b\n1,é\n");
  await stop();

  const again = await started();
  const { Body, ContentType } = await again.client.send(new GetObjectCommand({ Bucket, Key }));
  expect(ContentType).toBe("text/csv");
  expect(await Body?.transformToString()).toBe("a,b\n1,é\n");
  await again.stop();
});

it("A key that climbs out of the folder makes no file", async () => {
  const { client, stop } = await started();
  await client.send(new PutObjectCommand({ Bucket, Key: "a/../../escaped.txt", Body: "x" })).catch(() => {});
  expect(existsSync(join(folder, "escaped.txt"))).toBe(false);
  await stop();
});

it("Storage listens on this machine only", async () => {
  const { storage, stop } = await started();
  expect(storage.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  await stop();
});
