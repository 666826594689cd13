/** A value as DynamoDB's protocol has it: `{ S: "text" }`. */
export type Value = Readonly<Record<string, unknown>>;

/** An item, or an entry of an index, as DynamoDB's protocol has it. */
export type Item = Readonly<Record<string, Value | undefined>>;

/** What DynamoDB adds to each stored item and to each stored entry of an index, in bytes. */
export const storedOverhead = 100;

/** Bytes of an item by DynamoDB's rules: names and values in UTF-8, three bytes a list or map and one for each member. */
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
export function sizeOf(item: Item): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => (value === undefined ? sum : sum + bytesOf(name) + sizeOfValue(value)),
    0,
  );
}

function sizeOfValue(value: Value): number {
  const [[type, given] = ["NULL", true]] = Object.entries(value);
  switch (type) {
    case "S":
      return bytesOf(String(given));
    case "N":
      return sizeOfNumber(String(given));
    case "B":
      return Buffer.byteLength(String(given), "base64");
    case "SS":
      return sumOf(given as string[], bytesOf);
    case "NS":
      return sumOf(given as string[], sizeOfNumber);
    case "BS":
      return sumOf(given as string[], (each) => Buffer.byteLength(each, "base64"));
    case "L":
      return 3 + sumOf(given as Value[], (each) => 1 + sizeOfValue(each));
    case "M":
      return 3 + Object.keys(given as Item).length + sizeOf(given as Item);
    default:
      return 1;
  }
}

/** About one byte for two significant digits, and one. */
function sizeOfNumber(text: string): number {
  const digits = text
    .replace(/e.*$/i, "")
    .replaceAll(/[-+.]/g, "")
    .replace(/^0+|0+$/g, "").length;
  return Math.ceil(digits / 2) + 1;
}

/** A strongly consistent read: a unit for each 4 KB begun of all that one request reads, at least one. */
export function readUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 4096));
}

/** A write: a unit for each KB begun of the item, as it was or as it becomes, whichever is larger. */
export function writeUnits(before: Item | undefined, after: Item | undefined): number {
  const largest = Math.max(before ? sizeOf(before) : 0, after ? sizeOf(after) : 0);
  return Math.max(1, Math.ceil(largest / 1024));
}

/**
 * Units that a write costs an index: none if its entry stays as it is, one write if it comes, goes or changes, and two
 * where its key changes, because the old entry is deleted and a new one is put.
 */
export function indexWriteUnits(
  before: Item | undefined,
  after: Item | undefined,
  keys: readonly string[],
): number {
  if (!before && !after) return 0;
  if (!before || !after) return writeUnits(before, after);
  const isSame = (name: string) => JSON.stringify(before[name]) === JSON.stringify(after[name]);
  if (!keys.every(isSame)) return writeUnits(before, undefined) + writeUnits(undefined, after);
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].every(isSame) ? 0 : writeUnits(before, after);
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}

function sumOf<Each>(all: readonly Each[], sizeOfOne: (each: Each) => number): number {
  return all.reduce((sum, each) => sum + sizeOfOne(each), 0);
}
