import { z } from "zod";
import { fieldNamesOf, type Step, steps, type Taken, takenAt, ways } from "./steps.ts";

const Steps = z.enum(steps as [Step, ...Step[]]);

/**
 * One filling in of the form at /refer, as it travels in the form itself: nothing of it is stored before it is
 * submitted.
 */
export const Visit = z.strictObject({
  /** Made when the form is opened: whoever submits twice with it submits once. */
  id: z.string().min(16),
  way: z.enum(ways),
  /** The member of staff who fills it in for a caller. */
  takenBy: z.string().optional(),
  /** What was typed, right or wrong, by name of field. */
  answers: z.array(z.tuple([z.string(), z.string()])),
  /** Steps that were answered without a mistake. */
  done: z.array(Steps),
  /** What the place leads to: one area, areas to choose from, or none. */
  place: z.enum(["one", "choose", "none"]),
  /** The area whose offer was shown. */
  shown: z.string().optional(),
});
export type Visit = z.infer<typeof Visit>;

/** Hours after which a page of the form cannot be sent any more: long enough for a night between two pages. */
export const visitHours = 24;

type Answers = Visit["answers"];

/** Whether this visit comes to the step at all. */
export function isAsked({ way, place, answers }: Visit, step: Step): boolean {
  switch (step) {
    case "place":
      return true;
    case "area":
      return place === "choose";
    case "elsewhere":
      return place === "none";
    case "referral":
      return way === "somebody-else";
    case "time-off":
      return way !== "somebody-else" && isOffWork(answers);
    default:
      return way !== "somebody-else";
  }
}

/** The first step that is not answered yet; "check" when all are, so that whoever changes an answer is back there. */
export function nextStep(visit: Visit): Step | "check" {
  return steps.find((step) => isAsked(visit, step) && !visit.done.includes(step)) ?? "check";
}

/** The step before; undefined at the first. */
export function stepBefore(visit: Visit, step: Step | "check"): Step | undefined {
  const asked = steps.filter((each) => isAsked(visit, each));
  const before = step === "check" ? asked : asked.slice(0, Math.max(0, asked.indexOf(step)));
  return before.at(-1);
}

/**
 * The visit with what a step's form says now, in place of what it said before. Other fields are not looked at. A choice
 * of area belongs to the place it was made for.
 */
export function withAnswers(visit: Visit, step: Step, typed: Iterable<readonly [string, string]>): Visit {
  const own = new Set(fieldNamesOf(step));
  const said: Answers = [...typed].flatMap(([name, text]) =>
    own.has(name) && text.trim() !== "" ? [[name, text]] : [],
  );
  const before = visit.answers.filter(([name]) => own.has(name));
  const after = { ...visit, answers: [...withoutAnswers(visit, step).answers, ...said] };
  const isElsewhere = step === "place" && JSON.stringify(said) !== JSON.stringify(before);
  return isElsewhere ? withoutChoice(after) : after;
}

/** The visit without what the step's own page shows in its fields, and will send again. */
export function withoutAnswers(visit: Visit, step: Step): Visit {
  const own = new Set(fieldNamesOf(step));
  return { ...visit, answers: visit.answers.filter(([name]) => !own.has(name)) };
}

export function answered(visit: Visit, step: Step): Visit {
  return { ...visit, done: [...unanswered(visit, step).done, step] };
}

export function unanswered(visit: Visit, step: Step): Visit {
  return { ...visit, done: visit.done.filter((each) => each !== step) };
}

/** The visit as the place that was typed leads on. */
export function placed(visit: Visit, place: Visit["place"]): Visit {
  const leading = { ...visit, place };
  return place === "choose" ? leading : withoutChoice(leading);
}

function withoutChoice(visit: Visit): Visit {
  return unanswered(withoutAnswers(visit, "area"), "area");
}

/** The visit in an area; the step that tells about it is asked again when it is another than before. */
export function inArea(visit: Visit, area: string): Visit {
  if (area === visit.shown) return visit;
  const tells = visit.way === "somebody-else" ? "referral" : "your-area";
  return { ...unanswered(visit, tells), shown: area };
}

/** What counts for the referral: the fields of the steps that this visit comes to. */
export function countingAnswers(visit: Visit): Answers {
  const names = new Set(steps.filter((step) => isAsked(visit, step)).flatMap(fieldNamesOf));
  return visit.answers.filter(([name]) => names.has(name));
}

/** How the fields that count are to be read. */
export function readingOf(visit: Visit): Readonly<Record<string, Taken>> {
  const asked = steps.filter((step) => isAsked(visit, step));
  return Object.fromEntries(asked.flatMap((step) => Object.entries(takenAt(step))));
}

/** Whether the person has stopped working, for now or for longer: then it matters since when. */
function isOffWork(answers: Answers): boolean {
  return answers.some(
    ([name, text]) => name === "work.status" && (text === "in-work-off-sick" || text === "out-of-work"),
  );
}
