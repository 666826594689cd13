import type { CaseStore, StoredCase } from "../adapters/case-store.ts";
import type { PointerStore } from "../adapters/pointer-store.ts";
import type { StaffWithPlaces } from "../adapters/staff-store.ts";
import { maySeeCase } from "../core/permissions.ts";
import { parseReference } from "../core/reference.ts";
import { notFound } from "./problems.ts";
import { parameter, type Request } from "./request.ts";
import { notYours } from "./staff.ts";

/** The case of the request's reference: 404 for another area's, 403 for a colleague's. */
export async function findVisibleCase(
  { cases, pointers }: { readonly cases: CaseStore; readonly pointers: PointerStore },
  request: Request,
  member: StaffWithPlaces,
): Promise<StoredCase> {
  const reference = parseReference(parameter(request, "reference"));
  const key = reference && (await pointers.caseOfReference(reference));
  if (!key || key.area !== member.area) throw notFound();
  const stored = await cases.load(key);
  if (!stored) throw notFound();
  if (!maySeeCase(member, stored.case)) throw notYours();
  return stored;
}
