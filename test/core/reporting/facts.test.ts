import { describe, expect, test } from "vitest";
import { fold } from "../../../functions/core/evolve.ts";
import { CaseFacts, endOf, factsOf } from "../../../functions/core/reporting/facts.ts";
import { eventsOf, type Journey } from "./journeys.ts";

const started: Journey = {
  receivedAt: "2026-01-05T10:00:00.000Z",
  acceptedAt: "2026-01-05T10:00:01.000Z",
  assignedAt: "2026-01-05T10:00:02.000Z",
  contactAt: "2026-01-06T10:00:00.000Z",
  start: { heldAt: "2026-01-12T10:00:00.000Z", employmentStatus: "out-of-work" },
  plan: { agreedAt: "2026-01-14T10:00:00.000Z", planType: "seek-work" },
};
const exited: Journey = {
  ...started,
  exit: { at: "2026-01-30T10:00:00.000Z", closure: "completed-plan", outcome: "started-job" },
};
const factsAfter = (journey: Journey) => factsOf(fold(eventsOf(journey)));
const outcomesOf = (journey: Journey) => factsAfter(journey).followUps.map(({ outcome }) => outcome);

describe("the reporting facts of a case", () => {
  test("tell every moment of the journey, and pass their own schema after a round through JSON", () => {
    const facts = factsAfter(exited);
    expect(facts).toMatchObject({
      receivedAt: exited.receivedAt,
      acceptedAt: exited.acceptedAt,
      coachAskedAt: exited.assignedAt,
      contactAt: exited.contactAt,
      start: {
        heldAt: "2026-01-12T10:00:00.000Z",
        employmentStatus: "out-of-work",
        mainBarrier: "mental-health",
      },
      plan: { agreedAt: "2026-01-14T10:00:00.000Z", planType: "seek-work" },
      exit: { closure: "completed-plan", outcome: "started-job", completion: true },
      mainBarrier: "musculoskeletal",
      stage: "follow-up",
    });
    expect(CaseFacts.parse(JSON.parse(JSON.stringify(facts)))).toEqual(JSON.parse(JSON.stringify(facts)));
  });

  test("hold neither the reference nor the coach", () => {
    expect(JSON.stringify(factsAfter(exited))).not.toMatch(/23456789CD|coach1@/);
  });

  test("put each follow-up on the London day so many weeks after the exit", () => {
    expect(factsAfter(exited).followUps).toEqual([
      { point: "13-weeks", fallsDueOn: "2026-05-01", outcome: "not-yet-due" },
      { point: "26-weeks", fallsDueOn: "2026-07-31", outcome: "not-yet-due" },
    ]);
  });

  test.each<[string, Journey, string[]]>([
    ["nothing while the person is supported", started, []],
    ["both still to come after an exit", exited, ["not-yet-due", "not-yet-due"]],
    [
      "what was recorded",
      {
        ...exited,
        followUps: [{ point: "13-weeks", at: "2026-05-01T10:00:00.000Z", outcome: "not-reached" }],
      },
      ["not-reached", "not-yet-due"],
    ],
    [
      "not asked any more once the person has left the follow-ups",
      { ...exited, withdrawnAt: "2026-03-01T10:00:00.000Z" },
      ["not-asked", "not-asked"],
    ],
    [
      "never asked after an ending that is not followed up",
      { ...started, withdrawnAt: "2026-01-20T10:00:00.000Z" },
      ["not-asked", "not-asked"],
    ],
    [
      "nothing for a case that ended before a start",
      {
        receivedAt: started.receivedAt,
        closed: { at: "2026-01-20T10:00:00.000Z", closure: "not-eligible-other" },
      },
      [],
    ],
  ])("say of the follow-ups: %s", (_name, journey, expected) => {
    expect(outcomesOf(journey)).toEqual(expected);
  });

  test("a case that was closed without an exit ended then, and nobody was asked for an outcome", () => {
    const left = factsAfter({ ...started, withdrawnAt: "2026-01-20T10:00:00.000Z" });
    expect(endOf(left)).toEqual({
      at: "2026-01-20T10:00:00.000Z",
      closure: "withdrew",
      outcome: "not-asked",
      completion: false,
    });
    expect(endOf(factsAfter(started))).toBeUndefined();
  });
});
