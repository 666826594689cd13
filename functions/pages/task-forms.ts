import type { TaskKind } from "../core/words.ts";
import { formsBeforeStart } from "./forms-before-start.ts";
import { formsOfSupport } from "./forms-of-support.ts";
import { type FormNeeds, type TaskForm, wayOut } from "./task-form.ts";

const formsByKind: Record<TaskKind, (needs: FormNeeds) => readonly TaskForm[]> = {
  ...formsBeforeStart,
  ...formsOfSupport,
};

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

/** The answer's form first, then the ways out, for every kind of task. */
export function formsOf(kind: TaskKind, needs: FormNeeds): readonly TaskForm[] {
  const forms = formsByKind[kind](needs);
  return kind === "make-safe" || kind === "check-address" ? forms : [...forms, moreTime];
}
