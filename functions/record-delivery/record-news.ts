import type { StaffStore } from "../adapters/staff-store.ts";
import type { Workflow } from "../adapters/workflow.ts";
import { fingerprintOf } from "../core/decide/decision.ts";
import type { AddressOwner, ReturnReason } from "../core/events-of-delivery.ts";
import type { CaseMail } from "../core/mail-tags.ts";
import type { Instant } from "../core/texts.ts";
import { changeCase, type Stores } from "../platform/case-changes.ts";
import { wake } from "../platform/wake.ts";
import type { DeliveryNews } from "./delivery-news.ts";

export interface DeliveryServices extends Stores {
  readonly staff: StaffStore;
  readonly flow: Workflow;
}

/** `unknown`: neither an email of a case that we know, nor one to our staff. */
export type Recorded = "recorded" | "nothing-new" | "unknown";

/** Marks the addresses that an email did not reach. Whoever tells it twice changes nothing more. */
export async function recordNews(
  services: DeliveryServices,
  news: DeliveryNews,
  now: Instant,
): Promise<Recorded> {
  const { because, about } = news;
  if (because === undefined) return "nothing-new";
  if (about?.to === "former-address") return "nothing-new";
  if (about && about.to !== "staff") {
    return await markOnCase(services, { ...about, to: about.to }, { ...news, because }, now);
  }
  return await markStaff(services.staff, news.addresses, now);
}

async function markOnCase(
  services: DeliveryServices,
  { area, reference, email, to: of }: CaseMail & { to: AddressOwner },
  { messageId, because, addresses }: DeliveryNews & { because: ReturnReason },
  now: Instant,
): Promise<Recorded> {
  const mail = fingerprintOf(messageId);
  const changed = await changeCase(
    services,
    { area, reference },
    {
      command: { type: "return-email", email, of, because, mail, addresses: [...addresses] },
      by: { kind: "service" },
      now,
    },
  );
  if ("refusal" in changed) return "unknown";
  await wake(services.cases, services.flow, changed, now);
  return changed.changed ? "recorded" : "nothing-new";
}

/** Staff are known by their addresses alone. */
async function markStaff(staff: StaffStore, addresses: readonly string[], now: Instant): Promise<Recorded> {
  let recorded: Recorded = "unknown";
  for (const address of addresses) {
    const member = await staff.find(address);
    if (!member) continue;
    if (member.bouncedAt === undefined) await staff.addressBounced(member, now);
    recorded = "recorded";
  }
  return recorded;
}
