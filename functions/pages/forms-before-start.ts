import type { TaskKind } from "../core/words.ts";
import type { Field } from "./fields.ts";
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
  contact: ({ isToTell }: FormNeeds) => [
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
      ...(isToTell ? [told] : []),
      note,
    ]),
    wayOut("could-not-reach", "I could not reach the person", [
      { hidden: "outcome", value: "could-not-reach" },
      {
        type: "datetime-local",
        name: "nextTryAt",
        label: "When will you try again? (optional)",
        hint: "If you leave it empty, it is the first of the next tries that are listed above.",
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
