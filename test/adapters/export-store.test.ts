import { CreateBucketCommand, PutObjectCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { type FauxqsServer, startFauxqs } from "fauxqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ExportStore, type Release, ReleaseIsFixed } from "../../functions/adapters/export-store.ts";

const release: Release = {
  id: "black-country_2026-Q1_1",
  area: "black-country",
  quarter: "2026-Q1",
  profile: "nhs",
  asAt: "2026-04-02T06:00:00.000Z",
  files: ["measures.csv"],
};
const csv = (body: string) => ({ body, contentType: "text/csv; charset=utf-8" });

let server: FauxqsServer;
let s3: S3Client;
let buckets = 0;

beforeAll(async () => {
  server = await startFauxqs({ port: 0, host: "127.0.0.1", logger: false });
  s3 = new S3Client({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: "eu-west-2",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
});
afterAll(async () => {
  s3.destroy();
  await server.stop();
});

async function emptyStore(): Promise<ExportStore> {
  buckets += 1;
  const Bucket = `exports-${buckets}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  return new ExportStore(Bucket, s3);
}

describe("a release", () => {
  test("is listed once it is published, and its files read back as they were written", async () => {
    const store = await emptyStore();
    await store.putFile(release, "measures.csv", csv("area_name\r\nYnys Môn\r\n"));
    expect(await store.list()).toEqual([]);
    await store.publish(release);
    expect(await store.list()).toEqual([release]);
    expect(await store.readFile(release, "measures.csv")).toBe("area_name\r\nYnys Môn\r\n");
  });

  test("never changes: the same again is nothing new, and anything else is refused", async () => {
    const store = await emptyStore();
    await store.putFile(release, "measures.csv", csv("first"));
    await store.publish(release);
    await store.putFile(release, "measures.csv", csv("first"));
    await store.publish(release);
    await expect(store.putFile(release, "measures.csv", csv("second"))).rejects.toThrow(ReleaseIsFixed);
    await expect(store.publish({ ...release, profile: "strict" })).rejects.toThrow(ReleaseIsFixed);
    expect(await store.readFile(release, "measures.csv")).toBe("first");
    expect(await store.list()).toEqual([release]);
  });

  // The emulator ignores the condition that S3 keeps, so S3's answer is played here.
  test.each([
    ["is refused what another build wrote otherwise at the same moment", "theirs", ReleaseIsFixed],
    ["accepts what another build wrote alike at the same moment", "ours", undefined],
  ])("%s", async (_name, written, refusal) => {
    await emptyStore();
    const Bucket = `exports-${buckets}`;
    const raced = {
      async send(command: PutObjectCommand) {
        if (!(command instanceof PutObjectCommand)) return s3.send(command);
        expect(command.input.IfNoneMatch).toBe("*");
        await s3.send(new PutObjectCommand({ Bucket, Key: command.input.Key, Body: written }));
        throw new S3ServiceException({
          name: "PreconditionFailed",
          $fault: "client",
          $metadata: { httpStatusCode: 412 },
        });
      },
    } as unknown as S3Client;
    const put = new ExportStore(Bucket, raced).putFile(release, "measures.csv", csv("ours"));
    await (refusal ? expect(put).rejects.toThrow(refusal) : expect(put).resolves.toBeUndefined());
  });

  test("has no other files than it names", async () => {
    const store = await emptyStore();
    await store.putFile(release, "draft.csv", csv("never published"));
    await store.publish(release);
    expect(await store.readFile(release, "draft.csv")).toBeUndefined();
    expect(await store.readFile(release, "measures.csv")).toBeUndefined();
  });

  test.each(["../manifest.json", "manifest.json", "a/b.csv", ".hidden", ""])(
    "refuses a file called %j",
    async (name) => {
      const store = await emptyStore();
      await expect(store.putFile(release, name, csv("x"))).rejects.toThrow();
    },
  );
});

describe("the list of releases", () => {
  test("is one area's or all, oldest first", async () => {
    const store = await emptyStore();
    const later = { ...release, id: "b", asAt: "2026-05-01T06:00:00.000Z", supersedes: release.id };
    const england = { ...release, id: "c", area: "england", asAt: "2026-04-15T06:00:00.000Z" };
    const namesake = { ...release, id: "d", area: "black-country-east", asAt: "2026-06-01T06:00:00.000Z" };
    for (const each of [later, namesake, england, release]) await store.publish(each);
    expect((await store.list("black-country")).map(({ id }) => id)).toEqual([release.id, "b"]);
    expect((await store.list("england")).map(({ id }) => id)).toEqual(["c"]);
    expect((await store.list()).map(({ id }) => id)).toEqual([release.id, "c", "b", "d"]);
  });

  test("goes on past the 1,000 names that S3 lists at once", async () => {
    const store = await emptyStore();
    const ids = Array.from({ length: 520 }, (_, index) => `r${index}`);
    for (let start = 0; start < ids.length; start += 40) {
      await Promise.all(
        ids.slice(start, start + 40).map(async (id) => {
          await store.putFile({ ...release, id }, "measures.csv", csv(id));
          await store.publish({ ...release, id });
        }),
      );
    }
    expect((await store.list()).length).toBe(520);
  }, 60_000);
});
