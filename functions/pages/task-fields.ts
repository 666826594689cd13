import type { PlannedAction } from "../core/plan-view.ts";
import { type Word, wordFor } from "../core/sentences.ts";
import { actionStates, appointmentChannels, barriers, employmentStatuses } from "../core/words.ts";
import type { Choice, Field, Group, Hidden, Values } from "./fields.ts";

export function choicesOf(values: readonly Word[]): Choice[] {
  return values.map((value) => [value, wordFor(value)]);
}

export const note: Field = {
  type: "textarea",
  name: "note",
  label: "Note (optional)",
  hint: "Only people who work on this case can read it.",
};

export const channel: Field = {
  type: "radios",
  name: "channel",
  label: "How",
  choices: choicesOf(appointmentChannels),
  mistake: "Choose how the appointment takes place",
};

export const employmentStatus: Field = {
  type: "radios",
  name: "employmentStatus",
  label: "Is the person in work?",
  choices: choicesOf(employmentStatuses),
  mistake: "Choose whether the person is in work",
};

export const mainBarrier: Field = {
  type: "radios",
  name: "mainBarrier",
  label: "What makes work hard most of all?",
  hint: "As the person says it. No diagnosis is needed.",
  choices: choicesOf(barriers),
  mistake: "Choose what makes work hard most of all",
};

export const otherBarriers: Field = {
  type: "checkboxes",
  name: "otherBarriers",
  label: "What else makes work hard? (optional)",
  choices: choicesOf(barriers.filter((barrier) => barrier !== "prefer-not-to-say")),
};

const scores: Choice[] = Array.from({ length: 11 }, (_, score) => [String(score), String(score)]);
const score = (name: string, label: string): Field => ({
  type: "select",
  name: `wellbeing.${name}`,
  label,
  choices: scores,
  mistake: "Choose a number from 0 to 10",
});

/** The four personal well-being questions of the Office for National Statistics. */
export const wellbeing: Group = {
  legend: "Well-being (optional)",
  hint: "The person answers each with a number. 0 is not at all and 10 is completely.",
  folded: true,
  fields: [
    score("lifeSatisfaction", "Overall, how satisfied are you with your life nowadays?"),
    score("worthwhile", "Overall, how worthwhile are the things you do in your life?"),
    score("happiness", "Overall, how happy did you feel yesterday?"),
    score("anxiety", "Overall, how anxious did you feel yesterday?"),
  ],
};

export type KnownAction = Pick<PlannedAction, "id" | "description" | "status">;

/** How each action of the plan went. Rows without an answer are not sent on, so what was typed is found by its id. */
export function knownActionRows(
  actions: readonly KnownAction[],
  values: Values,
): (Group & { fields: readonly (Field | Hidden)[] })[] {
  const typedAt = (id: string) =>
    actions.findIndex((_, row) => values.get(`actions.${row}.id`)?.at(-1) === id);
  return actions.map(({ id, description, status }, index) => {
    const row = typedAt(id);
    const field = (name: string) => ({
      name: `actions.${index}.${name}`,
      from: `actions.${row >= 0 ? row : `none-${index}`}.${name}`,
    });
    return {
      legend: description === "" ? `Action ${index + 1}` : description,
      hint: `Until now: ${wordFor(status).toLowerCase()}.`,
      fields: [
        { hidden: `actions.${index}.id`, value: id },
        {
          ...field("status"),
          type: "select",
          label: "How did it go?",
          hint: "Leave it as it is if nothing has changed.",
          choices: choicesOf(actionStates),
          mistake: "Choose how the action went",
        },
        { ...field("reason"), type: "text", label: "Why (optional)" },
      ],
    };
  });
}
