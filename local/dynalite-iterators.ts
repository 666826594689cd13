import { createRequire } from "node:module";

interface Iterator {
  close(): Promise<void>;
  return?: () => Promise<void>;
}

type MakeIterator = (this: unknown, ...options: unknown[]) => Iterator;

const require = createRequire(createRequire(import.meta.url).resolve("dynalite"));

/** The database class that dynalite itself uses. */
export const { Level }: { Level: { prototype: Record<"keys" | "values", MakeIterator> } } = require("level");

let done = false;

/**
 * Lets dynalite 4 end its iterators. It calls their `return`, which they do not have (they have `close`): each query
 * would leave one open, and an open iterator keeps memory and every value that was overwritten since. Measured: a
 * week of sweeps made 4.7 GB of memory and 1.8 GB of files out of 150 MB.
 */
export function closeIteratorsOfDynalite(): void {
  if (done) return;
  done = true;
  for (const name of ["keys", "values"] as const) {
    const make = Level.prototype[name];
    Level.prototype[name] = function (...options) {
      const iterator = make.apply(this, options);
      iterator.return = () => iterator.close();
      return iterator;
    };
  }
}
