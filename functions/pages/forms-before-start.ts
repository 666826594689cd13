import { inWords, londonDate, timeOfDay } from "../core/calendar.ts";
import type { Instant } from "../core/texts.ts";
import type { TaskKind } from "../core/words.ts";
import { coachSelect, overrideCapacity } from "./coach-choice.ts";
import { capital } from "./components.ts";
import type { Choice, Field, Part } from "./fields.ts";
import { channel, employmentStatus, mainBarrier, note, otherBarriers, wellbeing } from "./task-fields.ts";
import { answer, attended, type FormNeeds, type TaskForm, wayOut } from "./task-form.ts";

const appointmentAt = (name: string, label: string): Field => ({
  type: "datetime-local",
  name,
  label,
  hint: "Date and time in England.",
  mistake: "Enter the date and time of the appointment",
});

const told: Field = {
  type: "tick",
  name: "told",
  label: "I told the person everything that is listed under What to say",
  hint: "They have no email address, so they hear it from you.",
  mistake: "Tick that you told the person what is listed under What to say",
};

function whichPlace(places: readonly string[]): Field {
  return {
    type: "select",
    name: "place",
    label: "Where will the person be supported? (if you accept)",
    hint: "Your area works in these places. A coach is looked for who works there.",
    choices: places.map((place) => [place, place]),
    mistake: "Choose one of the area's places",
  };
}

/**
 * What came of a try to reach the person, the honest "not reached" among the answers. What belongs to an answer is
 * asked only of whoever gives it.
 */
function contactForms({ isToTell, tries, now }: FormNeeds): TaskForm[] {
  const parts: Part[] = [
    {
      type: "radios",
      name: "outcome",
      label: "What came of it?",
      choices: [
        [
          "agreed",
          "We agreed a first appointment",
          undefined,
          [
            appointmentAt("appointmentAt", "When is the appointment?"),
            { ...channel, label: "How will it take place?" },
          ],
        ],
        ["could-not-reach", "I could not reach the person", undefined, [nextTryField(tries, now)]],
        ["does-not-want-it", "The person does not want WorkWell"],
        ["not-appropriate", "WorkWell is not right for the person"],
        ["unable-to-contact", "I tried often enough and cannot contact the person"],
      ],
      mistake: "Choose what came of it",
    },
    ...(isToTell ? [told] : []),
    note,
  ];
  return [{ ...answer("Your answer", parts), mayBeAttempt: true }];
}

/** The tries that are suggested, as the form of a browser would send their times. */
function nextTryField(tries: readonly Instant[], now: Instant): Field {
  return {
    type: "radios",
    name: "nextTryAt",
    label: "When will you try again?",
    hint: "The task stays open. If you choose nothing, it is the first of these.",
    choices: [
      ...tries.map((each): Choice => [`${londonDate(each)}T${timeOfDay(each)}`, capital(inWords(each, now))]),
      [
        "other",
        "At another time",
        undefined,
        [{ type: "datetime-local", name: "otherTryAt", label: "Date and time", hint: "In England." }],
      ],
    ],
    mistake: "Choose when you will try again, or enter a date and time that is still to come",
  };
}

/** The forms of the tasks until the first appointment, and of those beside the journey. */
export const formsBeforeStart = {
  "review-referral": ({ places }: FormNeeds) => [
    answer("Your decision", [
      {
        type: "radios",
        name: "decision",
        label: "What do you decide?",
        hint: "If you do not accept, we email the person that nobody will call, and name other help. We do not send your reason. If they have no email address, please tell them yourself.",
        choices: [
          ["accept", "Accept: a coach is found for the person"],
          ["redirect", "Point the person to another service"],
          ["decline", "Decline: WorkWell is not right for the person"],
        ],
        mistake: "Choose what you decide",
      },
      ...(places.length > 0 ? [whichPlace(places)] : []),
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
  "wait-for-coach": ({ coaches }: FormNeeds) => [
    answer("Your choice", [
      coachSelect(
        {
          name: "assignTo",
          label: "Which coach?",
          none: "Let the person wait until a coach has room",
          mistake: "Choose a coach of this area",
        },
        coaches,
      ),
      overrideCapacity,
      { type: "textarea", name: "reason", label: "Why (needed if the coach has no room)" },
    ]),
  ],
  contact: contactForms,
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
    wayOut("rearranged", "The appointment is to be at another time", [
      appointmentAt("rearrange.appointmentAt", "When is the new appointment?"),
      {
        ...channel,
        name: "rearrange.channel",
        label: "How will it take place? (leave it if it stays the same)",
      },
      note,
    ]),
    wayOut("did-not-attend", "The person did not come, and we have a new appointment", [
      { hidden: "attended", value: "no" },
      { ...appointmentAt("next.appointmentAt", "When is the new appointment?"), alsoAt: "/next" },
      { ...channel, name: "next.channel", label: "How will it take place? (leave it if it stays the same)" },
      note,
    ]),
    wayOut("could-not-reach", "The person did not come, and I could not reach them", [
      { hidden: "attended", value: "no" },
      { hidden: "next", value: "could-not-reach" },
      note,
    ]),
  ],
  "check-address": () => [
    answer("How the person can be contacted", [
      { type: "email", name: "email", label: "Email address (optional)" },
      {
        type: "tel",
        name: "phone",
        label: "Phone number (optional)",
        hint: "Enough by itself: then no more emails go to the old address.",
      },
      note,
    ]),
  ],
} satisfies Partial<Record<TaskKind, (needs: FormNeeds) => readonly TaskForm[]>>;
