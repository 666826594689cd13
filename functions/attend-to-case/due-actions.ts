import { randomBytes } from "node:crypto";
import { type StoredCase, VersionConflict } from "../adapters/case-store.ts";
import type { SafetyAlerts } from "../adapters/safety-alerts.ts";
import { type Action, dueNow } from "../core/due-now.ts";
import type { NewEvent } from "../core/events.ts";
import type { PlannedTask } from "../core/task-plan.ts";
import { withoutCoachWhoLeft } from "../platform/coach-who-left.ts";
import { type ContinuationStores, continueElsewhere } from "../platform/continue-elsewhere.ts";
import { counted } from "../platform/counted-lines.ts";
import { type ErasureStores, erasePerson } from "../platform/erase-person.ts";
import { errorFacts, logger } from "../platform/logger.ts";
import { type QueueServices, serveQueueAtBest } from "../platform/serve-queue.ts";
import { settlePlaces } from "../platform/settle-places.ts";
import { type EmailServices, sendCaseEmail } from "./case-emails.ts";
import { recordDone, type Turn } from "./record-done.ts";

export interface AttendServices extends QueueServices, EmailServices, ContinuationStores, ErasureStores {
  readonly alerts: SafetyAlerts;
}

/**
 * Carries out what is due, one action after the other, asking the case again after each. What fails is logged and
 * left for the next wake-up, and does not keep the rest from being done. Throws VersionConflict.
 */
export async function doEverythingDue(
  services: AttendServices,
  first: StoredCase,
  turn: Turn,
): Promise<StoredCase> {
  const { rules, now } = turn;
  const tried = new Set<string>();
  let stored = first;
  for (;;) {
    const action = dueNow(stored.case, rules, now).find((due) => !tried.has(idOf(due)));
    if (!action) return stored;
    tried.add(idOf(action));
    try {
      stored = await carryOut(services, stored, action, turn);
    } catch (error) {
      if (error instanceof VersionConflict) throw error;
      logger.error(counted.dueActionFailed, { action: action.type, ...errorFacts(error) });
      // It may have taken long: what comes next is asked of the case as it is by now.
      stored = (await services.cases.load(stored.case)) ?? stored;
    }
  }
}

async function carryOut(
  services: AttendServices,
  stored: StoredCase,
  action: Action,
  turn: Turn,
): Promise<StoredCase> {
  const { now } = turn;
  const done = (...events: NewEvent[]) => recordDone(services, stored, events, turn);
  switch (action.type) {
    case "record":
      return await done(...action.events);
    case "open-task":
      return (
        (await withoutCoachWhoLeft(services, stored, action.task.to, now)) ??
        (await done(await opened(services, stored, action.task)))
      );
    case "send-email":
      return await sendCaseEmail(services, stored, action, turn);
    case "alert-duty":
      // Recorded after it: a crash between tells the phones once more, and never not at all.
      await services.alerts.publish({
        area: stored.case.area,
        link: taskLink(services.baseUrl, action.task.handle),
      });
      return await done(action.done);
    case "release-place":
      return await released(services, stored, action.done, turn);
    case "index-person":
      return await indexed(services, stored, action.done, turn);
    case "continue-elsewhere":
      await continueElsewhere(services, stored, action.as, now);
      return await done(action.done);
    case "erase-person":
      return await erasePerson(services, stored, action.done, now);
  }
}

/** Entered before the others are looked for: of two at the same moment one at least sees the other. */
async function indexed(
  services: AttendServices,
  stored: StoredCase,
  done: NewEvent & { type: "person-indexed" },
  turn: Turn,
): Promise<StoredCase> {
  const { case: given, referral } = stored;
  if (!referral) return await recordDone(services, stored, [done], turn);
  await services.people.add(given, referral);
  const found = (await services.people.others(given, referral)).length > 0 ? { foundOthers: true } : {};
  const person = await services.people.keysOf(referral);
  return await recordDone(services, { ...stored, person }, [{ ...done, ...found }], turn);
}

/** The place goes to whoever waits; what fails there is made up within 15 minutes. */
async function released(
  services: AttendServices,
  stored: StoredCase,
  done: NewEvent,
  turn: Turn,
): Promise<StoredCase> {
  const { area, reference } = stored.case;
  await services.staff.releasePlaces(area, reference);
  const recorded = await recordDone(services, stored, [done], turn);
  await serveQueueAtBest(services, area, turn.now);
  return recorded;
}

/**
 * The pointer is kept before the event that names it: an orphan points to a case that does not know it. Before a
 * coach is asked for the first time it is made sure that they alone hold the place: whoever gave it to them may have
 * ended halfway.
 */
async function opened(services: AttendServices, stored: StoredCase, task: PlannedTask): Promise<NewEvent> {
  if (task.kind === "contact") await settlePlaces(services, stored.case);
  const handle = randomBytes(16).toString("base64url");
  await services.pointers.pointTask(handle, { area: stored.case.area, reference: stored.case.reference });
  return { type: "task-opened", handle, ...task };
}

function taskLink(baseUrl: string, handle: string): string {
  return `${baseUrl}/tasks/${encodeURIComponent(handle)}`;
}

/** Names the action within one turn, so that none is tried twice in it. */
function idOf(action: Action): string {
  switch (action.type) {
    case "record":
      return `record ${action.events.map((event) => event.type).join(" ")} ${JSON.stringify(action.events)}`;
    case "open-task":
      return `open ${action.task.kind} ${action.task.point ?? ""} ${action.task.askAt} ${JSON.stringify(action.task.to)}`;
    case "send-email":
      return `email ${action.email}`;
    case "alert-duty":
      return `alert ${action.task.handle}`;
    default:
      return action.type;
  }
}
