import type { CaseEvent } from "../../functions/core/events.ts";
import type { KeptCase } from "../../functions/core/invariants.ts";

// Who may still hear of a case, and how often: the invariants that are about what goes out.

const people: readonly unknown[] = ["person", "referrer", "former-address"];

/**
 * Once somebody is to be removed from their record nobody outside the service is written to, and once they are, nothing
 * of them is kept.
 */
export function isGoneOnceErased({ case: given, events, referral }: KeptCase): string[] {
  const asked = events.findIndex(({ type }) => type === "erasure-asked");
  if (asked < 0) return [];
  const told = events
    .slice(asked)
    .filter((event) => event.type === "email-intended" && people.includes(event.to));
  return [
    ...(given.erasure?.removedAt !== undefined && referral ? ["it was erased and has a referral"] : []),
    ...(given.legalHold ? ["it is being erased under a legal hold"] : []),
    ...(told.length > 0 ? [`${told.length} emails were intended after the erasure was asked for`] : []),
  ];
}

/** After the person left, nobody hears of the case but by one "stop" notice, and about safety. */
export function isQuietAfterLeaving({ events }: Pick<KeptCase, "events">): string[] {
  const left = events.findLastIndex(({ type }) => type === "withdrawn" || type === "reopened");
  if (left < 0 || events[left]?.type === "reopened") return [];
  const since = events.slice(left);
  const safety = new Set(
    events.flatMap((event) =>
      event.type === "task-opened" && event.kind === "make-safe" ? [event.handle] : [],
    ),
  );
  const told = since.flatMap((event) => (event.type === "email-intended" ? [event.email] : []));
  const stops = told.filter((email) => email === "stop").length;
  const others = told.filter(
    (email) => email !== "stop" && !safety.has(email.replace(/^(ask|escalate):/, "")),
  );
  return [
    ...(stops > 1 ? [`${stops} stop notices`] : []),
    ...others.map((email) => `the email ${email.split(":")[0]} was intended after the person left`),
  ];
}

/**
 * Every email is sent or dropped once for each time it was intended, and it is intended once, and once more for each
 * time that it came back and there was another address to send it to. No phone is told of a task twice.
 */
export function repeatsNoEmail({ events }: Pick<KeptCase, "events">): string[] {
  const count = (of: CaseEvent["type"], email: string) =>
    events.filter((event) => event.type === of && "email" in event && event.email === email).length;
  const leavings = events.filter(({ type }) => type === "withdrawn").length;
  const again = timesDueAgain(events);
  const emails = new Set(events.flatMap((event) => (event.type === "email-intended" ? [event.email] : [])));
  const alerts = events.flatMap((event) => (event.type === "duty-alerted" ? [event.handle] : []));
  const alertedTwice = alerts.filter((handle, index) => alerts.indexOf(handle) < index);
  const repeated = [...emails].flatMap((email) => {
    const most = (email === "stop" ? leavings : 1) + (again.get(email) ?? 0);
    const ended = count("email-sent", email) + count("email-dropped", email);
    return count("email-intended", email) > most || ended > most
      ? [`the email ${email} was intended ${count("email-intended", email)} times and ended ${ended} times`]
      : [];
  });
  return [...repeated, ...alertedTwice.map((handle) => `phones were told of ${handle} twice`)];
}

/** How often each email did not reach an address and there came another to which it is to go. */
function timesDueAgain(events: readonly CaseEvent[]): ReadonlyMap<string, number> {
  const again = new Map<string, number>();
  const lost = new Set<string>();
  const dueAgain = (email: string) => again.set(email, (again.get(email) ?? 0) + 1);
  for (const event of events) {
    if (event.type === "email-returned" && event.isReplaced) dueAgain(event.email);
    else if (event.type === "email-returned" && event.of === "person") lost.add(event.email);
    else if (event.type === "email-dropped" && event.of === "person") lost.add(event.email);
    else if (event.type === "contact-changed" && event.fields.includes("email")) {
      for (const email of lost) dueAgain(email);
      lost.clear();
    } else if (event.type === "address-checked" && event.addressWorks) lost.clear();
  }
  return again;
}
