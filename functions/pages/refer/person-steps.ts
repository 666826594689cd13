import { crisisRoutes, list, paragraph } from "../components.ts";
import type { Field } from "../fields.ts";
import { html } from "../html.ts";
import {
  barrierChoices,
  channelChoices,
  needsFields,
  notWatched,
  workChoices,
  yesOrNo,
} from "./questions.ts";
import type { StepWriter } from "./step-content.ts";

// What a person is asked about themselves. Staff who fill it in for a caller read the same words aloud.

export const nameStep: StepWriter = () => ({
  title: "What is your name?",
  parts: [
    {
      type: "text",
      name: "person.givenName",
      label: "First name",
      autocomplete: "given-name",
      mistake: "Enter your first name",
    },
    {
      type: "text",
      name: "person.familyName",
      label: "Last name",
      autocomplete: "family-name",
      mistake: "Enter your last name",
    },
    {
      type: "text",
      name: "person.preferredName",
      label: "What should we call you? (optional)",
      short: "Wants to be called",
      autocomplete: "nickname",
    },
  ],
});

export const birthStep: StepWriter = () => ({
  title: "What is your date of birth?",
  parts: [
    {
      type: "day",
      name: "person.dateOfBirth",
      label: "What is your date of birth?",
      short: "Date of birth",
      hint: "For example, 31 3 1980",
      autocomplete: "bday",
      isHeading: true,
      mistake: "Enter your date of birth",
    },
  ],
});

export const contactStep: StepWriter = () => ({
  title: "How can we reach you?",
  before: paragraph("Give us a phone number or an email address. You can give both."),
  parts: [
    {
      type: "tel",
      name: "person.contact.phone",
      label: "Phone number",
      autocomplete: "tel",
      alsoAt: "/person/contact",
    },
    {
      type: "radios",
      name: "person.contact.safeToLeaveMessage",
      label: "Is it safe to leave a message?",
      hint: "If somebody else may hear or read it and you do not want that, choose no.",
      short: "Safe to leave a message",
      choices: yesOrNo,
      mistake: "Choose whether it is safe to leave a message",
    },
    {
      type: "email",
      name: "person.contact.email",
      label: "Email address",
      hint: "We email you a link to see your referral, and one to stop it.",
      autocomplete: "email",
    },
  ],
});

export const preferencesStep: StepWriter = ({ values }) => ({
  title: "How do you want us to talk with you?",
  before: paragraph("All of this is optional. It helps your coach to get it right from the first call."),
  parts: [
    {
      type: "radios",
      name: "person.contact.preferredChannel",
      label: "What is the best way?",
      short: "Best way",
      choices: channelChoices,
      mistake: "Choose the best way",
    },
    {
      type: "text",
      name: "person.contact.preferredTimes",
      label: "When is a good time?",
      hint: "For example, mornings, or after 3pm",
      short: "Best times",
    },
    {
      type: "text",
      name: "person.language",
      label: "Which language do you like to speak?",
      short: "Language",
    },
    {
      type: "radios",
      name: "person.interpreter",
      label: "Do you need an interpreter?",
      short: "Interpreter",
      choices: yesOrNo,
      mistake: "Choose whether you need an interpreter",
    },
    ...needsFields(values, "Is there something you need, so that we can talk?"),
  ],
});

export const workStep: StepWriter = () => ({
  title: "Are you in work?",
  parts: [
    {
      type: "radios",
      name: "work.status",
      label: "Are you in work?",
      short: "Work",
      isHeading: true,
      choices: workChoices([
        "Yes, I am in work",
        "I have a job, but I am off sick",
        "I work for myself",
        "No, I am not in work",
      ]),
      mistake: "Choose whether you are in work",
    },
  ],
});

export const timeOffStep: StepWriter = () => ({
  title: "Your time away from work",
  before: paragraph("If you do not know, leave it empty. Your coach will ask."),
  parts: [
    {
      type: "day",
      name: "work.since",
      label: "When did you stop working, or go off sick? (optional)",
      hint: "For example, 12 1 2026. If you are not sure of the day, give your best guess.",
      short: "Since",
    },
    {
      type: "radios",
      name: "work.fitNote.inPlace",
      label: "Do you have a fit note? (optional)",
      hint: "A fit note, or sick note, is from your GP or another health professional.",
      short: "Fit note",
      choices: yesOrNo,
      mistake: "Choose whether you have a fit note, or leave out its last day",
    },
    {
      type: "day",
      name: "work.fitNote.endsOn",
      label: "If you have one, when does it end? (optional)",
      hint: "For example, 27 3 2026",
      short: "Fit note ends",
    },
  ],
});

/** In the person's own words: what is written goes to the coach as it is. */
export const barrierStep: StepWriter = () => ({
  title: "What makes work hard for you?",
  before: paragraph("You do not need a diagnosis. Say it as you see it."),
  parts: [
    {
      type: "radios",
      name: "health.mainBarrier",
      label: "What is the main thing?",
      short: "The main thing",
      choices: barrierChoices,
      mistake: "Choose the main thing, or prefer not to say",
    },
    {
      legend: "Is there something else as well? (optional)",
      folded: true,
      fields: [
        {
          type: "checkboxes",
          name: "health.otherBarriers",
          label: "What else?",
          short: "As well",
          choices: barrierChoices.filter(([value]) => value !== "prefer-not-to-say"),
        },
      ],
    },
    ownWords,
  ],
});

const ownWords: Field = {
  type: "textarea",
  name: "health.note",
  label: "In your own words (optional)",
  hint: `Your coach reads it before they call you. ${notWatched}`,
  short: "In your own words",
};

export const safetyStep: StepWriter = () => ({
  title: "Are you safe?",
  before: html`${paragraph("We ask everybody. If somebody may get hurt, you or somebody else, please tell us.")}
${crisisRoutes}`,
  parts: [
    {
      type: "radios",
      name: "safety.atRisk",
      label: "Is somebody at risk of harm?",
      hint: "If you choose yes, a person reads it in working hours and gets in touch. Do not wait for us if you need help now.",
      short: "Somebody is at risk",
      choices: yesOrNo,
      mistake: "Choose whether somebody is at risk",
    },
    {
      type: "radios",
      name: "safety.restricted",
      label: "Is there somebody who must not find out where you are, or that you ask for help?",
      hint: "If you choose yes, only a few people can see your name.",
      short: "Keep the name private",
      choices: yesOrNo,
      mistake: "Choose whether somebody must not find out",
    },
    {
      type: "textarea",
      name: "safety.note",
      label: "What should we know, to keep you safe? (optional)",
      hint: notWatched,
      short: "To keep you safe",
    },
  ],
});

export const consentStep: StepWriter = ({ way, today }) => ({
  title: "What you agree to",
  before: html`${list([
    "WorkWell is voluntary. You can stop at any time, without a reason.",
    "It has no effect on your benefits.",
    "We do not share anything with the Jobcentre unless you say so.",
    "Your coach and the team in your area see what you tell us.",
  ])}`,
  parts: [
    { hidden: "consent.referral.on", value: today },
    { hidden: "consent.referral.how", value: way === "caller" ? "phone" : "online" },
    {
      type: "tick",
      name: "consent.referral.given",
      label: "I agree that WorkWell gets my answers and contacts me",
      short: "Agrees to this referral",
      mistake: "If you want to go on, agree that WorkWell gets your answers and contacts you",
    },
    {
      legend: "Only if you want",
      hint: "Each of these is your choice. You can change it later.",
      fields: [
        {
          type: "tick",
          name: "consent.shareWithGp",
          label: "You may share my plan with my GP",
          short: "Share with the GP",
        },
        {
          type: "text",
          name: "person.gpPractice.name",
          label: "The name of your GP practice (optional)",
          short: "GP practice",
        },
        {
          type: "tick",
          name: "consent.contactEmployer",
          label: "You may speak with my employer",
          short: "Speak with the employer",
        },
        {
          type: "tick",
          name: "consent.evaluation",
          label: "People who check how well WorkWell works may contact me",
          short: "Be asked how it was",
        },
      ],
    },
  ],
});
