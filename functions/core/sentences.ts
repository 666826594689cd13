import { dateInWords, inWords } from "./calendar.ts";
import type { CaseEvent, EventType, ReviewReason } from "./events.ts";
import { commandSentences } from "./sentences-of-commands.ts";
import { channelInWords, contactSentences } from "./sentences-of-contact.ts";
import { emailSentences, type TasksByHandle } from "./sentences-of-emails.ts";
import { personSentences } from "./sentences-of-person.ts";
import { rightsSentences } from "./sentences-of-rights.ts";
import type { Stage } from "./stages.ts";
import type {
  AppointmentChannel,
  AreaTest,
  actionKinds,
  actionOwners,
  actionStates,
  Barrier,
  CallTime,
  Closure,
  contactChannels,
  EmploymentStatus,
  employerSizes,
  FollowUpPoint,
  Outcome,
  occupationalHealthAnswers,
  PlanType,
  ReferrerKind,
  Role,
  TaskKind,
} from "./words.ts";

/** Every value of the closed vocabularies that a person reads or chooses from. */
export type Word =
  | ReferrerKind
  | EmploymentStatus
  | Barrier
  | AppointmentChannel
  | (typeof contactChannels)[number]
  | (typeof employerSizes)[number]
  | (typeof occupationalHealthAnswers)[number]
  | AreaTest
  | CallTime
  | PlanType
  | FollowUpPoint
  | (typeof actionKinds)[number]
  | (typeof actionOwners)[number]
  | (typeof actionStates)[number]
  | Outcome
  | Closure
  | Role;

const labels: Record<Word, string> = {
  self: "Myself",
  gp: "GP practice",
  pharmacist: "Pharmacist",
  "other-nhs": "Another NHS service",
  employer: "Employer",
  "jobcentre-plus": "Jobcentre Plus",
  "local-authority": "Council",
  community: "Community organisation",
  other: "Something else",
  "in-work": "In work",
  "in-work-off-sick": "In work, off sick",
  "self-employed": "Self-employed",
  "out-of-work": "Out of work",
  "mental-health": "Mental health",
  musculoskeletal: "Muscles, joints or back",
  "long-term-condition": "A long-term condition",
  neurodivergence: "Neurodivergence, such as autism or ADHD",
  "sensory-or-physical": "A sensory or physical disability",
  "learning-disability": "A learning disability",
  "prefer-not-to-say": "Prefer not to say",
  "in-person": "In person",
  phone: "Phone",
  video: "Video call",
  "community-venue": "A local place, such as a café",
  email: "Email",
  text: "Text message",
  letter: "Letter",
  "1-9": "1 to 9 people",
  "10-49": "10 to 49 people",
  "50-249": "50 to 249 people",
  "250-plus": "250 people or more",
  unknown: "Not known",
  yes: "Yes",
  no: "No",
  resident: "lives in the area",
  "gp-practice": "has a GP practice in the area",
  jobcentre: "goes to a Jobcentre in the area",
  "thrive-at-work": "Do well at work",
  "return-to-work": "Go back to work",
  "seek-work": "Find work",
  "13-weeks": "13 weeks after support ended",
  "26-weeks": "26 weeks after support ended",
  physiotherapy: "Physiotherapy",
  counselling: "Counselling",
  "talking-therapy": "Talking therapy",
  "occupational-health": "Occupational health",
  "employment-advice": "Employment advice",
  "flexible-working": "Flexible working",
  "adaptive-technology": "Equipment or technology",
  "workplace-relocation": "A move within the workplace",
  "other-adjustment": "Another change at work",
  "employer-conversation": "A talk with the employer",
  "debt-advice": "Debt advice",
  skills: "Skills or training",
  "physical-activity": "Physical activity",
  "community-group": "A community group",
  "fit-note-conversation": "A talk about the fit note",
  coach: "Coach",
  person: "The person",
  service: "Another service",
  done: "Done",
  started: "Started",
  "not-started": "Not started",
  dropped: "Dropped",
  "remained-in-work": "Stayed in work",
  "returned-same-role": "Went back to the same job",
  "returned-with-adjustments": "Went back to work with changes",
  "returned-new-role": "Went back to a different job with the same employer",
  "started-job": "Started a job",
  "started-self-employment": "Became self-employed",
  volunteering: "Volunteering",
  "education-or-training": "In education or training",
  "closer-to-work": "Closer to work",
  "no-change": "No change",
  "left-work": "Left work",
  "not-reached": "Not reached",
  "completed-plan": "The plan was completed",
  "maximum-duration": "The longest time for support was reached",
  withdrew: "The person chose to stop",
  "unable-to-contact": "The person could not be contacted",
  "not-eligible-area": "Another service or area fits better",
  "not-eligible-other": "The service is not right for the person",
  "needs-more-intensive-support": "The person needs more support than WorkWell gives",
  "transferred-area": "Moved to another WorkWell area",
  duplicate: "The same person was referred twice",
  "health-deteriorated": "The person's health got worse",
  died: "The person died",
  "moved-away": "The person moved away",
  morning: "In the morning",
  afternoon: "In the afternoon",
  evening: "In the evening",
  lead: "Area lead",
  duty: "Duty officer",
  commissioner: "Commissioner",
  national: "National analyst",
};

/** The label of a value of the closed vocabularies, for forms and summaries. */
export function wordFor(value: Word): string {
  return labels[value];
}

const stageWords: Record<Stage, string> = {
  triage: "Referral received",
  review: "Being looked at by the area lead",
  assignment: "Finding a coach",
  waiting: "Waiting for a coach with room",
  contact: "Waiting for first contact",
  assessment: "Waiting for the first appointment",
  plan: "Agreeing a plan",
  support: "Getting support",
  exit: "Support is ending",
  "follow-up": "Support has ended, to be followed up",
  hold: "On hold",
  closed: "Closed",
};

/** Where a case is, for staff. */
export function stageInWords(stage: Stage): string {
  return stageWords[stage];
}

const titles: Record<TaskKind, string> = {
  "review-referral": "Look at a referral",
  "wait-for-coach": "Find a coach with room",
  contact: "Make first contact",
  assessment: "Record the first appointment",
  plan: "Agree a plan",
  review: "Hold a review",
  exit: "Record how support ended",
  "follow-up": "Ask how things are now",
  "make-safe": "Make sure someone is safe",
  "check-address": "Check how to contact someone",
};

/** What a task asks for, in a few words that fit a list or a subject line. */
export function taskTitle(kind: TaskKind, point?: FollowUpPoint): string {
  return point ? `${titles[kind]}, ${lower(wordFor(point))}` : titles[kind];
}

const reviewReasonWords: Record<ReviewReason, string> = {
  "under-area-minimum-age": "The person is younger than the area's minimum age",
  "under-18": "The person is under 18",
  "out-of-work-too-long": "The person has been out of work for longer than the area's limit",
  "out-of-work-since-unknown": "We do not know how long the person has been out of work",
  "no-area-test-matched": "The area was chosen, but nothing else connects the person with it",
  "place-unknown": "The area works only in some places, and we do not know if this is one of them",
  "restricted-record": "The record is restricted",
};

/** Why the automatic rule asked a person to look. */
export function reviewReasonInWords(reason: ReviewReason): string {
  return reviewReasonWords[reason];
}

type SentenceFor<Type extends EventType> = (
  event: Extract<CaseEvent, { type: Type }>,
  tasks: TasksByHandle,
) => string;

const sentences: { readonly [Type in EventType]: SentenceFor<Type> } = {
  "referral-received": ({ referrerKind, by }) =>
    referrerKind === "self"
      ? `The person referred themselves.${by.kind === "staff" ? " A member of staff filled in the form for them." : ""}`
      : `A referral was received from: ${lower(wordFor(referrerKind))}.`,
  triaged: ({ result, reasons }) =>
    result === "eligible"
      ? "The referral fits what the area offers."
      : `The referral needs a person to look at it. ${reasons.map((each) => `${reviewReasonInWords(each)}.`).join(" ")}`.trim(),
  "referral-reviewed": ({ decision, place }) =>
    ({
      accept: `The area lead accepted the referral${place === undefined ? "" : `, for support in ${place}`}.`,
      redirect: "The area lead pointed the person to another service.",
      decline: "The area lead decided that WorkWell is not right for the person.",
    })[decision],
  "coach-assigned": ({ because, overrodeCapacity }) =>
    `A coach was assigned${because.length > 0 ? `: ${because.join("; ")}` : ""}.${overrodeCapacity ? " The coach takes more people than they have room for." : ""}`,
  "coach-not-found": ({ because }) =>
    `No coach can take the person yet${because.length > 0 ? `: ${because.join("; ")}` : ""}.`,
  "place-released": () => "The coach's place is free again.",
  "task-opened": ({ kind, point, dueAt, at }) =>
    `A task was opened: ${lower(taskTitle(kind, point))}, by ${inWords(dueAt, at)}.`,
  "task-answered": ({ fingerprint }) =>
    fingerprint === "time" ? "Nobody answered the task in time." : "The task was answered.",
  "task-overdue": () => "The task is overdue.",
  "task-escalated": () => "The area lead was told that the task is overdue.",
  "appointment-attended": ({ heldAt, channel, late, at }) =>
    `The first appointment took place ${channelInWords(channel)} on ${inWords(heldAt, at)}.${late ? " The person came late." : ""}`,
  "plan-agreed": ({ planType, actions, nextReviewOn, at }) =>
    `A plan was agreed: ${lower(wordFor(planType))}, with ${count(actions.length, "action")}. The next review is on ${dateInWords(nextReviewOn, at)}.`,
  "review-held": ({ next, nextReviewOn, at }) =>
    next === "finish"
      ? "A review took place. Support is coming to an end."
      : `A review took place.${nextReviewOn ? ` The next one is on ${dateInWords(nextReviewOn, at)}.` : ""}`,
  "finish-asked": () => "Support is to end now.",
  "support-limit-reached": ({ weeks, endsOn, isUsual, at }) =>
    isUsual
      ? `Support has lasted as long as it usually does here: ${weeks} weeks, which ended on ${dateInWords(endsOn, at)}.`
      : `The longest time for support here is over: ${weeks} weeks, which ended on ${dateInWords(endsOn, at)}. It ends nothing by itself.`,
  "exit-recorded": ({ closure, outcome }) =>
    `Support ended: ${lower(wordFor(closure))}. ${outcome === "not-asked" ? "No outcome was asked for." : `Outcome: ${lower(wordFor(outcome))}.`}`,
  "follow-up-recorded": ({ point, outcome }) =>
    `Followed up ${lower(wordFor(point))}. Outcome: ${lower(wordFor(outcome))}.`,
  held: ({ until, at }) => `The case was put on hold until ${inWords(until, at)}.`,
  resumed: () => "The case goes on after the hold.",
  withdrawn: ({ through }) =>
    through === "link"
      ? "The person withdrew with the link in their email."
      : "The person withdrew by telling the service.",
  "case-closed": ({ closure }) => `The case was closed: ${lower(wordFor(closure))}.`,
  "safety-raised": ({ atRisk }) =>
    atRisk ? "Somebody said that someone may be at risk." : "A note about safety was left.",
  "made-safe": () => "The duty officer recorded what was done to keep the person safe.",
  "address-checked": ({ addressWorks }) =>
    `The contact details were checked.${addressWorks ? " The address works after all." : ""}`,
  "note-added": () => "A note was added.",
  "person-indexed": () => "The service checked whether this person was referred before.",
  ...contactSentences,
  ...emailSentences,
  ...commandSentences,
  ...personSentences,
  ...rightsSentences,
};

/**
 * What happened, as one or two sentences without personal data. Staff are told by their role, not their name.
 * `tasks`: those of the case, so that an email about one is told by what it asks for.
 */
export function sentenceOf(event: CaseEvent, tasks: TasksByHandle): string {
  const sentence = sentences[event.type] as SentenceFor<EventType>;
  return sentence(event, tasks);
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}

/** The same words inside a sentence; names and abbreviations keep their capitals. */
function lower(words: string): string {
  const keepsCapital = /^(GP|NHS|Jobcentre|WorkWell)\b/.test(words);
  return keepsCapital ? words : words.charAt(0).toLowerCase() + words.slice(1);
}
