import type { Case } from "./case.ts";
import type { FollowUpPoint } from "./words.ts";

type Recorded<Fact> = Omit<Fact, "point" | "at" | "recordedAt" | "correctedAt"> & {
  readonly eventId: string;
};

/** The facts of a case that can be corrected, each as it is recorded now, with the event that says it. */
export interface Corrigenda {
  readonly start?: Recorded<Pick<NonNullable<Case["start"]>, "heldAt" | "employmentStatus" | "mainBarrier">>;
  readonly exit?: Recorded<Pick<NonNullable<Case["exit"]>, "closure" | "outcome" | "employmentStatus">>;
  readonly followUps?: {
    readonly [Point in FollowUpPoint]?: Recorded<
      Pick<Case["followUps"][number], "outcome" | "employmentStatus">
    >;
  };
}

export function corrigendaOf({ factIds = {}, start, exit, followUps }: Case): Corrigenda {
  const recorded = followUps.flatMap(({ point, outcome, employmentStatus }) => {
    const eventId = factIds[point];
    return eventId === undefined ? [] : [[point, { eventId, outcome, employmentStatus }] as const];
  });
  return {
    ...(start && factIds.start
      ? {
          start: {
            eventId: factIds.start,
            heldAt: start.heldAt,
            employmentStatus: start.employmentStatus,
            mainBarrier: start.mainBarrier,
          },
        }
      : {}),
    ...(exit && factIds.exit
      ? {
          exit: {
            eventId: factIds.exit,
            closure: exit.closure,
            outcome: exit.outcome,
            employmentStatus: exit.employmentStatus,
          },
        }
      : {}),
    followUps: Object.fromEntries(recorded),
  };
}
