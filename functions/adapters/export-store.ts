import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { z } from "zod";
import { profiles } from "../core/reporting/disclosure.ts";
import { type RegisterEntry, registerRoot } from "../core/reporting/register.ts";

const manifest = "manifest.json";
const root = "releases";
/** Manifests read at once: enough to be quick, and few beside the SDK's 50 sockets. */
const readAtOnce = 10;

const fileName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,79}$/)
  .refine((name) => name !== manifest, "The manifest is written by publishing");

/** What a release says of itself. It is the release: files without it were never published. */
export const Release = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,119}$/),
  /** A pilot area's id, or "england". */
  area: z.string().regex(/^[a-z0-9-]{2,80}$/),
  quarter: z.string().regex(/^\d{4}-Q[1-4]$/),
  profile: z.enum(profiles),
  asAt: z.iso.datetime(),
  files: z.array(fileName).min(1).max(20),
  /** The id of the release that this one corrects. */
  supersedes: z.string().optional(),
  /** Made after the quarter's end by itself. */
  scheduled: z.literal(true).optional(),
  /** The request that made it, as a hash of its key: whoever repeats that request is answered with this release. */
  request: z.string().optional(),
});
export type Release = z.infer<typeof Release>;

/** Where a release lies. */
export type ReleasePlace = Pick<Release, "id" | "area" | "quarter">;

/** The release already holds this file with other content. Nothing was written. */
export class ReleaseIsFixed extends Error {
  override name = "ReleaseIsFixed";
}

/**
 * Releases of exports in S3. A file that was written once is never written otherwise, and the manifest is written
 * last: a build that broke off leaves no release, and can be repeated.
 */
export class ExportStore {
  readonly #bucket: string;
  readonly #s3: S3Client;

  // No forcePathStyle: the SDK puts the bucket into the path by itself when the endpoint is an IP address, as the
  // local emulator's is, and into the host name at AWS.
  constructor(bucket: string, s3 = new S3Client({})) {
    this.#bucket = bucket;
    this.#s3 = s3;
  }

  /** Writes one file of a release that is not published yet. The same content again changes nothing. */
  async putFile(
    place: ReleasePlace,
    name: string,
    file: { readonly body: string; readonly contentType: string },
  ): Promise<void> {
    await this.#putOnce(keyOf(place, fileName.parse(name)), file);
  }

  /** Publishes a release whose files are written. Refuses, as ReleaseIsFixed, another one under the same id. */
  async publish(release: Release): Promise<void> {
    const body = JSON.stringify(Release.parse(release), null, 2);
    await this.#putOnce(keyOf(release, manifest), { body, contentType: "application/json" });
  }

  /** A published file; undefined if the release has none of this name. */
  async readFile(release: Release, name: string): Promise<string | undefined> {
    return release.files.includes(name) ? this.#read(keyOf(release, name)) : undefined;
  }

  /** The releases of one area (or "england"), or all of them, oldest first. */
  async list(area?: string): Promise<Release[]> {
    const keys = await this.#manifestKeys(area === undefined ? `${root}/` : `${root}/${area}/`);
    const releases: Release[] = [];
    for (let start = 0; start < keys.length; start += readAtOnce) {
      const some = keys.slice(start, start + readAtOnce).map((key) => this.#read(key));
      for (const text of await Promise.all(some)) {
        if (text !== undefined) releases.push(Release.parse(JSON.parse(text)));
      }
    }
    return releases.sort((one, other) => (one.asAt < other.asAt ? -1 : one.asAt > other.asAt ? 1 : 0));
  }

  /** What was released of a quarter, in the order of its release. It holds true figures. */
  async registered(quarter: string): Promise<RegisterEntry[]> {
    const entries: RegisterEntry[] = [];
    for (;;) {
      const text = await this.#read(entryKey(quarter, entries.length + 1));
      if (text === undefined) return entries;
      entries.push(JSON.parse(text));
    }
  }

  /**
   * Enters a release as the next of its quarter, after those that it was checked against. Refuses, as ReleaseIsFixed,
   * when another was entered meanwhile: check against that one too.
   */
  async enter(entry: RegisterEntry, after: number): Promise<void> {
    const body = JSON.stringify(entry);
    await this.#putOnce(entryKey(entry.quarter, after + 1), { body, contentType: "application/json" });
  }

  /**
   * Whether nobody but this request has asked for the release before; from now on somebody has. A request without a
   * key cannot be told from any other.
   */
  async isFirstAsked({ id }: Pick<Release, "id">, request?: string): Promise<boolean> {
    const key = `${registerRoot}/asked/${id}.json`;
    const asked = await this.#read(key);
    if (asked !== undefined) return request !== undefined && JSON.parse(asked).request === request;
    await this.#putOnce(key, { body: JSON.stringify({ request }), contentType: "application/json" });
    return true;
  }

  // The condition is what fixes a file at AWS. The local emulator ignores it, so what is there is read first too.
  async #putOnce(key: string, file: { readonly body: string; readonly contentType: string }) {
    if (await this.#holds(key, file.body)) return;
    try {
      await this.#s3.send(
        new PutObjectCommand({
          Bucket: this.#bucket,
          Key: key,
          Body: file.body,
          ContentType: file.contentType,
          IfNoneMatch: "*",
        }),
      );
    } catch (error) {
      if (!isPreconditionFailed(error) || !(await this.#holds(key, file.body))) throw error;
    }
  }

  async #holds(key: string, body: string): Promise<boolean> {
    const existing = await this.#read(key);
    if (existing !== undefined && existing !== body) throw new ReleaseIsFixed(`${key} is already written`);
    return existing !== undefined;
  }

  async #read(key: string): Promise<string | undefined> {
    try {
      const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
      return await Body?.transformToString("utf-8");
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  async #manifestKeys(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    let next: string | undefined;
    do {
      const page = await this.#s3.send(
        new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: prefix, ContinuationToken: next }),
      );
      for (const { Key } of page.Contents ?? []) if (Key?.endsWith(`/${manifest}`)) keys.push(Key);
      next = page.NextContinuationToken;
    } while (next !== undefined);
    return keys;
  }
}

function keyOf({ area, quarter, id }: ReleasePlace, name: string): string {
  return `${root}/${area}/${quarter}/${id}/${name}`;
}

function entryKey(quarter: string, number: number): string {
  return `${registerRoot}/${quarter}/${String(number).padStart(4, "0")}.json`;
}

function isPreconditionFailed(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412;
}
