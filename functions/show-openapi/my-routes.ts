import { z } from "zod";
import { AskedCall } from "../core/call.ts";
import { commandBodies } from "../core/command-bodies.ts";
import { mySteps } from "../core/my/journey.ts";
import { CallRequest, CodeRequest, ConsentsRequest, UnlockRequest } from "../core/my/requests.ts";
import { ContactDetails } from "../core/referral.ts";
import { stages } from "../core/stages.ts";
import { Instant } from "../core/texts.ts";
import { appointmentChannels, consentNames } from "../core/words.ts";
import { PlanTold } from "./answers.ts";
import { type Described, reading } from "./operation.ts";

const consent = z.object({ given: z.boolean(), on: z.iso.date().optional() });
const changed = z.object({ reference: z.string(), stage: z.enum(stages) });

/** The routes of a person's own page: pages for everybody but clients that ask for application/json by name. */
export const myRoutes = {
  "GET /my/{token}": {
    summary: "The person's own page: where they are, what happens next and when, and what they agreed to.",
    answer: [
      200,
      z.looseObject({
        reference: z.string(),
        progress: z.enum(["received", "arranging", "in-touch", "supported", "finished"]),
        steps: z.array(
          z.object({
            step: z.enum(mySteps),
            state: z.enum(["done", "now", "to-come"]),
            at: Instant.optional(),
          }),
        ),
        next: z.object({ says: z.string(), why: z.string(), by: Instant.optional() }),
        coach: z.looseObject({ name: z.string() }).optional(),
        appointment: z.object({ at: Instant, channel: z.enum(appointmentChannels).optional() }).optional(),
        callAsked: AskedCall.optional(),
        consents: z.array(consent.extend({ which: z.enum(consentNames) })),
        links: z.looseObject({ details: z.url(), call: z.url(), withdraw: z.url().optional() }),
      }),
    ],
    problems: ["not-found"],
  },
  "GET /my/{token}/plan": {
    summary: "The person's own plan, as a page or as JSON.",
    answer: [200, PlanTold],
    problems: ["not-found"],
  },
  "GET /my/{token}/appointment.ics": {
    summary: "The person's coming appointment, for their calendar.",
    answer: [200],
    problems: ["not-found"],
  },
  "GET /my/{token}/details": {
    summary:
      "How the person is reached and what they agreed to. Only after a code; otherwise the page asks for one.",
    answer: [
      200,
      z.object({
        reference: z.string(),
        contact: ContactDetails,
        consents: z.record(z.enum(consentNames), consent),
        openUntil: Instant,
      }),
    ],
    problems: ["code-needed", "not-found", "conflict"],
    who: "myDetails",
  },
  "POST /my/{token}/code": {
    summary: "Emails a code to the person's own address on record, never to that of whoever referred them.",
    body: CodeRequest,
    answer: [202, z.object({})],
    problems: [...reading, "not-found", "conflict", "too-many-requests"],
  },
  "POST /my/{token}/unlock": {
    summary: "Opens the details with the code.",
    body: UnlockRequest,
    answer: [204],
    problems: [...reading, "not-found", "conflict"],
  },
  "POST /my/{token}/lock": {
    summary: "Closes the details again.",
    answer: [204],
    problems: ["foreign-origin", "not-found"],
  },
  "POST /my/{token}/contact-details": {
    summary:
      "Changes how the person is reached: the details that are given, and no other. The old address is told.",
    body: commandBodies["contact-details"],
    answer: [200, changed],
    problems: [...reading, "code-needed", "not-found", "conflict"],
    who: "myDetails",
  },
  "POST /my/{token}/consents": {
    summary: "Gives or takes back what the person agrees to, each by itself, as of today.",
    body: ConsentsRequest,
    answer: [200, changed],
    problems: [...reading, "code-needed", "not-found", "conflict"],
    who: "myDetails",
  },
  "POST /my/{token}/call": {
    summary: "Asks for a call. Needs no code.",
    body: CallRequest,
    answer: [200, z.object({ reference: z.string(), callAsked: AskedCall })],
    problems: [...reading, "not-found", "conflict", "too-many-requests"],
  },
} as const satisfies Record<string, Described>;
