import { crisisRoutes, details, paragraph } from "../components.ts";
import type { Group, Part } from "../fields.ts";
import { html } from "../html.ts";
import { eligibilityNotice, waitNotice } from "./area-notice.ts";
import {
  barrierChoices,
  channelChoices,
  needsFields,
  notWatched,
  workChoices,
  yesOrNo,
} from "./questions.ts";
import { optional, referrer, text, tick } from "./referrer-questions.ts";
import type { Asked, StepWriter } from "./step-content.ts";

/** All that a practice, a Jobcentre or a group is asked about somebody: one page, most of it optional. */
export const referralStep: StepWriter = (asked) => ({
  title: "Refer somebody",
  before: html`${
    asked.rules
      ? html`${paragraph(html`The person belongs to <strong>${asked.rules.name}</strong>.`)}
${waitNotice(asked.rules, asked.counted)}
${details(`Who WorkWell is for in ${asked.rules.name}`, eligibilityNotice(asked.rules))}`
      : ""
  }
${paragraph("You can leave out each question that says optional.")}`,
  parts: [thePerson(asked), workAndHealth, consent, safety, referrer(asked.remembers ?? false)],
  ...(asked.remembers ? { otherWays: [["forget", "Forget our organisation on this device"]] } : {}),
  after: crisisRoutes,
});

function thePerson({ values }: Asked): Group {
  return {
    legend: "The person",
    fields: [
      text("person.givenName", "First name", { mistake: "Enter the person's first name" }),
      text("person.familyName", "Last name", { mistake: "Enter the person's last name" }),
      {
        type: "day",
        name: "person.dateOfBirth",
        label: "Date of birth",
        hint: "For example, 31 3 1980",
        mistake: "Enter the person's date of birth",
      },
      {
        type: "tel",
        name: "person.contact.phone",
        label: "The person's phone number",
        hint: "Give a phone number or an email address of the person. If they have neither, we contact you.",
        autocomplete: "off",
        alsoAt: "/person/contact",
      },
      {
        type: "radios",
        name: "person.contact.safeToLeaveMessage",
        label: optional("Is it safe to leave a message?"),
        short: "Safe to leave a message",
        choices: yesOrNo,
        mistake: "Choose whether it is safe to leave a message",
      },
      {
        type: "email",
        name: "person.contact.email",
        label: optional("The person's email address"),
        short: "Email address",
        autocomplete: "off",
      },
      { legend: optional("More about the person"), folded: true, fields: moreAboutThePerson(values) },
    ],
  };
}

function moreAboutThePerson(values: Asked["values"]): Part[] {
  return [
    text("person.preferredName", "What the person wants to be called", { short: "Wants to be called" }),
    text("person.nhsNumber", "NHS number", { hint: "10 digits, like 999 123 4567", width: 10 }),
    text("person.gpPractice.name", "GP practice"),
    {
      type: "radios",
      name: "person.contact.preferredChannel",
      label: "Best way to get in touch",
      short: "Best way",
      choices: channelChoices,
      mistake: "Choose the best way",
    },
    text("person.contact.preferredTimes", "Best times", { hint: "For example, mornings" }),
    text("person.language", "Language"),
    {
      type: "radios",
      name: "person.interpreter",
      label: "Does the person need an interpreter?",
      short: "Interpreter",
      choices: yesOrNo,
      mistake: "Choose whether the person needs an interpreter",
    },
    ...needsFields(values, "What the person needs, so that we can talk"),
  ];
}

const workAndHealth: Group = {
  legend: "Work and health",
  fields: [
    {
      type: "radios",
      name: "work.status",
      label: "Is the person in work?",
      short: "Work",
      choices: workChoices(["In work", "Has a job, but is off sick", "Self-employed", "Not in work"]),
      mistake: "Choose whether the person is in work",
    },
    {
      type: "day",
      name: "work.since",
      label: optional("If off sick or not in work: since when?"),
      hint: "For example, 12 1 2026. Some areas have a limit.",
      short: "Since",
    },
    {
      legend: optional("Fit note"),
      folded: true,
      fields: [
        {
          type: "radios",
          name: "work.fitNote.inPlace",
          label: "Is there a fit note?",
          short: "Fit note",
          choices: yesOrNo,
          mistake: "Choose whether there is a fit note, or leave out its last day",
        },
        {
          type: "day",
          name: "work.fitNote.endsOn",
          label: "When does it end?",
          hint: "For example, 27 3 2026",
          short: "Fit note ends",
        },
      ],
    },
    {
      type: "radios",
      name: "health.mainBarrier",
      label: "What makes work hard, as the person says it?",
      hint: "The main thing. No diagnosis is needed.",
      short: "Makes work hard",
      choices: barrierChoices,
      mistake: "Choose what makes work hard, or prefer not to say",
    },
    {
      legend: optional("More about health"),
      folded: true,
      fields: [
        {
          type: "checkboxes",
          name: "health.otherBarriers",
          label: "Is there something else as well?",
          short: "As well",
          choices: barrierChoices.filter(([value]) => value !== "prefer-not-to-say"),
        },
        {
          type: "textarea",
          name: "health.note",
          label: "What the coach should know",
          hint: notWatched,
        },
      ],
    },
  ],
};

const consent: Group = {
  legend: "What the person agreed to",
  hint: "WorkWell is voluntary. It has no effect on benefits. It shares nothing with the Jobcentre unless the person says so. Please tell the person before you go on.",
  fields: [
    {
      type: "radios",
      name: "consent.referral.by",
      label: "Who agreed to this referral?",
      short: "Agreed by",
      choices: [
        ["person", "The person"],
        ["representative", "Somebody who may decide for them", "For example, by a lasting power of attorney"],
      ],
      alsoAt: "/consent/referral/given",
      mistake: "Choose who agreed to this referral. Without that you cannot refer somebody",
    },
    {
      type: "radios",
      name: "consent.referral.how",
      label: "How did they agree?",
      short: "Agreed how",
      choices: [
        ["in-person", "In person"],
        ["phone", "By phone"],
        ["online", "Online, by message or video"],
        ["written", "In writing"],
      ],
      mistake: "Choose how they agreed",
    },
    {
      type: "day",
      name: "consent.referral.on",
      label: "When did they agree?",
      short: "Agreed on",
      mistake: "Enter the day on which they agreed",
    },
    {
      legend: "Only if they agreed to it",
      fields: [
        tick("consent.shareBackWithReferrer", "You may tell me how it goes", "Tell the referrer how it goes"),
        tick("consent.shareWithGp", "You may share the plan with their GP", "Share with the GP"),
        tick("consent.contactEmployer", "You may speak with their employer", "Speak with the employer"),
        tick(
          "consent.evaluation",
          "People who check how well WorkWell works may contact them",
          "Be asked how it was",
        ),
      ],
    },
  ],
};

const safety: Group = {
  legend: "Safety",
  fields: [
    {
      type: "radios",
      name: "safety.atRisk",
      label: optional("Do you think somebody may be at risk of harm?"),
      hint: "If yes, a person reads it in the area's duty hours. In an emergency call 999. Follow your own safeguarding rules too.",
      short: "Somebody may be at risk",
      choices: yesOrNo,
      mistake: "Choose whether somebody may be at risk",
    },
    {
      type: "radios",
      name: "safety.restricted",
      label: optional("Is there somebody who must not find out where the person is?"),
      hint: "If yes, only a few people can see the name. A person looks at the referral first.",
      short: "Keep the name private",
      choices: yesOrNo,
      mistake: "Choose whether somebody must not find out",
    },
    {
      legend: optional("What we should know to keep them safe"),
      folded: true,
      fields: [
        {
          type: "textarea",
          name: "safety.note",
          label: "What should we know?",
          hint: notWatched,
          short: "To keep them safe",
        },
      ],
    },
  ],
};
