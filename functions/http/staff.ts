import type { SessionStore } from "../adapters/session-store.ts";
import type { StaffStore, StaffWithPlaces } from "../adapters/staff-store.ts";
import { signInPage } from "../pages/index.ts";
import { pathToGoOnTo } from "./form.ts";
import { keepForm } from "./kept-form.ts";
import { Problem, signInNeeded } from "./problems.ts";
import { cookie, formBody, isForm, type Request } from "./request.ts";
import { page, type Response, seeOther } from "./responses.ts";

export interface StaffServices {
  readonly sessions: SessionStore;
  readonly staff: StaffStore;
}

export const sessionCookie = "session";

/** The member of staff whose session this is; undefined without one, or when it or their role has ended. */
export async function signedIn(
  services: StaffServices,
  request: Request,
): Promise<StaffWithPlaces | undefined> {
  const token = cookie(request, sessionCookie);
  const session = token && (await services.sessions.find(token, request.now));
  const member = session ? await services.staff.find(session.staff, session.area) : undefined;
  // Who left and came back signs in again.
  if (!member || !session || member.membership !== session.membership) return undefined;
  request.roles = member.roles;
  return member;
}

/** The same, or 401. */
export async function mustBeSignedIn(services: StaffServices, request: Request): Promise<StaffWithPlaces> {
  const member = await signedIn(services, request);
  if (!member) throw signInNeeded();
  return member;
}

/** The same; undefined for a browser, which is led to sign in instead. */
export async function signedInUnlessBrowser(
  services: StaffServices,
  request: Request,
): Promise<StaffWithPlaces | undefined> {
  return request.wantsPage ? await signedIn(services, request) : await mustBeSignedIn(services, request);
}

/**
 * A browser without a session is led to sign in, and back to the page it wanted, query included. A form that was
 * sent comes along, sealed, to be sent then. Its address may be none to come back to by a link: then the page that
 * it is on.
 */
export async function toSignIn(
  { sessions }: Pick<StaffServices, "sessions">,
  request: Request,
  formPage = request.path.split("/").slice(0, 3).join("/"),
): Promise<Response> {
  if (request.method === "GET" || !isForm(request)) {
    return seeOther(`/sign-in?next=${encodeURIComponent(wantedPage(request, formPage))}`);
  }
  const ended = await endedSession({ sessions }, request);
  const form = { path: request.path, fields: formBody(request).toString(), staff: ended?.staff };
  const kept = await keepForm(sessions, form, request.now);
  const view = { next: pathToGoOnTo(formPage), endedAt: ended?.endsAt, now: request.now };
  return page(401, signInPage({ ...view, kept, isLost: kept === undefined }));
}

function wantedPage({ method, path, query }: Request, formPage: string): string {
  if (method !== "GET") return formPage;
  const asked = new URLSearchParams(query).toString();
  return asked === "" ? path : `${path}?${asked}`;
}

/** The session of this browser that has ended by itself, to say so. */
export async function endedSession({ sessions }: Pick<StaffServices, "sessions">, request: Request) {
  const token = cookie(request, sessionCookie);
  return token ? await sessions.findEnded(token, request.now) : undefined;
}

/** Something for others; whoever is signed in is shown what is for them. */
export function notYours(): Problem {
  return new Problem("not-yours", "Ask your area's lead if you need this.");
}
