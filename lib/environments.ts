import type { z } from "zod";

/** What a function reads from its environment, as its own environment.ts says. */
type Reads<Module extends { Environment: z.ZodObject }> = z.input<Module["Environment"]>;

/** Every function and its variables: a function of the stack that lacks one of them does not compile. */
export interface Environments {
  "answer-task": Reads<typeof import("../functions/answer-task/environment.ts")>;
  "ask-for-call": Reads<typeof import("../functions/ask-for-call/environment.ts")>;
  "assign-coach": Reads<typeof import("../functions/assign-coach/environment.ts")>;
  "attend-to-case": Reads<typeof import("../functions/attend-to-case/environment.ts")>;
  "build-exports": Reads<typeof import("../functions/build-exports/environment.ts")>;
  "change-case": Reads<typeof import("../functions/change-case/environment.ts")>;
  "change-my-details": Reads<typeof import("../functions/change-my-details/environment.ts")>;
  "check-invariants": Reads<typeof import("../functions/check-invariants/environment.ts")>;
  "compare-cases": Reads<typeof import("../functions/compare-cases/environment.ts")>;
  "hold-for-answer": Reads<typeof import("../functions/hold-for-answer/environment.ts")>;
  "list-cases": Reads<typeof import("../functions/list-cases/environment.ts")>;
  "manage-coaches": Reads<typeof import("../functions/manage-coaches/environment.ts")>;
  "publish-areas": Reads<typeof import("../functions/publish-areas/environment.ts")>;
  "record-delivery": Reads<typeof import("../functions/record-delivery/environment.ts")>;
  "open-my-details": Reads<typeof import("../functions/open-my-details/environment.ts")>;
  "refer-person": Reads<typeof import("../functions/refer-person/environment.ts")>;
  "refuse-unknown": Reads<typeof import("../functions/refuse-unknown/environment.ts")>;
  "release-quarter": Reads<typeof import("../functions/release-quarter/environment.ts")>;
  "resume-cases": Reads<typeof import("../functions/resume-cases/environment.ts")>;
  "send-digests": Reads<typeof import("../functions/send-digests/environment.ts")>;
  "set-availability": Reads<typeof import("../functions/set-availability/environment.ts")>;
  "show-asset": Reads<typeof import("../functions/show-asset/environment.ts")>;
  "show-areas": Reads<typeof import("../functions/show-areas/environment.ts")>;
  "show-case": Reads<typeof import("../functions/show-case/environment.ts")>;
  "show-exports": Reads<typeof import("../functions/show-exports/environment.ts")>;
  "show-forecast": Reads<typeof import("../functions/show-forecast/environment.ts")>;
  "show-health": Reads<typeof import("../functions/show-health/environment.ts")>;
  "show-home": Reads<typeof import("../functions/show-home/environment.ts")>;
  "show-management": Reads<typeof import("../functions/show-management/environment.ts")>;
  "show-my-plan": Reads<typeof import("../functions/show-my-plan/environment.ts")>;
  "show-my-referral": Reads<typeof import("../functions/show-my-referral/environment.ts")>;
  "show-openapi": Reads<typeof import("../functions/show-openapi/environment.ts")>;
  "show-overview": Reads<typeof import("../functions/show-overview/environment.ts")>;
  "show-plan": Reads<typeof import("../functions/show-plan/environment.ts")>;
  "show-record": Reads<typeof import("../functions/show-record/environment.ts")>;
  "show-referral": Reads<typeof import("../functions/show-referral/environment.ts")>;
  "show-rules": Reads<typeof import("../functions/show-rules/environment.ts")>;
  "show-task": Reads<typeof import("../functions/show-task/environment.ts")>;
  "sign-in": Reads<typeof import("../functions/sign-in/environment.ts")>;
  "show-work": Reads<typeof import("../functions/show-work/environment.ts")>;
  "submit-referral": Reads<typeof import("../functions/submit-referral/environment.ts")>;
  "triage-referral": Reads<typeof import("../functions/triage-referral/environment.ts")>;
  "withdraw-referral": Reads<typeof import("../functions/withdraw-referral/environment.ts")>;
}

export type FunctionName = keyof Environments;
