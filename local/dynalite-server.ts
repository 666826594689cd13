import dynalite from "dynalite";
import { closeIteratorsOfDynalite } from "./dynalite-iterators.ts";
import { readAtOnceInDynalite } from "./dynalite-reads.ts";
import { writeWholeInDynalite } from "./dynalite-whole-writes.ts";
import { close, listen } from "./servers.ts";

/** Requests that change nothing. */
const reading = /\.(GetItem|BatchGetItem|Query|Scan|DescribeTable|ListTables)$/;

/**
 * Serves dynalite, mended, over LevelDB files in `folder`, in this thread; a write that was answered survives it.
 * `writes`: counts in its first place whatever may have been written, once it is.
 */
export async function serveDynalite(
  folder: string,
  writes = new Int32Array(1),
): Promise<{ url: string; close(): Promise<void> }> {
  closeIteratorsOfDynalite();
  readAtOnceInDynalite();
  writeWholeInDynalite();
  const server = dynalite({ path: folder, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  server.on("request", ({ headers }, response) => {
    if (!reading.test(String(headers["x-amz-target"])))
      response.on("finish", () => Atomics.add(writes, 0, 1));
  });
  const url = await listen(server, 0);
  return { url, close: () => close(server) };
}
