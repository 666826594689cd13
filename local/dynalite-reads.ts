import { Level } from "./dynalite-iterators.ts";

interface Reader {
  readonly status: string;
  get(key: string): Promise<unknown>;
  getSync(key: string): unknown;
}

const reader = Level.prototype as unknown as Reader;
const { get } = reader;

/**
 * Lets dynalite 4 read each value at once. It would send every one to another thread and wait, though LevelDB mostly
 * holds it in memory: the definition of the table alone is read with each request. A store that is
 * still opening answers as before.
 */
export function readAtOnceInDynalite(): void {
  reader.get = async function (this: Reader, key) {
    return this.status === "open" ? this.getSync(key) : get.call(this, key);
  };
}
