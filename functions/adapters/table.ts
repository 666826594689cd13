/** The key of an item. Keys of an area's items begin with the area's id: state lies per pilot area. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export type Item = Key & { readonly [attribute: string]: unknown };

/** What must hold for a write to take effect; otherwise it throws ConditionFailed and changes nothing. */
export type Condition =
  | { readonly absent: true }
  /** Every named attribute has this value; undefined means that the item must not have the attribute. */
  | { readonly equals: Values }
  /**
   * The set already holds the member, or has fewer members than the number in the attribute `limit`; and `equals`,
   * where it is given, holds as above.
   */
  | {
      readonly room: { readonly set: string; readonly member: string; readonly limit: string };
      readonly equals?: Values;
    };

type Values = Readonly<Record<string, string | number | undefined>>;

export interface Change {
  readonly set?: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  /** Values appended to list attributes. */
  readonly append?: Readonly<Record<string, readonly unknown[]>>;
  /** Members added to, or deleted from, string sets; both are idempotent. */
  readonly addTo?: Readonly<Record<string, readonly string[]>>;
  readonly deleteFrom?: Readonly<Record<string, readonly string[]>>;
}

export interface Query {
  readonly index?: TableIndex;
  readonly partition: string;
  /** Bounds of the sort key, both inclusive. */
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
  readonly newestFirst?: boolean;
  /** A cursor from an earlier page. */
  readonly after?: string;
  /** The attributes to answer; all of them where nothing is said. */
  readonly only?: readonly string[];
}

export interface Page {
  readonly items: readonly Item[];
  readonly next?: string;
}

/**
 * The one table, as its adapters need it: single-item writes, each with its condition, and no transactions.
 * Two implementations keep the same contract tests: DynamoDB's and one in memory.
 */
export interface Table {
  get(key: Key): Promise<Item | undefined>;
  getMany(keys: readonly Key[]): Promise<readonly Item[]>;
  put(item: Item, condition?: Condition): Promise<void>;
  /** Unconditional, in batches; for data that is published, not for decisions. */
  putMany(items: readonly Item[]): Promise<void>;
  /** Creates the item when it is absent and the condition allows that. */
  update(key: Key, change: Change, condition?: Condition): Promise<void>;
  /** The same, and answers the item as it was before: a whole case travels, so for those who need it alone. */
  exchange(key: Key, change: Change, condition?: Condition): Promise<Item | undefined>;
  /** Deleting what is not there changes nothing. */
  delete(key: Key, condition?: Condition): Promise<void>;
  query(query: Query): Promise<Page>;
}

/** The write's condition did not hold; nothing was changed. */
export class ConditionFailed extends Error {
  override name = "ConditionFailed";
}

/** Sort and partition attributes of the table and of its indexes. */
export const indexKeys = {
  table: { partition: "pk", sort: "sk" },
  "by-wake": { partition: "wakePartition", sort: "wakeAt" },
  "by-area": { partition: "area", sort: "areaSort" },
  "by-open": { partition: "openArea", sort: "openSort" },
  "by-queue": { partition: "queuePartition", sort: "queueSort" },
} as const;

export type TableIndex = Exclude<keyof typeof indexKeys, "table">;

/** Every item of a query, page after page; for what is known to be few. */
export async function everyItem(table: Pick<Table, "query">, query: Query): Promise<Item[]> {
  const found: Item[] = [];
  let after: string | undefined;
  do {
    const page = await table.query({ ...query, ...(after === undefined ? {} : { after }) });
    found.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return found;
}
