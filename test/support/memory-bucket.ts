import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";

/** A bucket in memory that keeps S3's promises about `IfNoneMatch`; `beforePut` may throw, or do what others do. */
export class MemoryBucket {
  readonly objects = new Map<string, string>();
  beforePut: (key: string) => void = () => {};

  get client(): S3Client {
    return { send: async (command: unknown) => this.#answer(command) } as unknown as S3Client;
  }

  #answer(command: unknown): unknown {
    if (command instanceof PutObjectCommand) return this.#put(command.input);
    if (command instanceof GetObjectCommand) return this.#get(command.input.Key ?? "");
    if (!(command instanceof ListObjectsV2Command))
      throw new Error("the bucket in memory does not know this");
    const keys = [...this.objects.keys()].filter((key) => key.startsWith(command.input.Prefix ?? ""));
    return { Contents: keys.map((Key) => ({ Key })) };
  }

  #put({ Key = "", Body, IfNoneMatch }: PutObjectCommand["input"]): unknown {
    this.beforePut(Key);
    if (IfNoneMatch === "*" && this.objects.has(Key)) {
      const $metadata = { httpStatusCode: 412 };
      throw new S3ServiceException({ name: "PreconditionFailed", $fault: "client", $metadata });
    }
    this.objects.set(Key, String(Body));
    return {};
  }

  #get(key: string): unknown {
    const text = this.objects.get(key);
    if (text === undefined) throw new NoSuchKey({ message: key, $metadata: {} });
    return { Body: { transformToString: async () => text } };
  }
}
