import type { Instant } from "../core/texts.ts";
import type { ActionNeeds } from "./action-rows.ts";
import type { CoachChoice } from "./coach-choice.ts";
import type { Field, Part, Values } from "./fields.ts";
import type { KnownAction } from "./task-fields.ts";

/** One form of a task's page: its answer, or an honest way out. */
export interface TaskForm {
  readonly id: string;
  readonly title: string;
  readonly button: string;
  readonly parts: readonly Part[];
  /** An attempt, or an answer that may be one: it carries an id, so that sending it twice counts once. */
  readonly isAttempt: boolean;
  readonly mayBeAttempt?: boolean;
}

/** What the forms of a task need to know beside its kind. */
export interface FormNeeds extends ActionNeeds {
  readonly actions: readonly KnownAction[];
  readonly values: Values;
  /** The coach is to tell the person what others read in their email. */
  readonly isToTell: boolean;
  /** The area's places, where it delivers only in some. */
  readonly places: readonly string[];
  /** For a lead who finds a coach for the person: from whom to choose. */
  readonly coaches: readonly CoachChoice[];
  /** When to try again, should this try fail. */
  readonly tries: readonly Instant[];
  readonly now: Instant;
}

export const answer = (title: string, parts: readonly Part[]): TaskForm => ({
  id: "answer",
  title,
  button: "Save the answer",
  parts,
  isAttempt: false,
});

export const wayOut = (id: string, title: string, parts: readonly Part[]): TaskForm => ({
  id,
  title,
  button: "Save and keep the task open",
  parts,
  isAttempt: true,
});

/** Of an appointment or a review that took place; that nobody came is a form of its own. */
export const attended: Field = {
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
