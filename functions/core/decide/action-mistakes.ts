import type { AreaService } from "../area-service.ts";
import type { Case } from "../case.ts";
import { consentToBegin } from "../conversations.ts";
import type { FieldError } from "../field-errors.ts";
import { valueAt } from "../referral.ts";
import { consentInWords } from "../sentences-of-commands.ts";

/** Whether an answer to a task names a service, so that its decision has to know the area's list. */
export function answerNamesService(sent: unknown): boolean {
  return ["/actions", "/newActions"].some((pointer) =>
    itemsAt(sent, pointer).some((action) => valueAt(action, "/serviceId") !== undefined),
  );
}

/** New actions that name a service which is not in the area's list. */
export function mistakesOfServices(
  sent: unknown,
  pointer: "/actions" | "/newActions",
  services: readonly AreaService[],
): FieldError[] {
  const known = new Set<unknown>(services.map(({ id }) => id));
  return itemsAt(sent, pointer).flatMap((action, index) => {
    const id = valueAt(action, "/serviceId");
    const asked = typeof id === "string" ? id.trim() : undefined;
    return asked === undefined || known.has(asked)
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
