import { wordFor } from "../core/sentences.ts";
import {
  actionKinds,
  closures,
  employmentStatuses,
  outcomes,
  planTypes,
  type TaskKind,
} from "../core/words.ts";
import type { Field, Part, Values } from "./fields.ts";
import {
  actionRows,
  channel,
  choicesOf,
  employmentStatus,
  type KnownAction,
  knownActionRows,
  mainBarrier,
  note,
  otherBarriers,
  wellbeing,
} from "./task-fields.ts";

/** One form of a task's page: its answer, or an honest way out. */
export interface TaskForm {
  readonly id: string;
  readonly title: string;
  readonly button: string;
  readonly parts: readonly Part[];
  /** An attempt: it carries an id, so that sending it twice counts once. */
  readonly isAttempt: boolean;
}

/** What the forms of a task need to know beside its kind. */
export interface FormNeeds {
  readonly actions: readonly KnownAction[];
  readonly values: Values;
}

/** The answer's form first, then the ways out, for every kind of task. */
export function formsOf(kind: TaskKind, needs: FormNeeds): readonly TaskForm[] {
  const forms = formsByKind[kind](needs);
  return kind === "make-safe" || kind === "check-address" ? forms : [...forms, moreTime];
}

const answer = (title: string, parts: readonly Part[]): TaskForm => ({
  id: "answer",
  title,
  button: "Save the answer",
  parts,
  isAttempt: false,
});

const wayOut = (id: string, title: string, parts: readonly Part[]): TaskForm => ({
  id,
  title,
  button: "Save and keep the task open",
  parts,
  isAttempt: true,
});

const moreTime = wayOut("more-time", "I need more time", [
  {
    type: "datetime-local",
    name: "moreTime.until",
    label: "Until when",
    hint: "At most 10 working days later. You can ask twice.",
    mistake: "Enter the date and time until when you need",
  },
  { type: "textarea", name: "moreTime.reason", label: "Why", mistake: "Say why you need more time" },
]);

const appointmentAt = (name: string, label: string): Field => ({
  type: "datetime-local",
  name,
  label,
  hint: "Date and time in England.",
  mistake: "Enter the date and time of the appointment",
});

const attended: Field = {
  type: "radios",
  name: "attended",
  label: "Did the person come?",
  hint: "If they did not, use one of the other forms on this page.",
  choices: [
    ["yes", "Yes"],
    ["late", "Yes, but late"],
  ],
  mistake: "Choose whether the person came",
};

const outcome = (label: string, values: readonly (typeof outcomes)[number][]): Field => ({
  type: "select",
  name: "outcome",
  label,
  choices: choicesOf(values),
  mistake: "Choose the outcome",
});

const formsByKind: Record<TaskKind, (needs: FormNeeds) => readonly TaskForm[]> = {
  "review-referral": () => [
    answer("Your decision", [
      {
        type: "radios",
        name: "decision",
        label: "What do you decide?",
        choices: [
          ["accept", "Accept: a coach is found for the person"],
          ["redirect", "Point the person to another service"],
          ["decline", "Decline: WorkWell is not right for the person"],
        ],
        mistake: "Choose what you decide",
      },
      { type: "textarea", name: "reason", label: "Why", mistake: "Say why" },
      { type: "text", name: "redirectTo", label: "The other service, if there is one" },
    ]),
  ],
  "make-safe": () => [
    answer("What you did", [
      {
        type: "textarea",
        name: "action",
        label: "What did you do to make the person safe?",
        mistake: "Say what you did to make the person safe",
      },
      {
        type: "textarea",
        name: "note",
        label: "What do others need to know?",
        hint: "Only people who work on this case can read it.",
        mistake: "Say what others need to know",
      },
      { type: "text", name: "escalatedTo", label: "Who else you told (optional)" },
    ]),
  ],
  "wait-for-coach": () => [
    answer("Your choice", [
      {
        type: "email",
        name: "assignTo",
        label: "The coach's email address (optional)",
        hint: "Leave it empty to let the person wait until a coach has room.",
      },
      {
        type: "tick",
        name: "overrideCapacity",
        label: "The coach takes this person although they have no room",
      },
      { type: "textarea", name: "reason", label: "Why (needed if the coach has no room)" },
    ]),
  ],
  contact: () => [
    answer("What came of it", [
      {
        type: "radios",
        name: "outcome",
        label: "What came of it?",
        choices: [
          ["agreed", "We agreed a first appointment"],
          ["does-not-want-it", "The person does not want WorkWell"],
          ["not-appropriate", "WorkWell is not right for the person"],
          ["unable-to-contact", "I tried often enough and cannot contact the person"],
        ],
        mistake: "Choose what came of it",
      },
      { ...channel, label: "How will the appointment take place? (if you agreed one)" },
      appointmentAt("appointmentAt", "When is the appointment? (if you agreed one)"),
      note,
    ]),
    wayOut("could-not-reach", "I could not reach the person", [
      { hidden: "outcome", value: "could-not-reach" },
      {
        type: "datetime-local",
        name: "nextTryAt",
        label: "When will you try again? (optional)",
        hint: "If you leave it empty, it is the next working day.",
        mistake: "Enter the date and time of your next try",
      },
      note,
    ]),
  ],
  assessment: () => [
    answer("The first appointment took place", [
      { ...appointmentAt("heldAt", "When did it take place?") },
      { ...channel, label: "How did it take place?", mistake: "Choose how the appointment took place" },
      attended,
      employmentStatus,
      mainBarrier,
      otherBarriers,
      { type: "textarea", name: "goals", label: "What does the person want to reach? (optional)" },
      wellbeing,
      note,
    ]),
    wayOut("did-not-attend", "The person did not come, and we have a new appointment", [
      { hidden: "attended", value: "no" },
      { ...appointmentAt("next.appointmentAt", "When is the new appointment?"), alsoAt: "/next" },
      note,
    ]),
    wayOut("could-not-reach", "The person did not come, and I could not reach them", [
      { hidden: "attended", value: "no" },
      { hidden: "next", value: "could-not-reach" },
      note,
    ]),
  ],
  plan: () => [
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
        fields: actionRows("actions"),
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
  review: ({ actions, values }) => [
    answer("The review took place", [
      attended,
      ...knownActionRows(actions, values),
      { legend: "New actions (optional)", at: "/newActions", fields: actionRows("newActions", 0) },
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
  "check-address": () => [
    answer("How the person can be contacted", [
      { type: "email", name: "email", label: "Email address (optional)" },
      { type: "tel", name: "phone", label: "Phone number (optional)" },
      note,
    ]),
  ],
};

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
