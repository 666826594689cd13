import type { Random } from "../../local/rehearsal/random.ts";

/** What the clients do when the kill comes. */
export const activities = ["people arrive", "staff answer", "time advances"] as const;
export type Activity = (typeof activities)[number];

export interface PlannedKill {
  readonly round: number;
  readonly activity: Activity;
  /** Real milliseconds after the activity began. */
  readonly after: number;
  /** Whether all other clients wait until it was checked that every case goes on. */
  readonly isCheckedFirst: boolean;
}

/** The longest that an activity usually takes, ms. */
const longest: Record<Activity, number> = {
  "people arrive": 400,
  "staff answer": 1500,
  "time advances": 800,
};

/** Kills in turn during each activity; people arrive in the first rounds only, and time stops with the last. */
export function plannedKills(
  kills: number,
  rounds: { readonly intake: number; readonly all: number },
  random: Random,
): PlannedKill[] {
  const among: Record<Activity, number> = {
    "people arrive": rounds.intake,
    "staff answer": rounds.all,
    "time advances": rounds.all - 1,
  };
  return Array.from({ length: kills }, (_, index) => {
    const activity = activities[index % activities.length] ?? "staff answer";
    return {
      activity,
      round: random.below(among[activity]),
      after: Math.floor(random.next() * longest[activity]),
      isCheckedFirst: random.chance(0.5),
    };
  });
}
