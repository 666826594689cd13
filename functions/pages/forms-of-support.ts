import { wordFor } from "../core/sentences.ts";
import {
  actionKinds,
  closures,
  employmentStatuses,
  outcomes,
  planTypes,
  type TaskKind,
} from "../core/words.ts";
import { actionRows } from "./action-rows.ts";
import type { Field } from "./fields.ts";
import { choicesOf, employmentStatus, knownActionRows, note, wellbeing } from "./task-fields.ts";
import { answer, attended, type FormNeeds, type TaskForm, wayOut } from "./task-form.ts";

const outcome = (label: string, values: readonly (typeof outcomes)[number][]): Field => ({
  type: "select",
  name: "outcome",
  label,
  choices: choicesOf(values),
  mistake: "Choose the outcome",
});

const reviewOn: Field = {
  type: "date",
  name: "reviewOn",
  label: "Next review on (optional)",
  hint: "If you leave it empty, it is as your area has set it.",
  mistake: "Enter a real date for the next review",
};

const endingsWithOutcome = (
  [
    "completed-plan",
    "maximum-duration",
    "needs-more-intensive-support",
    "health-deteriorated",
    "other",
  ] as const
)
  .map((closure) => `“${wordFor(closure)}”`)
  .join(", ");

/** The forms of the tasks from the plan to the last follow-up. */
export const formsOfSupport = {
  plan: (needs: FormNeeds) => [
    answer("The plan", [
      {
        type: "radios",
        name: "planType",
        label: "What is the plan for?",
        choices: choicesOf(planTypes),
        mistake: "Choose what the plan is for",
      },
      {
        legend: "Actions",
        hint: "Fill in as many as you need. Empty ones are left out.",
        at: "/actions",
        fields: actionRows("actions", needs),
      },
      {
        legend: "Who may see the plan?",
        hint: "Only if the person agrees.",
        at: "/shareWith",
        fields: [
          { type: "tick", name: "shareWith.gp", label: "The person's GP" },
          { type: "tick", name: "shareWith.employer", label: "The person's employer" },
        ],
      },
      {
        type: "number",
        name: "reviewInWeeks",
        label: "Weeks until the first review (optional)",
        hint: "If you leave it empty, it is as your area has set it.",
        mistake: "Enter a whole number of weeks from 1 to 26",
      },
      note,
    ]),
  ],
  review: (needs: FormNeeds) => [
    answer("The review took place", [
      attended,
      ...knownActionRows(needs.actions, needs.values),
      { legend: "New actions (optional)", at: "/newActions", fields: actionRows("newActions", needs, 0) },
      { ...employmentStatus, label: "Is the person in work? (optional)" },
      {
        type: "radios",
        name: "next",
        label: "What comes next?",
        choices: [
          ["continue", "Support goes on"],
          ["finish", "Support comes to an end"],
        ],
        mistake: "Choose what comes next",
      },
      reviewOn,
      note,
    ]),
    wayOut("did-not-attend", "The person did not come", [
      { hidden: "attended", value: "no" },
      reviewOn,
      note,
    ]),
  ],
  exit: () => [
    answer("How support ended", [
      {
        type: "radios",
        name: "closure",
        label: "Why does support end?",
        choices: choicesOf(closures),
        mistake: "Choose why support ends",
      },
      {
        ...outcome("How are things now?", outcomes),
        hint: `Needed after a first appointment if you chose: ${endingsWithOutcome}. Leave it empty for the others.`,
      },
      {
        ...employmentStatus,
        type: "select",
        choices: choicesOf(employmentStatuses),
        hint: "Needed wherever you say how things are now.",
      },
      {
        type: "checkboxes",
        name: "adjustmentsMade",
        label: "What was changed or done? (optional)",
        choices: choicesOf(actionKinds),
      },
      wellbeing,
      note,
    ]),
  ],
  "follow-up": () => [
    answer("I reached the person", [
      { hidden: "reached", value: "true" },
      outcome(
        "How are things now?",
        outcomes.filter((each) => each !== "not-reached"),
      ),
      employmentStatus,
      {
        type: "number",
        name: "hoursPerWeek",
        label: "Hours of work a week (optional)",
        mistake: "Enter a number of hours from 0 to 168",
      },
      wellbeing,
      note,
    ]),
    wayOut("not-reached", "I did not reach the person", [{ hidden: "reached", value: "false" }, note]),
  ],
} satisfies Partial<Record<TaskKind, (needs: FormNeeds) => readonly TaskForm[]>>;
