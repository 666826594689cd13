import { z } from "zod";
import { Management, Release } from "./answers.ts";
import { type Described, reading } from "./operation.ts";

const scope = { area: z.string().optional(), england: z.literal(true).optional() };
const quarterAndProfile = { quarter: z.string(), profile: z.enum(["nhs", "strict"]) };
const shown = z.union([z.number(), z.literal("*"), z.literal("")]);
const Row = z.looseObject({
  measure: z.string(),
  statistic: z.enum(["count", "median", "p90"]),
  dimension: z.string(),
  category: z.string(),
  value: shown,
  denominator: shown,
  percentage: shown,
  note: z.string(),
});
const Preview = z.object({
  ...scope,
  ...quarterAndProfile,
  supersedes: z.string().optional(),
  lines: z.int(),
  withheld: z.record(z.enum(["small", "secondary", "few", "whole"]), z.int()),
  rows: z.array(Row),
});
const told = z.object({ words: z.string(), share: z.number().optional() });
const Compared = z.object({
  own: Release.optional(),
  england: Release.optional(),
  tables: z.array(
    z.object({
      title: z.string(),
      mind: z.string().optional(),
      lines: z.array(z.object({ label: z.string(), own: told, england: told.optional() })),
    }),
  ),
});

/** Releases, what they would say, what they compare, and the true figures behind them. */
export const exportRoutes = {
  "GET /exports": {
    summary: "The releases that one may publish.",
    answer: [200, z.object({ items: z.array(Release), next: z.string().optional() })],
    problems: ["sign-in-needed", "not-yours"],
    who: "session",
  },
  "POST /exports": {
    summary:
      "Builds a release of a quarter that has ended. Safe to repeat with the same Idempotency-Key: the answer is the release that was made.",
    body: z.strictObject({ ...scope, quarter: z.string(), profile: quarterAndProfile.profile.optional() }),
    answer: [201, Release],
    problems: [
      ...reading,
      "sign-in-needed",
      "not-yours",
      "no-change",
      "release-clash",
      "idempotency-key-reused",
    ],
    takesKey: true,
    who: "session",
  },
  "GET /exports/preview": {
    summary: "What a release would say and withhold if it were made now. Keeps nothing of it.",
    query: {
      area: "An area's id, or england",
      england: ["true"],
      quarter: "A calendar quarter, like 2026-Q1",
      profile: ["nhs", "strict"],
    },
    answer: [200, Preview],
    problems: ["sign-in-needed", "not-yours", "not-valid", "no-change", "release-clash"],
    who: "session",
  },
  "GET /exports/{id}/{file}": {
    summary: "A file of a release.",
    answer: [200],
    problems: ["sign-in-needed", "not-found"],
    who: "session",
  },
  "GET /reports": {
    summary: "An area's newest release, or that of a quarter, beside England's, as both were published.",
    query: { area: "An area's id, for the national role", quarter: "A calendar quarter, like 2026-Q1" },
    answer: [200, Compared],
    problems: ["sign-in-needed", "not-yours", "not-found"],
    who: "session",
  },
  "GET /management": {
    summary: "True figures of one's own area by month, not for publication. Each view is in the read audit.",
    query: { month: "A calendar month, like 2026-03; without one, this month." },
    answer: [200, Management],
    problems: ["sign-in-needed", "not-yours", "not-valid"],
    who: "session",
  },
} satisfies Record<string, Described>;
