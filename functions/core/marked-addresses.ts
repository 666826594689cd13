import type { Case, MarkedAddress } from "./case.ts";
import { superseded } from "./enter.ts";
import type { AddressOwner, DeliveryEvent } from "./events-of-delivery.ts";

/** Whether this is somebody whose address is marked. */
export function isMarked({ markedAddresses }: Case, to: unknown): to is AddressOwner {
  return markedAddresses?.some(({ of }) => of === to) ?? false;
}

/** Whether somebody has to find out how the person, or whoever referred them, can be reached. */
export function needsAddressCheck({ markedAddresses }: Case): boolean {
  return markedAddresses?.some(({ isChecked }) => !isChecked) ?? false;
}

/** The case after news of what was sent. */
export function afterDelivery(given: Case, event: DeliveryEvent): Case {
  switch (event.type) {
    case "email-returned":
      return {
        ...(event.isReplaced ? dueAgain(given, [event.email]) : undelivered(given, event.of, event.email)),
        returnedMails: [...(given.returnedMails ?? []), event.mail],
      };
    case "duty-alerted":
      return { ...given, alertedTasks: [...(given.alertedTasks ?? []), event.handle] };
  }
}

/** The case with one more email that did not reach this address, which is marked from now on. */
export function undelivered(given: Case, of: AddressOwner, email: string): Case {
  const others = (given.markedAddresses ?? []).filter((marked) => marked.of !== of);
  const before = given.markedAddresses?.find((marked) => marked.of === of);
  const emails = new Set([...(before?.undelivered ?? []), email]);
  const marked = { of, undelivered: [...emails], isChecked: before?.isChecked ?? false };
  return { ...given, markedAddresses: [...others, marked] };
}

/** The lead has looked: either the addresses work after all, or they stay marked and nobody is asked again. */
export function addressesChecked(given: Case, addressWorks: boolean): Case {
  if (addressWorks) return withMarks(given, []);
  return withMarks(
    given,
    (given.markedAddresses ?? []).map((marked) => ({ ...marked, isChecked: true })),
  );
}

/**
 * A new address: what did not reach the old one is due again, as far as it is still true. Nobody has to look for
 * one any more.
 */
export function newAddress(given: Case, of: AddressOwner): Case {
  const before = given.markedAddresses ?? [];
  const lost = before.find((marked) => marked.of === of)?.undelivered ?? [];
  const left = withMarks(
    dueAgain(given, lost),
    before.filter((marked) => marked.of !== of),
  );
  const isOver = ({ kind }: Case["tasks"][number]) => kind === "check-address" && !needsAddressCheck(left);
  return { ...left, tasks: superseded(left.tasks, isOver) };
}

/** As if these emails had not been sent yet. */
function dueAgain(given: Case, lost: readonly string[]): Case {
  const emails = Object.entries(given.emails).filter(([email]) => !lost.includes(email));
  return { ...given, emails: Object.fromEntries(emails) };
}

/** A case without marks has no list of them, as it never had before anything came back. */
function withMarks(given: Case, marked: MarkedAddress[]): Case {
  const { markedAddresses: _, ...unmarked } = given;
  return (marked.length === 0 ? unmarked : { ...unmarked, markedAddresses: marked }) as Case;
}
