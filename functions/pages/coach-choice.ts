import type { Choice, Field } from "./fields.ts";
import { type Load, roomInWords } from "./load-chart.ts";

/** A coach to whom a person can be given. */
export interface CoachChoice extends Load {
  readonly email: string;
  readonly name: string;
}

/** A lead chooses one of these coaches, or nobody, which means what `none` says. */
export function coachSelect(
  { name, label, none, mistake }: Record<"name" | "label" | "none" | "mistake", string>,
  coaches: readonly CoachChoice[],
): Field {
  return {
    type: "select",
    name,
    label,
    hint: "Coaches who are away are not in the list.",
    none,
    choices: coaches.map((coach): Choice => [coach.email, `${coach.name}: ${roomInWords(coach)}`]),
    mistake,
  };
}

/** For someone with no room: the lead's decision that the coach takes one more. */
export const overrideCapacity: Field = {
  type: "tick",
  name: "overrideCapacity",
  label: "The coach takes this person although they have no room",
};
