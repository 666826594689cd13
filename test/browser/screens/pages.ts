import { coachScreens } from "./coach-screens.ts";
import { leadScreens } from "./lead-screens.ts";
import { personScreens } from "./person-screens.ts";
import { referScreens } from "./refer-screens.ts";
import type { Screen } from "./screen.ts";

/** Every page of each kind of reader, by whom it is for. What changes the story comes last. */
export const screens: Readonly<Record<string, readonly Screen[]>> = {
  Coaches: coachScreens,
  "Area leads": leadScreens,
  "The person": personScreens,
  Referring: referScreens,
};
