/** What travels between states. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Step Functions' limit for a payload, in bytes of UTF-8 JSON text (256 KiB). */
export const PAYLOAD_LIMIT = 262_144;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The JSON type as Step Functions words it: null, array, object, string, number or boolean. */
export function typeName(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** A copy that shares nothing with the original; whatever JSON cannot carry is dropped, nothing becomes null. */
export function copyAsJson(value: unknown): Json {
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? null : (JSON.parse(text) as Json);
}

export const exceedsPayloadLimit = (value: Json) => Buffer.byteLength(JSON.stringify(value)) > PAYLOAD_LIMIT;
