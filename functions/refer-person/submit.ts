import type { Signer } from "../adapters/server-key.ts";
import { dueAfterWorkingDays, londonDate } from "../core/calendar.ts";
import { personAddress, referrerAddress } from "../core/decide/receive.ts";
import { mistakesAt, steps } from "../core/refer/steps.ts";
import { isAsked, placed, unanswered, type Visit } from "../core/refer/visit.ts";
import { personPath, withdrawalPath } from "../http/person-links.ts";
import { referralFrom } from "../http/refer-form.ts";
import { hashOf, type Request } from "../http/request.ts";
import { page, type Response } from "../http/responses.ts";
import { answerGroups } from "../pages/refer/answer-rows.ts";
import { safetyWords } from "../pages/refer/safety-words.ts";
import { sentPage } from "../pages/refer/sent-page.ts";
import { alreadySentPage } from "../pages/refer/start-pages.ts";
import {
  type Accepted,
  type AcceptServices,
  acceptReferral,
  type SubmissionRefusal,
} from "../platform/accept-referral.ts";
import { rememberingCookie } from "./organisation.ts";
import { askedOf, clearing, rolesOf, type ShowServices, showNext, showStep } from "./show.ts";

export interface SubmitServices extends AcceptServices, ShowServices {
  readonly signer: Signer;
  readonly baseUrl: string;
}

/** Sends the referral, the same way as a program does; however often the button is pressed, once. */
export async function submit(services: SubmitServices, request: Request, visit: Visit): Promise<Response> {
  const accepted = await acceptReferral(services, {
    body: referralFrom(visit),
    keyHash: hashOf(`refer ${visit.id}`),
    now: request.now,
    takenBy: visit.takenBy,
  });
  return "refusal" in accepted
    ? await notSent(services, request, visit, accepted.refusal)
    : await sent(services, request, visit, accepted);
}

/** Back to the first question that has to be answered otherwise. */
async function notSent(
  services: SubmitServices,
  request: Request,
  visit: Visit,
  refusal: SubmissionRefusal,
): Promise<Response> {
  switch (refusal.type) {
    case "idempotency-key-reused":
      return page(409, alreadySentPage(refusal.use));
    case "area-ambiguous":
      return await showNext(services, request, unanswered(placed(visit, "choose"), "area"));
    case "out-of-area":
      return await showNext(services, request, placed(visit, "none"));
    case "not-valid": {
      const wrong = steps.find((step) => isAsked(visit, step) && mistakesAt(step, refusal.errors).length > 0);
      const step = wrong ?? "place";
      return await showStep(services, request, visit, step, mistakesAt(step, refusal.errors));
    }
  }
}

/**
 * The reference, what happens next, and for the people themselves their links. It is not kept by the browser, and has
 * the pages before it cleared away: others may use the device.
 */
async function sent(
  services: SubmitServices,
  request: Request,
  visit: Visit,
  { use, referral }: Accepted,
): Promise<Response> {
  const { area, reference, receivedAt } = use;
  const rules = await services.areas.rulesOn(area, londonDate(receivedAt));
  const html = sentPage({
    way: visit.way,
    roles: await rolesOf(services, visit),
    reference,
    areaName: rules.name,
    receivedAt,
    contactDueAt: dueAfterWorkingDays(receivedAt, rules.clocks.contactWorkingDays.value),
    groups: answerGroups(visit, await askedOf(services, request, visit, "check")),
    safety: safetyWords(visit, rules, receivedAt),
    links: visit.way === "self" ? await linksOf(services, reference) : undefined,
    emailed: {
      person: personAddress(referral) !== undefined,
      referrer: referrerAddress(referral) !== undefined,
    },
  });
  return page(200, html, { ...clearing, ...rememberingCookie(visit, services.baseUrl) });
}

async function linksOf({ signer, baseUrl }: SubmitServices, reference: string) {
  return {
    my: `${baseUrl}${await personPath(signer, reference)}`,
    withdraw: `${baseUrl}${await withdrawalPath(signer, reference)}`,
  };
}
