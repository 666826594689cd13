import { AsyncLocalStorage } from "node:async_hooks";
import { writeFileSync } from "node:fs";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import { count, type Stored, type TableCounts, type TableUse } from "./counts.ts";
import { type Item, indexWriteUnits, readUnits, sizeOf, writeUnits } from "./sizes.ts";

/** Who asks: the service's own process sends it along. */
export const functionHeader = "x-workwell-function";

/** Where the counts of the table are kept until the service has ended. */
export const tableCountsOf = (file: string) => `${file}.table`;

interface Index {
  readonly IndexName: string;
  readonly KeySchema: readonly { readonly AttributeName: string }[];
  readonly Projection: { readonly NonKeyAttributes?: readonly string[] };
}
interface Table {
  readonly KeySchema: readonly { readonly AttributeName: string }[];
}
interface Asked {
  readonly IndexName?: string;
  readonly ConsistentRead?: boolean;
}
type Answered = (error: unknown, answer?: { readonly Items?: readonly Item[] }) => void;
type QueryArguments = [...before: unknown[], answered: Answered];

interface Internals {
  checkConditional(asked: unknown, before: Item | undefined): unknown;
  addConsumedCapacity(asked: Asked, isRead: boolean, item: Item | undefined, other?: Item): unknown;
  queryTable(store: unknown, table: Table, asked: Asked, ...rest: QueryArguments): void;
  getIndexActions(
    indexes: readonly Index[],
    before: Item | undefined,
    after: Item | undefined,
    table: Table,
  ): unknown;
}

/** Counts, in the thread of the table, what each function reads and writes; kept when the thread is told to end. */
export function meterTable(file: string): void {
  const counts: TableCounts = { uses: {}, items: {}, temporary: nothing(), entries: {} };
  const asking = new AsyncLocalStorage<string>();
  const use = () => useOf(counts, asking.getStore() ?? "others");
  knowWhoAsks(asking, () => use().calls++);
  countReads(use);
  countWrites(use, counts);
  parentPort?.once("message", () => writeFileSync(tableCountsOf(file), JSON.stringify(counts)));
}

/** Listeners of a request run as the request's, also those that its connection calls. */
function knowWhoAsks(asking: AsyncLocalStorage<string>, onCall: () => void): void {
  const { createServer } = http;
  type Listener = (request: IncomingMessage, response: ServerResponse) => void;
  const metered = (listener: Listener) =>
    createServer((request, response) => {
      asking.run(String(request.headers[functionHeader] ?? "others"), () => {
        onCall();
        const { on } = request;
        Object.assign(request, {
          on: (event: string, heard: () => void) => on.call(request, event, AsyncLocalStorage.bind(heard)),
        });
        listener(request, response);
      });
    });
  Object.assign(http, { createServer: metered });
}

function countReads(use: () => TableUse): void {
  const { addConsumedCapacity, queryTable } = internals;
  internals.addConsumedCapacity = (asked, isRead, item, other) => {
    if (isRead) use().readUnits += readUnits(item ? sizeOf(item) : 0) * (asked.ConsistentRead ? 1 : 0.5);
    return addConsumedCapacity(asked, isRead, item, other);
  };
  internals.queryTable = (store, table, asked, ...rest) => {
    const answered = rest.pop() as Answered;
    const counted: Answered = (error, answer) => {
      const bytes = (answer?.Items ?? []).reduce((sum, item) => sum + sizeOf(item), 0);
      const units = readUnits(bytes) * (asked.ConsistentRead ? 1 : 0.5);
      if (asked.IndexName === undefined) use().readUnits += units;
      else {
        count(use().indexQueries, asked.IndexName);
        count(use().indexReadUnits, asked.IndexName, units);
      }
      answered(error, answer);
    };
    queryTable(store, table, asked, ...(rest as unknown as unknown[]), counted);
  };
}

function countWrites(use: () => TableUse, counts: TableCounts): void {
  const { checkConditional, getIndexActions } = internals;
  internals.checkConditional = (asked, before) => {
    const refusal = checkConditional(asked, before);
    if (refusal !== undefined && refusal !== null) use().refusedWriteUnits += writeUnits(before, undefined);
    return refusal;
  };
  // Asked once for each write, whatever becomes of the indexes.
  internals.getIndexActions = (indexes, before, after, table) => {
    use().writeUnits += writeUnits(before, after);
    keep(counts, before, after);
    for (const { IndexName, KeySchema, Projection } of indexes) {
      const keys = KeySchema.map(({ AttributeName }) => AttributeName);
      const names = [
        ...keys,
        ...table.KeySchema.map(({ AttributeName }) => AttributeName),
        ...(Projection.NonKeyAttributes ?? []),
      ];
      const [was, is] = [entryOf(before, keys, names), entryOf(after, keys, names)];
      const units = indexWriteUnits(was, is, keys);
      if (units > 0) count(use().indexWriteUnits, IndexName, units);
      counts.entries[IndexName] ??= nothing();
      change(counts.entries[IndexName], was, is);
    }
    return getIndexActions(indexes, before, after, table);
  };
}

/** An item as it stands in an index, if it does. */
function entryOf(
  item: Item | undefined,
  keys: readonly string[],
  names: readonly string[],
): Item | undefined {
  if (!item || keys.some((key) => item[key] === undefined)) return undefined;
  return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
}

function keep(counts: TableCounts, before: Item | undefined, after: Item | undefined): void {
  const item = after ?? before;
  if (!item) return;
  if (item.expiresAt) {
    change(counts.temporary, before, after);
    return;
  }
  const kind = kindOf(String(item.pk?.S), String(item.sk?.S));
  counts.items[kind] ??= nothing();
  change(counts.items[kind], before, after);
}

/** The word in capitals that a key has: of an item below a case its own, else that of the partition. */
function kindOf(partition: string, sort: string): string {
  const ofSort = /^[A-Z]+(?=#|$)/.exec(sort)?.[0];
  const ofPartition = /(?:^|#)([A-Z-]{3,})(?=#|$)/.exec(partition)?.[1];
  return (ofPartition === "CASE" ? ofSort : ofPartition) ?? "others";
}

function change(stored: Stored, before: Item | undefined, after: Item | undefined): void {
  const size = after ? sizeOf(after) : 0;
  stored.count += (after ? 1 : 0) - (before ? 1 : 0);
  stored.bytes += size - (before ? sizeOf(before) : 0);
  stored.largest = Math.max(stored.largest, size);
}

function useOf({ uses }: TableCounts, name: string): TableUse {
  uses[name] ??= {
    calls: 0,
    readUnits: 0,
    writeUnits: 0,
    refusedWriteUnits: 0,
    indexWriteUnits: {},
    indexQueries: {},
    indexReadUnits: {},
  };
  return uses[name];
}

function nothing(): Stored {
  return { count: 0, bytes: 0, largest: 0 };
}

const require = createRequire(createRequire(import.meta.url).resolve("dynalite"));
const internals: Internals = require("./db");
