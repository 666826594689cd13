import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAreaFiles } from "../../areas/area-files.ts";
import { type Core, realCore } from "./core.ts";
import { CoreWorld } from "./core-world.ts";
import { seedOf, sequences } from "./steps.ts";

// Random programmes over the core. fast-check tells the seed and the path of what fails, and the shortest sequence
// that still does; MODEL_SEED=<seed> runs the same programmes again.

const rules = readAreaFiles().areas.map((file) => file.rules);

/** As many as a minute of `npm test` allows. */
const programmes = 10_000;
/** Milliseconds; a bound for a stuck test alone, however many others share the machine. */
const patience = 600_000;

/** `isAsFound`: as it was found, without the search for the shortest sequence that fails. */
function programmesHold(core: Core, numRuns: number, seed: number, isAsFound = false): void {
  const programme = fc.property(sequences(rules.length), ({ area, first, steps }) => {
    const world = new CoreWorld(rules, area, core);
    for (const step of [first, ...steps]) world.take(step);
    world.end();
  });
  fc.assert(programme, { numRuns, seed, endOnFailure: isAsFound });
}

describe("the core, through random programmes", () => {
  it(
    `holds its invariants ${programmes} times`,
    () => {
      programmesHold(realCore, programmes, seedOf(process.env));
    },
    patience,
  );
});

/** Small faults of the core, and the words in which the model says that it found them. */
const faults: [fault: string, core: Partial<Core>, found: RegExp][] = [
  [
    "forgets to free the place of whoever has ended",
    { dueNow: (...given) => realCore.dueNow(...given).filter(({ type }) => type !== "release-place") },
    /release-place is due and not done/,
  ],
  [
    "records that a place is free before it is",
    { evolveAll: (given, events) => ({ ...realCore.evolveAll(given, events), placeHeld: false }) },
    /the events tell another case than is kept|the place of/,
  ],
  [
    "asks a person's coach although somebody else has become it",
    {
      evolveAll: (given, events) => {
        const after = realCore.evolveAll(given, events);
        const isOther = events.some(({ type }) => type === "coach-reassigned");
        return isOther ? { ...after, tasks: given.tasks } : after;
      },
    },
    /is asked of .*, the coach is/,
  ],
  [
    "leaves the task of a stage open in the next one",
    {
      evolveAll: (given, events) => {
        const after = realCore.evolveAll(given, events);
        const tasks = after.tasks.map((task) =>
          task.state === "superseded" ? { ...task, state: "open" as const } : task,
        );
        return { ...after, tasks };
      },
    },
    /is open at/,
  ],
  [
    "forgets a moment of its case",
    {
      whereIs: (...given) => ({ ...realCore.whereIs(...given), wakeAt: undefined }),
    },
    /never wakes/,
  ],
  [
    "sleeps for a month",
    {
      whereIs: (given, areaRules, now) => {
        const { stage, wakeAt } = realCore.whereIs(given, areaRules, now);
        const month = new Date(Date.parse(now) + 30 * 24 * 60 * 60 * 1000).toISOString();
        return { stage, wakeAt: wakeAt && month };
      },
    },
    /sleeps until/,
  ],
  [
    "goes on writing to whoever left",
    {
      dueNow: (given, areaRules, now) => {
        const due = realCore.dueNow(given, areaRules, now);
        const asks = given.withdrawnAt !== undefined && given.emails["still there"] === undefined;
        return asks ? [...due, { type: "send-email", email: "still there", to: "person" }] : due;
      },
    },
    /was intended after the person left/,
  ],
  [
    "forgets that an email was sent",
    {
      evolveAll: (given, events) => {
        const after = realCore.evolveAll(given, events);
        if (!events.some(({ type }) => type === "contact-agreed")) return after;
        const { "acknowledge-person": _, ...emails } = after.emails;
        return { ...after, emails };
      },
    },
    /was intended 2 times|the events tell another case/,
  ],
  [
    "takes a command twice",
    {
      decide: (given, command, context) =>
        realCore.decide(given, command, { ...context, request: undefined }),
    },
    /took effect twice/,
  ],
  [
    "moves a case along a way that docs/journey.md does not know",
    {
      decide: (given, command, context) =>
        given.stage === "contact" && command.type === "finish"
          ? { events: [{ type: "coach-not-found", because: [] }], notes: [] }
          : realCore.decide(given, command, context),
    },
    /led from contact to waiting/,
  ],
  [
    "writes what a coach said into an event",
    {
      decide: (given, command, context) => {
        const decision = realCore.decide(given, command, context);
        const says = command.type === "note" && "events" in decision && decision.events.length > 0;
        return says ? { ...decision, events: [{ type: "note-added", note: command.text }] } : decision;
      },
    },
    /"Sample" is in the events/,
  ],
  [
    "asks for something that is overdue already",
    {
      dueNow: (given, areaRules, now) =>
        realCore
          .dueNow(given, areaRules, now)
          .map((due) => (due.type === "open-task" ? { ...due, task: { ...due.task, dueAt: now } } : due)),
    },
    /was opened at .* and due at/,
  ],
  [
    "keeps the coach of whoever they left",
    {
      evolveAll: (given, events) => {
        const after = realCore.evolveAll(given, events);
        return events.some(({ type }) => type === "coach-left") ? { ...after, coach: given.coach } : after;
      },
    },
    /took effect twice|does not work here/,
  ],
  [
    "leaves what was asked of a coach who left with them",
    {
      evolveAll: (given, events) => {
        const after = realCore.evolveAll(given, events);
        return events.some(({ type }) => type === "coach-left") ? { ...after, tasks: given.tasks } : after;
      },
    },
    /is asked of .*, the coach is undefined/,
  ],
  [
    "forgets to erase whoever is to be erased",
    { dueNow: (...given) => realCore.dueNow(...given).filter(({ type }) => type !== "erase-person") },
    /erase-person is due and not done/,
  ],
  [
    "keeps no record from being erased",
    {
      decide: (given, command, context) =>
        realCore.decide(
          command.type === "erase" ? { ...given, legalHold: undefined } : given,
          command,
          context,
        ),
    },
    /under a legal hold/,
  ],
  [
    "writes to somebody whose record is being erased",
    {
      evolveAll: (given, events) => {
        const after = realCore.evolveAll(given, events);
        const isAsked = events.some(({ type }) => type === "erasure-asked");
        return isAsked ? { ...after, erasure: undefined } : after;
      },
    },
    /the events tell another case|is due and not done|after the erasure was asked for/,
  ],
  [
    "sends again what came back once, whenever the news is repeated",
    {
      evolveAll: (given, events) => ({ ...realCore.evolveAll(given, events), returnedMails: undefined }),
    },
    /took effect twice|the events tell another case/,
  ],
  [
    "opens neither of two cases again that were joined to each other",
    {
      decide: (given, command, context) =>
        command.type === "undo-merge" ? { events: [], notes: [] } : realCore.decide(given, command, context),
    },
    /joined in a circle|goes on being joined/,
  ],
  [
    "tells phones of the same task again and again",
    {
      dueNow: (...given) => {
        const due = realCore.dueNow(...given);
        const alerted = given[0].alertedTasks?.at(-1);
        const isOnce = given[0].alertedTasks?.length === 1;
        const task = given[0].tasks.find(({ handle }) => handle === alerted);
        return task && isOnce
          ? [...due, { type: "alert-duty", task, done: { type: "duty-alerted", handle: task.handle } }]
          : due;
      },
    },
    /phones were told of .* twice/,
  ],
  [
    "prompts the end of support every time it looks",
    {
      dueNow: (given, areaRules, now) => {
        const due = realCore.dueNow(given, areaRules, now);
        const { limitReached } = given;
        if (!limitReached) return due;
        const { answered: _, ...limit } = limitReached;
        return [...due, { type: "record", events: [{ type: "support-limit-reached", ...limit }] }];
      },
    },
    /due whatever is done/,
  ],
  [
    "wakes for a record under a legal hold",
    {
      whereIs: (given, areaRules, now) => {
        const whereabouts = realCore.whereIs(given, areaRules, now);
        const later = new Date(Date.parse(now) + 60 * 24 * 60 * 60 * 1000).toISOString();
        return given.stage === "closed" && given.legalHold ? { ...whereabouts, wakeAt: later } : whereabouts;
      },
    },
    /it is closed and wakes at/,
  ],
  [
    "loses an event",
    {
      evolveAll: (given, events) =>
        realCore.evolveAll(given, events.length > 1 ? events.slice(0, -1) : events),
    },
    /events are told|the events tell another case|is due and not done|whatever is done|took effect twice/,
  ],
];

describe("the model notices a core that", () => {
  it.each(faults)("%s", (_, fault, found) => {
    const messages: string[] = [];
    try {
      programmesHold({ ...realCore, ...fault }, 2000, 1, true);
    } catch (error) {
      messages.push(String((error as Error).cause ?? error), String(error));
    }
    expect(messages.join("\n")).toMatch(found);
    expect(messages.join("\n")).toMatch(/seed: 1, path: "/);
  });
});
