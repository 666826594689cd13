import { z } from "zod";
import { AskedCall } from "../core/call.ts";
import { stages } from "../core/stages.ts";
import { Instant } from "../core/texts.ts";
import { followUpPoints, taskKinds } from "../core/words.ts";
import { reference } from "./answers.ts";
import { type Described, reading } from "./operation.ts";

/** What a browser takes along while it signs in: the page that was wanted, and a form that was sent too late. */
const goingOn = { next: z.string().optional(), kept: z.string().optional() };

const Person = z.object({ reference, preferredName: z.string().optional(), caseUrl: z.url().optional() });
const WorkItem = Person.extend({
  stage: z.enum(stages),
  kind: z.enum(taskKinds),
  point: z.enum(followUpPoints).optional(),
  askedAt: Instant,
  dueAt: Instant,
  taskUrl: z.url(),
});

/** The routes by which staff sign in and out, and the one from which they work. */
export const sessionRoutes = {
  "GET /sign-in": { summary: "The page on which staff sign in.", answer: [200] },
  "POST /sign-in": {
    summary: "Emails a code, if the address belongs to a member of staff.",
    body: z.strictObject({ email: z.email(), ...goingOn }),
    answer: [202, z.object({})],
    problems: [...reading, "too-many-requests"],
  },
  "POST /sign-in/code": {
    summary: "Begins a session with the emailed code.",
    body: z.strictObject({ email: z.email(), code: z.string(), ...goingOn }),
    answer: [204],
    problems: [...reading],
  },
  "GET /sign-out": {
    summary: "Who is signed in until when, and the ways to sign out.",
    answer: [200, z.object({ email: z.email(), endsAt: Instant })],
    problems: ["sign-in-needed"],
    who: "session",
  },
  "POST /sign-out/everywhere": {
    summary: "Ends every session of the member of staff, on all devices.",
    answer: [204],
    problems: ["foreign-origin", "sign-in-needed"],
    who: "session",
  },
  "POST /sign-out": { summary: "Ends the session.", answer: [204], problems: ["foreign-origin"] },
  "GET /work": {
    summary: "What somebody is asked to do themselves: overdue, due, and asked within the next 7 days.",
    answer: [
      200,
      z.object({
        overdue: z.array(WorkItem),
        due: z.array(WorkItem),
        coming: z.array(WorkItem),
        supportLimits: z.array(
          Person.extend({
            weeks: z.int(),
            endsOn: z.iso.date(),
            isUsual: z.boolean(),
            taskUrl: z.url(),
          }),
        ),
        calls: z.array(Person.extend(AskedCall.shape)),
        onHold: z.int(),
      }),
    ],
    problems: ["sign-in-needed", "not-yours"],
    who: "session",
  },
} as const satisfies Record<string, Described>;
