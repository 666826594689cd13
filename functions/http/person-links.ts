import { timingSafeEqual } from "node:crypto";
import type { CaseStore, StoredCase } from "../adapters/case-store.ts";
import type { PointerStore } from "../adapters/pointer-store.ts";
import type { Purpose, Signer } from "../adapters/server-key.ts";
import { parseReference } from "../core/reference.ts";
import { linkNotFound, notFound } from "./problems.ts";

export interface PersonLinkServices {
  readonly cases: CaseStore;
  readonly pointers: PointerStore;
  readonly signer: Signer;
}

/** Characters of a reference; a person's own link begins with it. */
const referenceLength = 10;

/** The last part of the address under which a person sees their own referral. */
export async function personTokenFor(signer: Signer, reference: string): Promise<string> {
  return `${reference}${await signer.tokenFor("my", reference)}`;
}

/** Where a person sees their own referral. */
export async function personPath(signer: Signer, reference: string): Promise<string> {
  return `/my/${await personTokenFor(signer, reference)}`;
}

/** Where a person leaves. */
export async function withdrawalPath(signer: Signer, reference: string): Promise<string> {
  return `/referrals/${reference}/withdrawal?token=${await signer.tokenFor("withdraw", reference)}`;
}

/** The case behind a person's own link; otherwise the one 404 of such links. */
export async function caseOfPersonToken(services: PersonLinkServices, token: string): Promise<StoredCase> {
  return await caseWithToken(services, {
    reference: token.slice(0, referenceLength),
    token: token.slice(referenceLength),
    purpose: "my",
  });
}

/** The case behind a reference, for whoever holds its token of this purpose; otherwise one and the same 404. */
export async function caseWithToken(
  { cases, pointers, signer }: PersonLinkServices,
  given: { reference: string; token: string; purpose: Purpose },
): Promise<StoredCase> {
  const reference = parseReference(given.reference);
  const key = reference && (await pointers.caseOfReference(reference));
  // Computed for unknown references too, so that the time it takes tells nobody which ones exist.
  const expected = await signer.tokenFor(given.purpose, reference ?? given.reference);
  const stored = key && isSame(given.token, expected) ? await cases.load(key) : undefined;
  // What a referrer is answered tells nothing of the person, not even that their record was erased.
  const isReferrers = given.purpose === "status";
  if (!stored || (stored.case.erasure && !isReferrers)) throw isReferrers ? notFound() : linkNotFound();
  return stored;
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
