import { randomUUID } from "node:crypto";
import { areaStore } from "../adapters/area-store.ts";
import { caseLists } from "../adapters/case-lists.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { ExportStore, type Release } from "../adapters/export-store.ts";
import { readAudit } from "../adapters/read-audit.ts";
import { redirectCounter } from "../adapters/redirect-counter.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { type StaffWithPlaces, staffStore } from "../adapters/staff-store.ts";
import { boundsOfQuarter, londonDate } from "../core/calendar.ts";
import type { FieldError } from "../core/field-errors.ts";
import { maySeeExportsOf } from "../core/permissions.ts";
import { withheldIn } from "../core/reporting/withheld.ts";
import { api } from "../http/api.ts";
import { onceField } from "../http/form.ts";
import { notValidProblem, Problem } from "../http/problems.ts";
import { releaseView } from "../http/release-view.ts";
import {
  checkedWith,
  formBody,
  hashOf,
  idempotencyKey,
  isForm,
  jsonBody,
  type Request,
  refuseForeignOrigin,
} from "../http/request.ts";
import { json, page, type Response, seeOther } from "../http/responses.ts";
import { notYours, signedInUnlessBrowser, toSignIn } from "../http/staff.ts";
import { chooseReleasePage } from "../pages/releases/choose-page.ts";
import { nothingNewPage, previewPage, releaseClashPage } from "../pages/releases/preview-page.ts";
import { makeRelease, previewRelease, type Refused, type ReleaseAsked } from "../platform/make-release.ts";
import { Asked, fromFields, mistakesOfArea, mistakesOfQuarter, quartersEnded, scopesFor } from "./asked.ts";
import { Environment } from "./environment.ts";

const { TABLE_NAME, EXPORTS_BUCKET, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  lists: caseLists(table),
  areas: areaStore(table),
  redirected: redirectCounter(table),
  exports: new ExportStore(EXPORTS_BUCKET),
  sessions: sessionStore(table),
  staff: staffStore(table),
};
const audit = readAudit(table);

/** A release that somebody asks for: what it would say, and making it. */
export const handler = api(async (request) => {
  if (request.method !== "GET") refuseForeignOrigin(request, BASE_URL);
  const member = await signedInUnlessBrowser(services, request);
  if (!member) return await toSignIn(services, request, "/exports/preview");
  const sent = sentIn(request);
  // Who has chosen nothing yet is asked, and makes no mistake.
  if (request.method === "GET" && request.wantsPage && !("quarter" in sent)) {
    return choose(200, member, { request, errors: [] });
  }
  const checked = await check(member, fromOf(request, sent), request.now);
  if ("errors" in checked) {
    if (!isForm(request) && !request.wantsPage) throw notValidProblem(checked.errors);
    return choose(422, member, { request, errors: checked.errors });
  }
  return request.method === "GET"
    ? await preview(member, checked.asked, request)
    : await publish(member, checked.asked, request);
});

type Fields = Readonly<Record<string, string>>;

function sentIn(request: Request): Fields {
  if (request.method === "GET") return request.query;
  if (!isForm(request)) return {};
  const { [onceField]: _, ...fields } = Object.fromEntries(formBody(request));
  return fields;
}

/** The request's key, which is its sender's alone. A form carries it in a field. */
function keyOf(member: StaffWithPlaces, request: Request): { request?: string } {
  const inForm = isForm(request) ? formBody(request).get(onceField) : null;
  const key = inForm ?? idempotencyKey(request);
  return key ? { request: hashOf(`${member.id} ${key}`).slice(0, 32) } : {};
}

function fromOf(request: Request, fields: Fields): unknown {
  return request.method === "GET" || isForm(request) ? fromFields(fields) : jsonBody(request);
}

/** 403 for an area that is not the member's: before anything is said of its quarters. */
async function check(
  member: StaffWithPlaces,
  sent: unknown,
  now: string,
): Promise<{ asked: ReleaseAsked } | { errors: FieldError[] }> {
  const checked = checkedWith(Asked, sent);
  if ("errors" in checked) return checked;
  const { area = "england", quarter, profile } = checked.data;
  if (!maySeeExportsOf(member, area)) throw notYours();
  const tooEarly = mistakesOfQuarter(quarter, now);
  if (tooEarly.length > 0) return { errors: tooEarly };
  const listed = await services.areas.listedOn(boundsOfQuarter(quarter).lastDay);
  const errors = mistakesOfArea(area, listed);
  return errors.length > 0 ? { errors } : { asked: { area, quarter, profile } };
}

async function choose(
  status: 200 | 422,
  member: StaffWithPlaces,
  { request, errors }: { request: Request; errors: readonly FieldError[] },
): Promise<Response> {
  const scopes = scopesFor(member, await services.areas.listedOn(londonDate(request.now)));
  if (scopes.length === 0) throw notYours();
  const values = new Map(Object.entries(sentIn(request)).map(([name, value]) => [name, [value]]));
  const quarters = quartersEnded(request.now);
  return page(status, chooseReleasePage({ roles: member.roles, scopes, quarters, values, errors }));
}

/** What would be released is looked at before it is public: that is in the read audit. */
async function preview(member: StaffWithPlaces, asked: ReleaseAsked, request: Request): Promise<Response> {
  const { area, quarter, profile } = asked;
  const made = await previewRelease(services, asked, request.now);
  await audit.record({
    area,
    reference: `${area}_${quarter}_${profile}`,
    staff: member.id,
    what: "preview",
    at: request.now,
  });
  if ("refusal" in made) return await refuse(member, { asked, refused: made, request });
  const { rows, changes, supersedes } = made;
  if (request.wantsPage) {
    return page(200, previewPage({ ...(await viewOf(member, asked)), rows, changes, once: randomUUID() }));
  }
  const { lines, by } = withheldIn(rows);
  const withheld = Object.fromEntries(Object.entries(by).map(([why, theirs]) => [why, theirs.length]));
  const scope = area === "england" ? { england: true } : { area };
  return json(200, { ...scope, quarter, profile, supersedes, lines, withheld, rows });
}

async function publish(member: StaffWithPlaces, asked: ReleaseAsked, request: Request): Promise<Response> {
  const keyed = { ...asked, ...keyOf(member, request) };
  const made = await makeRelease(services, keyed, request.now);
  if ("release" in made) return published(made.release, request);
  if (made.refusal === "idempotency-key-reused") {
    throw new Problem("idempotency-key-reused", "Send another Idempotency-Key with another request.");
  }
  const earlier = await releasedByTheClock(made, keyed);
  return earlier ? published(earlier, request) : await refuse(member, { asked, refused: made, request });
}

function published(release: Release, request: Request): Response {
  if (isForm(request)) return seeOther(`/exports?made=${encodeURIComponent(release.id)}`);
  return json(201, releaseView(release), { location: `/exports/${release.id}/measures.csv` });
}

/** Whoever is the first to ask for what was released by the clock is given that: for them it is no second time. */
async function releasedByTheClock(
  made: Refused,
  { request }: Pick<ReleaseAsked, "request">,
): Promise<Release | undefined> {
  if (made.refusal === "release-clash" || !made.last.scheduled) return undefined;
  return (await services.exports.isFirstAsked(made.last, request)) ? made.last : undefined;
}

interface ToRefuse {
  readonly asked: ReleaseAsked;
  readonly refused: Refused;
  readonly request: Request;
}

async function refuse(member: StaffWithPlaces, { asked, refused, request }: ToRefuse): Promise<Response> {
  if (!request.wantsPage && !isForm(request)) throw problemOf(refused);
  const view = await viewOf(member, asked);
  return page(
    409,
    refused.refusal === "no-change"
      ? nothingNewPage(view, releaseView(refused.last))
      : releaseClashPage(view, refused.figures),
  );
}

function problemOf(refused: Refused): Problem {
  if (refused.refusal === "no-change") {
    const release = releaseView(refused.last);
    const detail = `The last release of this quarter already says the same: ${release.id}. Use its files.`;
    return new Problem("no-change", detail, { release });
  }
  const { figures } = refused;
  const detail = `With what was released before, withheld figures could be worked out. They clash: ${figures.join("; ")}.`;
  return new Problem("release-clash", detail, { figures });
}

async function viewOf({ roles }: StaffWithPlaces, { area, quarter, profile }: ReleaseAsked) {
  const listed = await services.areas.listedOn(boundsOfQuarter(quarter).lastDay);
  const name = area === "england" ? "England" : (listed.find(({ id }) => id === area)?.name ?? area);
  return { roles, scope: area, name, quarter, profile };
}
