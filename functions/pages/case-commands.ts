import { heldStages } from "../core/case.ts";
import { consentInWords } from "../core/sentences-of-commands.ts";
import { openStages, stages } from "../core/stages.ts";
import { consentNames, contactChannels } from "../core/words.ts";
import type { CasePage } from "./case-view.ts";
import { coachSelect, overrideCapacity } from "./coach-choice.ts";
import type { CommandForm } from "./command-form.ts";
import { capital } from "./components.ts";
import type { Field } from "./fields.ts";
import { choicesOf } from "./task-fields.ts";

/** What is written down about a person, whoever works with them. */
export function recordingForms(view: CasePage): CommandForm[] {
  return [
    note,
    ...(view.person ? [contactDetails(view.person.contact)] : []),
    consentForm(view),
    raiseSafety,
  ];
}

const note: CommandForm = {
  command: "note",
  title: "Add a note",
  parts: [
    {
      type: "textarea",
      name: "text",
      label: "Note",
      hint: "Only people who work on this case can read it.",
      mistake: "Write the note",
    },
  ],
  button: "Add the note",
  offeredIn: stages,
  isOnce: true,
};

const yesNo = [
  ["true", "Yes"],
  ["false", "No"],
] as const;

function contactDetails(contact: NonNullable<CasePage["person"]>["contact"]): CommandForm {
  const { safeToLeaveMessage } = contact;
  const typed: [string, string | undefined][] = [
    ["email", contact.email],
    ["phone", contact.phone],
    ["safeToLeaveMessage", safeToLeaveMessage === undefined ? undefined : String(safeToLeaveMessage)],
    ["preferredChannel", contact.preferredChannel],
    ["preferredTimes", contact.preferredTimes],
  ];
  return {
    command: "contact-details",
    title: "Change how to contact the person",
    says: "What you leave as it is stays. If you change the email address, we tell the old one that it was changed.",
    parts: [
      {
        type: "tel",
        name: "phone",
        label: "Phone number",
        mistake: "Enter a phone number, like 07700 900000",
      },
      {
        type: "email",
        name: "email",
        label: "Email address",
        mistake: "Enter an email address, like name@example.org",
      },
      {
        type: "radios",
        name: "safeToLeaveMessage",
        label: "Is it safe to leave a message?",
        choices: yesNo,
        mistake: "Choose whether it is safe to leave a message",
      },
      {
        type: "select",
        name: "preferredChannel",
        label: "Best way to contact them",
        choices: choicesOf(contactChannels),
        mistake: "Choose the best way to contact them",
      },
      { type: "text", name: "preferredTimes", label: "Best times, in their words" },
    ],
    button: "Save the contact details",
    offeredIn: stages,
    values: new Map(
      typed.flatMap(([name, value]) => (value === undefined ? [] : [[name, [value]] as const])),
    ),
  };
}

function consentForm({ consents }: CasePage): CommandForm {
  return {
    command: "consent",
    title: "The person agreed to something, or took it back",
    says: "Record what the person decided, and on which day.",
    parts: [
      {
        type: "radios",
        name: "which",
        label: "What it is about",
        choices: consentNames.map((which) => {
          const now = consents ? (consents[which].given ? " (now: yes)" : " (now: no)") : "";
          return [which, `${capital(consentInWords(which))}${now}`];
        }),
        mistake: "Choose what it is about",
      },
      {
        type: "radios",
        name: "given",
        label: "What the person decided",
        choices: [
          ["true", "They agree"],
          ["false", "They do not agree, or not any more"],
        ],
        mistake: "Choose what the person decided",
      },
      { type: "date", name: "on", label: "On which day", mistake: "Enter the day on which they decided" },
    ],
    button: "Record it",
    offeredIn: stages,
  };
}

const raiseSafety: CommandForm = {
  command: "raise-safety",
  title: "Someone may be at risk",
  says: "If a life is in danger, call 999 first. This asks the duty officer to act now.",
  parts: [{ type: "textarea", name: "note", label: "What worries you?", mistake: "Say what worries you" }],
  button: "Tell the duty officer",
  look: "warning",
  offeredIn: stages,
  isOnce: true,
};

const why = (mistake: string): Field => ({ type: "textarea", name: "reason", label: "Why", mistake });

/** What moves a case, whoever works with the person. */
export const movingForms: readonly CommandForm[] = [
  {
    command: "hold",
    title: "Put the case on hold",
    says: "The next task waits until then, and its clock stops. Tell the person first.",
    parts: [
      {
        type: "datetime-local",
        name: "until",
        label: "Until when",
        hint: "Date and time in England.",
        mistake: "Enter the date and time until when it is on hold",
      },
      why("Say why the case is put on hold"),
    ],
    button: "Put it on hold",
    look: "secondary",
    offeredIn: heldStages,
  },
  {
    command: "resume",
    title: "Go on with the case now",
    says: "The hold ends, and its task is due later by the working days it took.",
    parts: [],
    button: "Go on now",
    offeredIn: ["hold"],
  },
  {
    command: "finish",
    title: "Bring support to an end",
    says: "This asks you to record how support ended. The case stays open until you do.",
    parts: [],
    button: "Bring support to an end",
    look: "secondary",
    offeredIn: ["contact", "assessment", "plan", "support"],
  },
  {
    command: "withdraw",
    title: "The person wants to stop",
    says: "The case is closed, and nobody contacts the person again.",
    parts: [
      {
        type: "textarea",
        name: "reason",
        label: "What the person said, or that they gave no reason",
        mistake: "Write what the person said, or that they gave no reason",
      },
    ],
    button: "Stop and close the case",
    look: "warning",
    offeredIn: openStages,
  },
];

/** What only the area's lead does with a case. */
export function leadForms({ coaches = [], otherAreas = [], possibleDuplicates }: CasePage): CommandForm[] {
  return [reassign(coaches), transfer(otherAreas), merge(possibleDuplicates), reopen];
}

function reassign(coaches: NonNullable<CasePage["coaches"]>): CommandForm {
  return {
    command: "reassign",
    title: "Give the person another coach",
    says: "The open task goes to the new coach, and the old coach's link ends.",
    parts: [
      coachSelect(
        {
          name: "to",
          label: "The new coach",
          none: "Whoever fits best and has room",
          mistake: "Choose a coach of this area who is here and has room",
        },
        coaches,
      ),
      overrideCapacity,
      why("Say why the person gets another coach"),
    ],
    button: "Give another coach",
    look: "secondary",
    offeredIn: ["contact", "assessment", "plan", "support", "exit", "follow-up", "hold"],
    isOnce: true,
  };
}

/** Support has ended and is followed up here, wherever the person lives now. */
const movable = openStages.filter((stage) => stage !== "follow-up");

function transfer(otherAreas: NonNullable<CasePage["otherAreas"]>): CommandForm {
  return {
    command: "transfer",
    title: "The person goes on in another area",
    says: "This case is closed, and one is opened there, with the date of the referral. Ask the person first.",
    parts: [
      {
        type: "select",
        name: "toArea",
        label: "The other area",
        choices: otherAreas.map(({ id, name }) => [id, name]),
        mistake: "Choose the other area",
      },
      why("Say why the person goes on there"),
    ],
    button: "Move to the other area",
    look: "warning",
    offeredIn: movable,
  };
}

function merge(possibleDuplicates: CasePage["possibleDuplicates"]): CommandForm {
  const others = possibleDuplicates.length > 0 ? ` Perhaps: ${possibleDuplicates.join(", ")}.` : "";
  return {
    command: "merge",
    title: "The same person was referred twice",
    says: "This case is closed as a duplicate, and the other one goes on with the earlier date.",
    parts: [
      {
        type: "text",
        name: "into",
        label: "Reference of the case that goes on",
        hint: `10 letters and numbers.${others}`,
        mistake: "Enter the reference of another case of this area",
      },
      why("Say how you know that it is the same person"),
    ],
    button: "Join the cases",
    look: "warning",
    offeredIn: movable,
  };
}

const reopen: CommandForm = {
  command: "reopen",
  title: "Open the case again",
  says: "The person goes on where they were, with a coach who has room.",
  parts: [why("Say why the case is opened again")],
  button: "Open it again",
  look: "secondary",
  offeredIn: ["follow-up", "closed"],
};
