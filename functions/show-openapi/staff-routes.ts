import { z } from "zod";
import { questionMistakes } from "../core/forecast/question.ts";
import { AvailabilityBody, BulkReassignBody, MemberBody, NewMemberBody } from "../core/staff-bodies.ts";
import { openStages, stages } from "../core/stages.ts";
import { standardNames } from "../core/standards.ts";
import { Instant } from "../core/texts.ts";
import { followUpPoints, roles, taskKinds } from "../core/words.ts";
import { type Described, reading } from "./operation.ts";

const Absence = z.object({ from: z.iso.date(), to: z.iso.date() });
const Availability = z.object({
  capacity: z.int(),
  away: z.array(Absence),
  /** People supported now. */
  holding: z.int(),
});
const Member = Availability.extend({
  email: z.email(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  places: z.array(z.string()),
  languages: z.array(z.string()),
  skills: z.array(z.string()),
  restrictedPool: z.boolean(),
  safeguarding: z.boolean(),
  provider: z.string().optional(),
  handingOver: z.boolean(),
  sample: z.boolean(),
});
const HandedOver = z.object({
  moved: z.array(z.object({ reference: z.string(), coach: z.string() })),
  left: z.array(z.string()),
  followedUpByLead: z.array(z.string()),
  more: z.int(),
});
const Foreseen = z.object({
  reference: z.string(),
  stage: z.enum(stages),
  coach: z.string().optional(),
  because: z.array(z.string()),
  goesToLead: z.boolean(),
});
const OverviewTask = z.object({
  reference: z.string(),
  kind: z.enum(taskKinds),
  point: z.enum(followUpPoints).optional(),
  for: z.string(),
  dueAt: Instant,
  overdue: z.boolean(),
  escalated: z.boolean(),
  taskUrl: z.url().optional(),
});
const Side = z.object({
  reference: z.string(),
  stage: z.enum(stages),
  coach: z.string().optional(),
  receivedAt: Instant,
});
const Person = z.object({ email: z.email(), name: z.string() });
const Overview = z.object({
  area: z.string(),
  name: z.string(),
  standards: z.array(
    z.object({
      standard: z.enum(standardNames),
      workingDays: z.int(),
      mark: z.enum(["published", "default"]),
      waiting: z.int(),
      within: z.int(),
      dueSoon: z.int(),
      over: z.int(),
      longestWorkingDays: z.int(),
    }),
  ),
  waiting: z.array(
    z.object({
      reference: z.string(),
      stage: z.enum(stages),
      position: z.int(),
      since: Instant,
      workingDaysWaited: z.int(),
      why: z.array(z.string()),
      taskUrl: z.url().optional(),
    }),
  ),
  unassignedTasks: z.array(OverviewTask),
  escalatedTasks: z.array(OverviewTask),
  overdueTasks: z.int(),
  openCases: z.int(),
  stages: z.record(z.enum(openStages), z.int()),
  coaches: z.array(Availability.extend({ ...Person.shape, isAway: z.boolean(), overdueTasks: z.int() })),
  absences: z.array(Person.extend({ ...Absence.shape, isNow: z.boolean() })),
  unreachedStaff: z.array(Person.extend({ since: Instant })),
  unreachedAddresses: z.array(OverviewTask),
  supportLimits: z.array(
    z.object({
      reference: z.string(),
      coach: z.string().optional(),
      weeks: z.int(),
      endsOn: z.iso.date(),
      isUsual: z.boolean(),
    }),
  ),
  duplicates: z.array(z.object({ earlier: Side, later: Side, compareUrl: z.url() })),
  links: z.object({ rules: z.url(), coaches: z.url() }),
});

const Range = z.object({ low: z.number(), middle: z.number(), high: z.number() });
const Outlook = z.object({
  places: z.int(),
  lastWait: Range.optional(),
  weeks: z.array(z.object({ week: z.int(), wait: Range.optional(), waiting: Range })),
});
const Forecast = z.object({
  area: z.string(),
  name: z.string(),
  asAt: Instant,
  question: z.object({ coaches: z.int(), referrals: z.int(), weeks: z.int() }),
  tooLittle: z.string().optional(),
  answer: z.array(z.string()).optional(),
  assumptions: z.array(z.string()).optional(),
  forecast: z
    .object({
      question: z.looseObject({}),
      basis: z.looseObject({ runs: z.int(), seed: z.int(), accepted: z.int(), ended: z.int() }),
      endsOn: z.array(z.iso.date()),
      asNow: Outlook,
      whatIf: Outlook.optional(),
    })
    .optional(),
});

const toStaff = { who: "session" } as const;
const refused = ["sign-in-needed", "not-yours"] as const;
const keepsMember = "Fields that are left out stay as they are.";

/** The routes by which coaches say how much room they have, and leads see to their area and its staff. */
export const staffRoutes = {
  "GET /availability": {
    summary: "A coach's own capacity and absences.",
    answer: [200, Availability],
    problems: refused,
    ...toStaff,
  },
  "PUT /availability": {
    summary: `Changes a coach's own capacity and absences. ${keepsMember} Less room moves nobody.`,
    body: AvailabilityBody,
    answer: [200, Availability],
    problems: [...reading, ...refused],
    ...toStaff,
  },
  "POST /availability": {
    summary: "The same, for forms.",
    body: AvailabilityBody,
    answer: [200, Availability],
    problems: [...reading, ...refused],
    ...toStaff,
  },
  "GET /area": {
    summary:
      "The lead's overview: who waits and why, against which standard, tasks that nobody does, the coaches' load, pairs to compare.",
    answer: [200, Overview],
    problems: refused,
    ...toStaff,
  },
  "GET /area/rules": {
    summary:
      "The rules of the lead's area as GET /areas/{area} tells them, and in `later` those that begin later.",
    answer: [
      200,
      z.looseObject({
        id: z.string(),
        defaults: z.array(z.string()),
        servicesImportedOn: z.iso.date().optional(),
        later: z.array(z.looseObject({ effectiveFrom: z.iso.date() })),
      }),
    ],
    problems: refused,
    ...toStaff,
  },
  "GET /forecast": {
    summary:
      "How long people would wait for a coach, in working days, with more or fewer coaches or referrals. A management view: not for publication. `tooLittle` says why there is none.",
    query: {
      area: "One's own when it is left out; the national role names one.",
      coaches: questionMistakes.coaches,
      referrals: questionMistakes.referrals,
      weeks: questionMistakes.weeks,
    },
    answer: [200, Forecast],
    problems: [...refused, "not-found", "not-valid"],
    ...toStaff,
  },
  "GET /area/duplicates/{reference}/{other}": {
    summary: "Two cases of the lead's area that may be of the same person. The opening of both is audited.",
    answer: [
      200,
      z.object({
        items: z.array(z.looseObject({ reference: z.string(), stage: z.enum(stages), receivedAt: Instant })),
      }),
    ],
    problems: [...refused, "not-found"],
    ...toStaff,
  },
  "GET /area/coaches": {
    summary: "Everybody who works in the lead's area.",
    answer: [200, z.object({ items: z.array(Member) })],
    problems: refused,
    ...toStaff,
  },
  "POST /area/coaches": {
    summary: "As PUT /area/coaches/{email}, with the address in the body.",
    body: NewMemberBody,
    answer: [200, Member.extend(HandedOver.partial().shape)],
    problems: [...reading, ...refused, "conflict"],
    ...toStaff,
  },
  "GET /area/coaches/add": {
    summary: "The page on which somebody is added. Changes nothing.",
    answer: [200],
    problems: refused,
    ...toStaff,
  },
  "GET /area/coaches/{email}": {
    summary: "Somebody who works in the lead's area.",
    answer: [200, Member],
    problems: [...refused, "not-found", "not-valid"],
    ...toStaff,
  },
  "PUT /area/coaches/{email}": {
    summary: `Adds or changes somebody. ${keepsMember} Who stops being a coach hands their people over.`,
    body: MemberBody,
    answer: [200, Member.extend(HandedOver.partial().shape)],
    problems: [...reading, ...refused, "conflict"],
    ...toStaff,
  },
  "DELETE /area/coaches/{email}": {
    summary:
      "Somebody leaves: they are signed out, and their people go to other coaches. `left`: nobody has room; they are in the queue and the lead sees to them.",
    answer: [200, HandedOver],
    problems: ["foreign-origin", ...refused, "not-found", "not-valid", "conflict"],
    ...toStaff,
  },
  "GET /area/coaches/{email}/leaving": {
    summary: "What would become of their people if they left now. Changes nothing.",
    answer: [200, z.object({ items: z.array(Foreseen) })],
    problems: [...refused, "not-found", "not-valid"],
    ...toStaff,
  },
  "POST /area/coaches/{email}/leaving": {
    summary: "As DELETE /area/coaches/{email}, for forms.",
    answer: [200, HandedOver],
    problems: ["foreign-origin", ...refused, "not-found", "not-valid", "conflict"],
    ...toStaff,
  },
  "GET /area/reassign": {
    summary:
      "With `from`, and `to` if it is to be one coach: whom each of a coach's people would go to now. Changes nothing.",
    answer: [200, z.object({ items: z.array(Foreseen) })],
    problems: [...refused, "not-valid"],
    ...toStaff,
  },
  "POST /area/reassign": {
    summary:
      "Gives all of a coach's people to one coach, or to the best for each. Repeatable. `left`: nobody has room; they stay with their coach.",
    body: BulkReassignBody,
    answer: [200, HandedOver],
    problems: [...reading, ...refused],
    ...toStaff,
  },
} as const satisfies Record<string, Described>;
