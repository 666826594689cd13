import {
  type Change,
  type Condition,
  ConditionFailed,
  type Item,
  indexKeys,
  type Key,
  type Query,
  type Table,
} from "./table.ts";

/** The table in memory, for tests that run thousands of journeys. Keeps the contract of DynamoDB's. */
export function memoryTable(): Table {
  const items = new Map<string, Item>();
  const nameOf = ({ pk, sk }: Key) => `${pk}\n${sk}`;
  const named = (key: Key) => {
    if (Object.keys(key).length !== 2)
      throw new TypeError("A key has a partition and a sort key and nothing else");
    return nameOf(key);
  };

  const check = (existing: Item | undefined, condition: Condition | undefined) => {
    if (condition && !holds(existing, condition)) throw new ConditionFailed("a write's condition");
  };

  const exchanged = (key: Key, change: Change, condition: Condition | undefined) => {
    const existing = items.get(named(key));
    check(existing, condition);
    items.set(nameOf(key), copy(changed(existing ?? { pk: key.pk, sk: key.sk }, change)));
    return existing && copy(existing);
  };

  return {
    async get(key) {
      const item = items.get(named(key));
      return item && copy(item);
    },
    async getMany(keys) {
      const found = keys.map((key) => items.get(named(key))).filter((item) => item !== undefined);
      return found.map(copy);
    },
    async put(item, condition) {
      check(items.get(nameOf(item)), condition);
      items.set(nameOf(item), copy(item));
    },
    async putMany(many) {
      for (const item of many) items.set(nameOf(item), copy(item));
    },
    async update(key, change, condition) {
      exchanged(key, change, condition);
    },
    async exchange(key, change, condition) {
      return exchanged(key, change, condition);
    },
    async delete(key, condition) {
      check(items.get(named(key)), condition);
      items.delete(named(key));
    },
    async query(query) {
      return pageOf([...items.values()], query);
    },
  };
}

function pageOf(all: Item[], query: Query) {
  const { partition, sort } = indexKeys[query.index ?? "table"];
  const order = query.newestFirst ? -1 : 1;
  const positionOf = (item: Item) => `${item[sort]}\n${item.pk}\n${item.sk}`;
  const sorted = all
    .filter((item) => item[partition] === query.partition && typeof item[sort] === "string")
    .filter((item) => query.from === undefined || String(item[sort]) >= query.from)
    .filter((item) => query.to === undefined || String(item[sort]) <= query.to)
    .sort((a, b) => (positionOf(a) < positionOf(b) ? -order : order))
    .filter(
      (item) =>
        query.after === undefined ||
        (query.newestFirst ? positionOf(item) < query.after : positionOf(item) > query.after),
    );
  const items = sorted.slice(0, query.limit ?? sorted.length);
  const last = items.at(-1);
  return {
    items: items.map((item) => copy(query.only ? picked(item, query.only) : item)),
    ...(last && items.length < sorted.length ? { next: positionOf(last) } : {}),
  };
}

function picked(item: Item, names: readonly string[]): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name))) as Item;
}

function holds(existing: Item | undefined, condition: Condition): boolean {
  if ("absent" in condition) return existing === undefined;
  const areEqual = Object.entries(condition.equals ?? {}).every(
    ([attribute, wanted]) => existing?.[attribute] === wanted,
  );
  if (!areEqual || !("room" in condition)) return areEqual;
  const { set, member, limit } = condition.room;
  const members = existing?.[set];
  if (members instanceof Set && members.has(member)) return true;
  return (members instanceof Set ? members.size : 0) < Number(existing?.[limit] ?? 0);
}

function changed(item: Item, change: Change): Item {
  const next: Record<string, unknown> = { ...item, ...change.set };
  for (const attribute of change.remove ?? []) delete next[attribute];
  for (const [attribute, more] of Object.entries(change.append ?? {})) {
    next[attribute] = [...((next[attribute] as unknown[] | undefined) ?? []), ...more];
  }
  for (const [attribute, members] of Object.entries(change.addTo ?? {})) {
    next[attribute] = new Set([...((next[attribute] as Set<string> | undefined) ?? []), ...members]);
  }
  for (const [attribute, members] of Object.entries(change.deleteFrom ?? {})) {
    const left = new Set((next[attribute] as Set<string> | undefined) ?? []);
    for (const member of members) left.delete(member);
    // DynamoDB has no empty sets: the attribute goes with its last member.
    if (left.size > 0) next[attribute] = left;
    else delete next[attribute];
  }
  return next as Item;
}

/**
 * A copy of what DynamoDB keeps: at any depth no undefined attribute, and sets of plain values. Written out because
 * structuredClone took two fifths of the model's time.
 */
function copy<Given>(given: Given): Given {
  if (typeof given !== "object" || given === null) return given;
  if (Array.isArray(given)) return given.map(copy) as Given;
  if (given instanceof Set) return new Set(given) as Given;
  const copied: Record<string, unknown> = {};
  for (const [attribute, value] of Object.entries(given)) {
    if (value !== undefined) copied[attribute] = copy(value);
  }
  return copied as Given;
}
