import type { AreaService } from "../area-service.ts";
import type { Case } from "../case.ts";
import { consentToBegin } from "../conversations.ts";
import type { FieldError } from "../field-errors.ts";
import { valueAt } from "../referral.ts";
import { consentInWords } from "../sentences-of-commands.ts";
import { Line } from "../texts.ts";

/** More than any answer can have, so that an answer which is refused anyway has few of them looked up. */
const mostNamed = 40;

/** The services that an answer to a task names, of which its decision has to know whether the area has them. */
export function servicesNamedByAnswer(sent: unknown): string[] {
  const named = ["/actions", "/newActions"].flatMap((pointer) => itemsAt(sent, pointer)).map(serviceIdOf);
  return [...new Set(named.filter((id) => id !== undefined))].slice(0, mostNamed);
}

/** Undefined for none, and for what can be no id: that is the schema's to tell. */
function serviceIdOf(action: unknown): string | undefined {
  return Line.safeParse(valueAt(action, "/serviceId")).data;
}

/** New actions that name a service which is not in the area's list. */
export function mistakesOfServices(
  sent: unknown,
  pointer: "/actions" | "/newActions",
  services: readonly AreaService[],
): FieldError[] {
  const known = new Set(services.map(({ id }) => id));
  return itemsAt(sent, pointer).flatMap((action, index) => {
    const id = serviceIdOf(action);
    return id === undefined || known.has(id)
      ? []
      : [{ pointer: `${pointer}/${index}/serviceId`, detail: "Choose a service of the area's list" }];
  });
}

/** Actions that a review speaks of and the plan does not have, and talks that were begun without consent. */
export function mistakesOfReviewed({ plan, consents }: Case, sent: unknown): FieldError[] {
  return itemsAt(sent, "/actions").flatMap((reviewed, index) => {
    const id = valueAt(reviewed, "/id");
    if (typeof id !== "string") return [];
    const action = plan?.actions.find((each) => each.id === id);
    if (!action) return [{ pointer: `/actions/${index}/id`, detail: "This action is not in the plan" }];
    const status = valueAt(reviewed, "/status");
    const isBegun = (status === "started" || status === "done") && status !== action.status;
    const needs = isBegun ? consentToBegin(action) : undefined;
    if (needs === undefined || consents[needs]) return [];
    const detail = `The person has not agreed to ${consentInWords(needs)}. Ask them, and record their consent first`;
    return [{ pointer: `/actions/${index}/status`, detail }];
  });
}

function itemsAt(sent: unknown, pointer: string): readonly unknown[] {
  const items = valueAt(sent, pointer);
  return Array.isArray(items) ? items : [];
}
