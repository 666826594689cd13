import { createHash, randomUUID } from "node:crypto";
import jsonata from "jsonata";

/** Step Functions' own limit for the numbers that $range makes. */
const LONGEST_RANGE = 1_000;

const HASH_ALGORITHMS = ["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"];

const formatMillis = jsonata("$fromMillis($millis, $picture, $timezone)");

/**
 * The functions Step Functions adds to JSONata, and $now and $millis on programme time (`now`, ms since the epoch).
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export function queryFunctions(now: number): Record<string, unknown> {
  return {
    partition,
    range,
    hash,
    random,
    uuid: () => randomUUID(),
    parse: (text?: string) => (text === undefined ? undefined : JSON.parse(text)),
    millis: () => now,
    now: (picture?: string, timezone?: string) =>
      formatMillis.evaluate(undefined, { millis: now, picture, timezone }),
  };
}

function partition(list: unknown, size: unknown): unknown[][] {
  const items = Array.isArray(list) ? list : [list];
  if (!Number.isInteger(size) || Number(size) < 1)
    throw new Error("The chunk size must be a positive integer");
  const chunks: unknown[][] = [];
  for (let at = 0; at < items.length; at += Number(size)) chunks.push(items.slice(at, at + Number(size)));
  return chunks;
}

/** A sequence in the sense of JSONata: a single number stands for itself, none is nothing. */
function range(first: unknown, last: unknown, step: unknown = 1): number[] | number | undefined {
  const [start, end, delta] = [first, last, step].map(Number);
  if (![start, end, delta].every(Number.isInteger)) throw new Error("$range takes integers");
  if (start === undefined || end === undefined || !delta) throw new Error("$range takes a step other than 0");
  const length = Math.max(0, Math.floor((end - start) / delta) + 1);
  if (length > LONGEST_RANGE) throw new Error(`$range makes at most ${LONGEST_RANGE} numbers`);
  const numbers = Array.from({ length }, (_, index) => start + index * delta);
  return numbers.length > 1 ? numbers : numbers[0];
}

function hash(text: unknown, algorithm: unknown): string {
  if (typeof text !== "string") throw new Error("$hash takes a string");
  if (typeof algorithm !== "string" || !HASH_ALGORITHMS.includes(algorithm)) {
    throw new Error(`$hash takes one of ${HASH_ALGORITHMS.join(", ")}`);
  }
  return createHash(algorithm.replace("SHA-", "SHA")).update(text).digest("hex");
}

/** 0 ≤ n < 1; with a seed always the same number, though not the one AWS draws for that seed. */
function random(seed?: unknown): number {
  if (seed === undefined) return Math.random();
  return createHash("sha256").update(String(seed)).digest().readUInt32BE() / 2 ** 32;
}
