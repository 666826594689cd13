import type { AreaStore } from "../adapters/area-store.ts";
import type { StoredCase } from "../adapters/case-store.ts";
import type { PointerStore } from "../adapters/pointer-store.ts";
import { londonDate } from "../core/calendar.ts";
import type { AskedCommand } from "../core/command-bodies.ts";
import type { Command, CommandOf } from "../core/commands.ts";
import { parseReference } from "../core/reference.ts";
import { type Change, type Changed, changeCase } from "../platform/case-changes.ts";
import { reassignCoach, reopenWithCoach } from "../platform/change-coach.ts";
import type { AssignmentStores } from "../platform/serve-queue.ts";

interface CommandStores extends AssignmentStores {
  readonly areas: AreaStore;
  readonly pointers: PointerStore;
}

type Request = Omit<Change, "command">;

/** Has the command decided and recorded; a change of coach takes and frees places around it. */
export async function carryOut(
  stores: CommandStores,
  stored: StoredCase,
  asked: AskedCommand,
  request: Request,
): Promise<Changed> {
  switch (asked.name) {
    case "reassign":
      return await reassignCoach(stores, stored, asked.body, request);
    case "reopen":
      return await reopenWithCoach(stores, stored, asked.body.reason, request);
    default: {
      const command = await completed(stores, stored.case.area, asked, request.now);
      return await changeCase(stores, stored, { ...request, command });
    }
  }
}

/** The command with what its decision must know of the world beside the case. */
async function completed(
  stores: CommandStores,
  area: string,
  asked: Exclude<AskedCommand, { name: "reassign" | "reopen" }>,
  now: string,
): Promise<Command> {
  switch (asked.name) {
    case "withdraw":
      return { type: "withdraw", through: "staff", reason: asked.body.reason };
    case "contact-details":
      return { type: "contact-details", contact: asked.body };
    case "transfer": {
      const { toArea } = asked.body;
      return {
        type: "transfer",
        ...asked.body,
        delivers: await stores.areas.delivers(toArea, londonDate(now)),
      };
    }
    case "merge": {
      const { into, reason } = asked.body;
      return { type: "merge", reason, survivor: await survivorOf(stores, area, into) };
    }
    default:
      return { type: asked.name, ...asked.body } as Command;
  }
}

/** The case to join, if it is one of this area: another area's is as unknown as one that does not exist. */
async function survivorOf(
  { pointers, cases }: CommandStores,
  area: string,
  into: string,
): Promise<CommandOf<"merge">["survivor"]> {
  const reference = parseReference(into);
  const key = reference && (await pointers.caseOfReference(reference));
  const stored = key && key.area === area ? await cases.load(key) : undefined;
  return stored && { reference: stored.case.reference, stage: stored.case.stage };
}
