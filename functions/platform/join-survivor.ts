import { type Case, joinedTo } from "../core/case.ts";
import { caseThatGoesOn } from "../core/decide/move.ts";
import type { Instant } from "../core/texts.ts";
import { type Changed, changeCase } from "./case-changes.ts";
import type { AssignmentStores } from "./serve-queue.ts";
import { settlePlaces } from "./settle-places.ts";

/** Each turn somebody else joined a case of the chain; far more than ever needed. */
const mostTurns = 20;

const by = { kind: "service" } as const;

/**
 * Tells of this case, which was joined to another, the one that goes on at the end of the chain. Two leads may have
 * joined the same cases to each other at the same moment: then the chain is a circle and nobody goes on, so the one
 * that everybody agrees on is opened again. Repeatable, by whichever case of the circle, in any order.
 */
export async function joinToSurvivor(stores: AssignmentStores, given: Case, now: Instant): Promise<Changed> {
  for (let turn = 1; turn <= mostTurns; turn++) {
    const chain = await chainFrom(stores, given);
    const { area, reference } = chain.end;
    const into = joinedTo(chain.end);
    const { receivedAt, joined: others = [] } = given;
    const changed = await changeCase(stores, chain.end, {
      command:
        into === undefined
          ? { type: "join-duplicate", reference: given.reference, receivedAt, others }
          : { type: "undo-merge", into },
      by,
      now,
    });
    if ("refusal" in changed) continue;
    // The place of a case that was opened again, whoever did it: its coach has it, as before.
    await settlePlaces(stores, { area, reference });
    if (into === undefined || reference === given.reference) return changed;
  }
  throw new Error("the cases go on being joined to others");
}

/** The case at the end of the chain; of a circle the one that is to go on. */
async function chainFrom({ cases }: AssignmentStores, given: Case): Promise<{ readonly end: Case }> {
  const passed = [given];
  for (;;) {
    const last = passed.at(-1) ?? given;
    const next = joinedTo(last);
    if (next === undefined) return { end: last };
    const first = passed.findIndex(({ reference }) => reference === next);
    if (first >= 0) return { end: caseThatGoesOn(passed.slice(first)) ?? last };
    const stored = await cases.load({ area: last.area, reference: next });
    if (!stored) throw new Error("the case that this one was joined to does not exist");
    passed.push(stored.case);
  }
}
