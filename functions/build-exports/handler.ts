import { z } from "zod";
import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { ExportStore, type Release } from "../adapters/export-store.ts";
import { redirectCounter } from "../adapters/redirect-counter.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { boundsOfQuarter } from "../core/calendar.ts";
import { maySeeExportsOf } from "../core/permissions.ts";
import { profiles } from "../core/reporting/disclosure.ts";
import { Line } from "../core/texts.ts";
import { api } from "../http/api.ts";
import { notValidProblem, Problem } from "../http/problems.ts";
import { releaseView } from "../http/release-view.ts";
import { jsonBody, refuseForeignOrigin, valid } from "../http/request.ts";
import { json } from "../http/responses.ts";
import { mustBeSignedIn, notYours } from "../http/staff.ts";
import { type Made, makeRelease } from "../platform/make-release.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, EXPORTS_BUCKET, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  cases: caseStore(table),
  areas: areaStore(table),
  redirected: redirectCounter(table),
  exports: new ExportStore(EXPORTS_BUCKET),
  sessions: sessionStore(table),
  staff: staffStore(table),
};

/** The pilot began on 1 October 2024. */
const firstQuarter = "2024-Q4";

const Asked = z
  .strictObject({
    area: Line.optional(),
    england: z.literal(true).optional(),
    quarter: z
      .string()
      .regex(/^20\d\d-Q[1-4]$/, "Enter a calendar quarter, like 2026-Q1")
      .refine((quarter) => quarter >= firstQuarter, `Choose a quarter from ${firstQuarter} on`),
    profile: z.enum(profiles).default("nhs"),
  })
  .refine((asked) => (asked.area === undefined) !== (asked.england === undefined), {
    path: ["area"],
    message: "Give either an area or england: true",
  });

/** A release that somebody asks for. */
export const handler = api(async (request) => {
  refuseForeignOrigin(request, BASE_URL);
  const member = await mustBeSignedIn(services, request);
  const { area = "england", quarter, profile } = valid(Asked, jsonBody(request));
  if (!maySeeExportsOf(member, area)) throw notYours();
  const { until, lastDay } = boundsOfQuarter(quarter);
  if (until > request.now) {
    throw notValidProblem([{ pointer: "/quarter", detail: "Choose a quarter that has ended" }]);
  }
  const areas = await services.areas.listedOn(lastDay);
  if (area !== "england" && !areas.some(({ id }) => id === area)) {
    throw notValidProblem([
      { pointer: "/area", detail: "Choose an area that had begun by then, from /areas" },
    ]);
  }
  const made = await makeRelease(services, { area, quarter, profile }, request.now);
  const release = "release" in made ? made.release : await madeAlready(made);
  return json(201, releaseView(release), { location: `/exports/${release.id}/measures.csv` });
});

/** Whoever is the first to ask for what was released by the clock is given that: for them it is no second time. */
async function madeAlready(made: Exclude<Made, { release: unknown }>): Promise<Release> {
  if (made.refusal === "release-clash") {
    const { figures } = made;
    const detail = `With what was released before, withheld figures could be worked out. They clash: ${figures.join("; ")}.`;
    throw new Problem("release-clash", detail, { figures });
  }
  if (made.last.scheduled && (await services.exports.isFirstAsked(made.last))) return made.last;
  throw new Problem("no-change", "The last release of this quarter already says the same.");
}
