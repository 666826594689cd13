import type { Release } from "../adapters/export-store.ts";

/** A release as the HTTP API shows it: England's has `england: true` instead of an area. */
export function releaseView({ area, request: _, ...release }: Release) {
  return { ...(area === "england" ? { england: true } : { area }), ...release };
}
