import { type Step, steps } from "../../core/refer/steps.ts";
import { isAsked, type Visit } from "../../core/refer/visit.ts";
import {
  barrierStep,
  birthStep,
  consentStep,
  contactStep,
  nameStep,
  preferencesStep,
  safetyStep,
  timeOffStep,
  workStep,
} from "./person-steps.ts";
import { areaStep, elsewhereStep, placeStep, yourAreaStep } from "./place-steps.ts";
import { referralStep } from "./professional-step.ts";
import type { Asked, StepContent, StepWriter } from "./step-content.ts";

const writers: Record<Step, StepWriter> = {
  place: placeStep,
  area: areaStep,
  elsewhere: elsewhereStep,
  "your-area": yourAreaStep,
  name: nameStep,
  birth: birthStep,
  contact: contactStep,
  preferences: preferencesStep,
  work: workStep,
  "time-off": timeOffStep,
  barrier: barrierStep,
  safety: safetyStep,
  consent: consentStep,
  referral: referralStep,
};

export function contentOf(step: Step, asked: Asked): StepContent {
  return writers[step](asked);
}

/** The steps of a visit that ask something, with what they ask. */
export function askedContents(visit: Visit, asked: Asked): { step: Step; content: StepContent }[] {
  return steps
    .filter((step) => isAsked(visit, step))
    .map((step) => ({ step, content: contentOf(step, asked) }))
    .filter(({ content }) => content.parts.length > 0);
}

/** What was typed, by name of field. */
export function valuesIn({ answers }: Pick<Visit, "answers">): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [name, text] of answers) values.set(name, [...(values.get(name) ?? []), text]);
  return values;
}
