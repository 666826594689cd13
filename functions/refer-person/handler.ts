import { randomBytes } from "node:crypto";
import { areaStore } from "../adapters/area-store.ts";
import { caseStore } from "../adapters/case-store.ts";
import { dynamoDbTable } from "../adapters/dynamodb-table.ts";
import { placeStore } from "../adapters/place-store.ts";
import { pointerStore } from "../adapters/pointer-store.ts";
import { redirectCounter } from "../adapters/redirect-counter.ts";
import { sealer, signer } from "../adapters/server-key.ts";
import { sessionStore } from "../adapters/session-store.ts";
import { staffStore } from "../adapters/staff-store.ts";
import { waitsStore } from "../adapters/waits-store.ts";
import { workflow } from "../adapters/workflow.ts";
import { londonDate } from "../core/calendar.ts";
import { mayTakeReferrals } from "../core/permissions.ts";
import { type Step, steps, type Way, ways } from "../core/refer/steps.ts";
import { isAsked, nextStep, stepBefore, unanswered, type Visit, withAnswers } from "../core/refer/visit.ts";
import { api } from "../http/api.ts";
import { notFound, Problem } from "../http/problems.ts";
import { formBody, isForm, parameter, type Request, refuseForeignOrigin } from "../http/request.ts";
import { page, type Response } from "../http/responses.ts";
import { notYours, signedIn, toSignIn } from "../http/staff.ts";
import { clearedPage, referStartPage, startAgainPage, tooLongPage } from "../pages/refer/start-pages.ts";
import { Environment } from "./environment.ts";
import { forgettingCookie, rememberedAnswers } from "./organisation.ts";
import { openVisit } from "./sealed-visit.ts";
import { clearing, showNext, showStep } from "./show.ts";
import { submit } from "./submit.ts";
import { type Taking, take, takePlace } from "./take.ts";

const { TABLE_NAME, STATE_MACHINE_ARN, BASE_URL } = Environment.parse(process.env);
const table = dynamoDbTable(TABLE_NAME);
const services = {
  cases: caseStore(table),
  pointers: pointerStore(table),
  places: placeStore(table),
  areas: areaStore(table),
  redirected: redirectCounter(table),
  flow: workflow(STATE_MACHINE_ARN),
  signer: signer(table),
  sealer: sealer(table),
  sessions: sessionStore(table),
  staff: staffStore(table),
  waits: waitsStore(table),
  baseUrl: BASE_URL,
};

/**
 * The form on which people refer themselves or somebody else. The answers travel in the form, sealed: nothing is
 * stored before it is sent.
 */
export const handler = api(async (request) => {
  if (request.method === "GET") return await shown(request);
  refuseForeignOrigin(request, BASE_URL);
  const step = stepNamed(parameter(request, "step"));
  // A browser that has lost the form, because it was sent and cleared away, asks without it.
  if (!isForm(request) && request.wantsPage) return page(400, startAgainPage());
  if (!isForm(request)) throw new Problem("unsupported-media-type", "Send the form at /refer.");
  const fields = fieldsOf(request);
  if (!fields) return page(413, tooLongPage());
  if (fields.get("go") === "clear") return page(200, clearedPage(), clearing);
  const visit = await openVisit(services.sealer, fields.get("visit"), request.now);
  if (!visit) return page(400, startAgainPage());
  return step === "check"
    ? await afterCheck(request, visit, fields.get("go"))
    : await afterStep(request, visit, step, fields);
});

/** The start page, the beginning of a visit, or, for a page that cannot be opened by its address, the way back. */
async function shown(request: Request): Promise<Response> {
  const name = request.parameters.step;
  if (name === undefined) return page(200, referStartPage());
  const way = ways.find((each) => each === name);
  if (way) return await begin(request, way);
  stepNamed(name);
  return page(200, startAgainPage());
}

async function begin(request: Request, way: Way): Promise<Response> {
  const id = randomBytes(16).toString("base64url");
  const visit: Visit = { id, way, answers: [], done: [], place: "one" };
  if (way === "self") return await showNext(services, request, visit);
  if (way === "caller") {
    const member = await signedIn(services, request);
    if (!member) return toSignIn(request);
    if (!mayTakeReferrals(member)) throw notYours();
    return await showNext(services, request, { ...visit, takenBy: member.id });
  }
  const [year, month, day] = londonDate(request.now).split("-").map(Number);
  const consent = "consent.referral.on";
  const answers: Visit["answers"] = [
    [`${consent}.day`, `${day}`],
    [`${consent}.month`, `${month}`],
    [`${consent}.year`, `${year}`],
    ["referrer.hearBack", "true"],
    ...rememberedAnswers(request),
  ];
  return await showNext(services, request, { ...visit, answers });
}

async function afterCheck(request: Request, visit: Visit, go: string | null): Promise<Response> {
  const changed = steps.find((step) => go === `change ${step}` && isAsked(visit, step));
  if (changed) return await showStep(services, request, visit, changed);
  const before = go === "back" ? stepBefore(visit, "check") : undefined;
  if (before) return await showStep(services, request, visit, before);
  return nextStep(visit) === "check"
    ? await submit(services, request, visit)
    : await showNext(services, request, visit);
}

/** What was typed is kept, right or wrong, whichever button was pressed. */
async function afterStep(
  request: Request,
  before: Visit,
  step: Step,
  fields: URLSearchParams,
): Promise<Response> {
  if (!isAsked(before, step)) return await showNext(services, request, before);
  const visit = withAnswers(before, step, fields);
  switch (fields.get("go")) {
    case "back":
      return await goBack(request, visit, step);
    case "choose":
      return await goOn(request, visit, step, await takePlace(services, visit, request.now, true));
    case "forget":
      return await forget(request, visit, step);
    default:
      return await goOn(request, visit, step, await take(services, visit, step, request.now));
  }
}

async function goOn(request: Request, visit: Visit, step: Step, taking: Taking): Promise<Response> {
  return "errors" in taking
    ? await showStep(services, request, visit, step, taking.errors)
    : await showNext(services, request, taking.visit);
}

/** A step left by going back is asked again: what was typed there may be half. */
async function goBack(request: Request, visit: Visit, step: Step): Promise<Response> {
  const before = stepBefore(visit, step);
  if (!before) return page(200, referStartPage());
  return await showStep(services, request, unanswered(visit, step), before);
}

/** The browser forgets the organisation; what is filled in stays for this one referral. */
async function forget(request: Request, visit: Visit, step: Step): Promise<Response> {
  const answers = visit.answers.filter(([name]) => name !== "remember");
  const { status, headers, body = "" } = await showStep(services, request, { ...visit, answers }, step);
  return { status, headers: { ...headers, ...forgettingCookie(BASE_URL) }, body };
}

function stepNamed(name: string): Step | "check" {
  const step = name === "check" ? name : steps.find((each) => each === name);
  if (!step) throw notFound();
  return step;
}

/** The fields of the form; undefined when there is more than a form may send. */
function fieldsOf(request: Request): URLSearchParams | undefined {
  try {
    return formBody(request);
  } catch (error) {
    if (error instanceof Problem && error.status === 413) return undefined;
    throw error;
  }
}
