import type { StoredCase } from "../adapters/case-store.ts";
import type { SessionStore } from "../adapters/session-store.ts";
import { hasDied } from "../core/case.ts";
import { personAddress } from "../core/decide/receive.ts";
import { myConsents } from "../core/my/view.ts";
import type { ContactDetails, Referral } from "../core/referral.ts";
import type { Instant } from "../core/texts.ts";
import { consentNames, contactFields } from "../core/words.ts";
import type { Values } from "../pages/fields.ts";
import { myDetailsPage } from "../pages/index.ts";
import { type Kept, type MyDetails, type MyForm, myForms } from "../pages/my-details-pages.ts";
import { formField, valuesOf } from "./form.ts";
import { problemOf } from "./problems.ts";
import { cookie, isForm, parameter, type Request } from "./request.ts";
import { type Response, seeOther } from "./responses.ts";

/** Says that this browser opened the details of one person's page with a code. */
export const unlockCookie = "my";
export const unlockCookiePath = "/my";

/** The person's own address, as the request has it. */
export function myPath(request: Request): string {
  return `/my/${encodeURIComponent(parameter(request, "token"))}`;
}

/** A case with the person's details, which can be shown and changed. */
export type Changeable = StoredCase & { readonly referral: Referral };

/** Undefined once they were erased, and after a death. */
export function changeable(stored: StoredCase): Changeable | undefined {
  return stored.referral && !hasDied(stored.case) ? { ...stored, referral: stored.referral } : undefined;
}

/** Whether this is answered with a page: a form's answer, and what a browser opens. */
export function wantsMyPage(request: Request): boolean {
  return request.method === "GET" ? !request.asksForJson : isForm(request);
}

/** The person's own page says why. */
export function nothingToChange(request: Request, { referral }: StoredCase): Response {
  if (wantsMyPage(request)) return seeOther(myPath(request));
  throw problemOf({ type: referral ? "case-closed" : "details-erased" });
}

/** Until when this browser has the case's details open; undefined without a code. */
export async function openUntil(
  sessions: SessionStore,
  request: Request,
  { case: given }: StoredCase,
): Promise<Instant | undefined> {
  const token = cookie(request, unlockCookie);
  return token && (await sessions.unlockedUntil(token, given.reference, request.now));
}

/** How the person is reached now. An address of whoever referred them is none of theirs. */
export function myContact(referral: Referral): ContactDetails {
  const { email: _, ...contact } = referral.person.contact;
  const email = personAddress(referral);
  return email === undefined ? contact : { ...contact, email };
}

/** The fields of a form that cannot be saved yet, to be sent along with the code and shown again after it. */
export function kept(form: MyForm, fields: URLSearchParams): Kept {
  const names: readonly string[] = form === "consents" ? consentNames : contactFields;
  return [[formField, form], ...[...fields].filter(([name]) => names.includes(name))];
}

/** The same fields, when they come back with the code. */
export function stillKept(fields: URLSearchParams): Kept {
  const form = keptForm(fields);
  return form ? kept(form, fields) : [];
}

export function keptForm(fields: URLSearchParams): MyForm | undefined {
  return myForms.find((each) => each === fields.get(formField));
}

/** What a page of details tells beside the case: what was typed, refused or saved. */
export type Told = Pick<MyDetails, "refused" | "saved" | "unsaved"> & {
  readonly typed?: URLSearchParams | undefined;
  readonly openUntil: Instant;
};

/** The page of the person's details: as they are known, but the form that they have just typed in as they typed it. */
export function detailsPage(
  request: Request,
  { case: given, referral }: Changeable,
  { typed, ...told }: Told,
): string {
  const known: Record<MyForm, Values> = {
    "contact-details": filledIn(Object.entries(myContact(referral))),
    consents: filledIn(myConsents(given).map(({ which, given: isGiven }) => [which, isGiven])),
  };
  const active = told.refused?.form ?? told.unsaved;
  return myDetailsPage({
    path: myPath(request),
    values: active && typed ? { ...known, [active]: valuesOf(typed) } : known,
    consents: myConsents(given).map(({ which }) => which),
    ...told,
    now: request.now,
  });
}

function filledIn(fields: readonly (readonly [string, unknown])[]): Values {
  return new Map(fields.map(([name, value]) => [name, [String(value)]]));
}
