import dynalite from "dynalite";
import { closeIteratorsOfDynalite } from "./dynalite-iterators.ts";
import { readAtOnceInDynalite } from "./dynalite-reads.ts";
import { writeWholeInDynalite } from "./dynalite-whole-writes.ts";
import { close, listen } from "./servers.ts";

/** Serves dynalite, mended, over LevelDB files in `folder`, in this thread; a write that was answered survives it. */
export async function serveDynalite(folder: string): Promise<{ url: string; close(): Promise<void> }> {
  closeIteratorsOfDynalite();
  readAtOnceInDynalite();
  writeWholeInDynalite();
  const server = dynalite({ path: folder, createTableMs: 0, updateTableMs: 0, deleteTableMs: 0 });
  const url = await listen(server, 0);
  return { url, close: () => close(server) };
}
