import { londonDate, timeOfDay } from "../core/calendar.ts";
import type { Corrigenda } from "../core/corrigenda.ts";
import { stages } from "../core/stages.ts";
import { barriers, closures, employmentStatuses, followUpPoints, outcomes } from "../core/words.ts";
import type { CommandForm } from "./command-form.ts";
import type { Part, Values } from "./fields.ts";
import { choicesOf } from "./task-fields.ts";

const status: Part = {
  type: "select",
  name: "data.employmentStatus",
  label: "Was the person in work?",
  choices: choicesOf(employmentStatuses),
  mistake: "Choose whether the person was in work",
};
const outcome: Part = {
  type: "select",
  name: "data.outcome",
  label: "How things were",
  choices: choicesOf(outcomes),
  mistake: "Choose how things were",
};

/** A form for each fact that can be corrected, filled in with what is recorded. */
export function correctForms({ start, exit, followUps }: Corrigenda): CommandForm[] {
  const parts = { start: startParts, exit: exitParts, followUp: [outcome, status] };
  return [
    ...(start
      ? [
          formOf("start", "Correct what was recorded of the first appointment", start.eventId, parts.start, [
            ["data.heldAt", `${londonDate(start.heldAt)}T${timeOfDay(start.heldAt)}`],
            ["data.employmentStatus", start.employmentStatus],
            ["data.mainBarrier", start.mainBarrier],
          ]),
        ]
      : []),
    ...(exit
      ? [
          formOf("exit", "Correct what was recorded of the end of support", exit.eventId, parts.exit, [
            ["data.closure", exit.closure],
            ["data.outcome", exit.outcome === "not-asked" ? undefined : exit.outcome],
            ["data.employmentStatus", exit.employmentStatus],
          ]),
        ]
      : []),
    ...followUpPoints.flatMap((point) => {
      const recorded = followUps?.[point];
      if (!recorded) return [];
      const weeks = point === "13-weeks" ? "13" : "26";
      const title = `Correct what was recorded ${weeks} weeks after support ended`;
      return [
        formOf(point, title, recorded.eventId, parts.followUp, [
          ["data.outcome", recorded.outcome],
          ["data.employmentStatus", recorded.employmentStatus],
        ]),
      ];
    }),
  ];
}

const startParts: Part[] = [
  {
    type: "datetime-local",
    name: "data.heldAt",
    label: "When it took place",
    hint: "Date and time in England.",
    mistake: "Enter the date and time at which it took place",
  },
  status,
  {
    type: "select",
    name: "data.mainBarrier",
    label: "What made work hard most of all",
    choices: choicesOf(barriers),
    mistake: "Choose what made work hard most of all",
  },
];

const exitParts: Part[] = [
  {
    type: "select",
    name: "data.closure",
    label: "Why support ended",
    choices: choicesOf(closures),
    mistake: "Choose why support ended",
  },
  outcome,
  status,
];

function formOf(
  fact: string,
  title: string,
  eventId: string,
  parts: readonly Part[],
  recorded: readonly (readonly [string, string | undefined])[],
): CommandForm {
  const values: Values = new Map(
    recorded.flatMap(([name, value]) => (value === undefined ? [] : [[name, [value]] as const])),
  );
  return {
    command: "correct",
    id: `correct-${fact}`,
    title,
    says: "Change only what is wrong. What was recorded first stays in the history.",
    parts: [
      { hidden: "eventId", value: eventId },
      ...parts,
      { type: "textarea", name: "reason", label: "Why", mistake: "Say what was wrong" },
    ],
    button: "Correct it",
    look: "secondary",
    offeredIn: stages,
    values,
  };
}
