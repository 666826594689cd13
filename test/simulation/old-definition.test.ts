import "./with-stand-ins.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { stageTask } from "../../functions/core/case.ts";
import { folding } from "../../functions/core/folding.ts";
import { stages, superseded } from "../../functions/core/stages.ts";
import { longestSleepDays } from "../../functions/core/where-is.ts";
import { synthesise } from "../../local/synthesise.ts";
import { readProgramme } from "../../local/template.ts";
import { readKeptVersion } from "../versions/kept-version.ts";
import { type Definition, DefinitionWorld, nameOf } from "./definition-world.ts";

// An execution keeps the definition that it was started with, for up to 300 days, and meets the functions of the
// moment. Here the state machine's engine runs the real functions over the definition that an older version had.

const minute = 60_000;
const day = 24 * 60 * minute;

const oldDefinition = readKeptVersion("n").definition as unknown as Definition;
const programme = readProgramme(await synthesise(() => {}));
const todaysDefinition = JSON.parse(programme.stateMachines[0]?.definition ?? "") as Definition;

/** Today's definition with one more stage, in which the workflow waits as it does for the plan. */
function withStage(stage: string): Definition {
  const states = todaysDefinition.States;
  const choice = states["Where is this case?"];
  const Condition = `{% $stage = "${stage}" %}`;
  return {
    ...todaysDefinition,
    States: {
      ...states,
      [`Wait for ${stage}`]: states["Wait for the plan"] ?? {},
      "Where is this case?": {
        ...choice,
        Choices: [...(choice?.Choices ?? []), { Condition, Next: `Wait for ${stage}` }],
      },
    },
  };
}

/** Nobody had the same email twice. */
function expectNothingTwice(world: DefinitionWorld): void {
  const sent = world.sent();
  expect(sent.length).toBeGreaterThan(1);
  expect(new Set(sent).size).toBe(sent.length);
}

const agreed = { outcome: "agreed", channel: "phone" };
const heldAt = (world: DefinitionWorld) => ({
  heldAt: new Date(world.clock.now()).toISOString(),
  channel: "phone",
  attended: "yes",
  employmentStatus: "in-work",
  mainBarrier: "musculoskeletal",
});
const planned = {
  planType: "thrive-at-work",
  actions: [{ kind: "skills", description: "Sample action", by: "coach" }],
};

describe("an execution that waits on the old definition", () => {
  let world: DefinitionWorld;
  beforeEach(async () => {
    world = new DefinitionWorld();
    await world.begin(oldDefinition);
  });

  it("goes on along it to the end, when another is deployed meanwhile: a signal finds its wait", async () => {
    expect(world.execution(1)).toEqual({ status: "RUNNING", state: "Wait for first contact" });
    world.deploy(withStage("plan-together"));
    await world.answer(agreed);
    await world.answer(heldAt(world));
    expect(world.execution(1)).toEqual({ status: "RUNNING", state: "Wait for the plan" });
    await world.answer(planned);
    await world.answer({ attended: "yes", next: "finish" });
    await world.answer({ closure: "withdrew" });
    expect(world.execution(1)).toEqual({ status: "SUCCEEDED", state: "Case closed" });
    expect(await world.stored()).toMatchObject({ generation: 1, case: { stage: "closed" } });
    expectNothingTwice(world);
  });

  it("ends at a stage that it does not know, and the case goes on along the new one: nothing is lost or done twice", async () => {
    world.deploy(withStage("plan-together"));
    world.renamed = { plan: "plan-together" };
    await world.answer(agreed);
    await world.answer(heldAt(world));
    expect(world.execution(1)).toEqual({
      status: "FAILED",
      state: "The case needs its next execution",
      error: "NeedsNextExecution",
    });
    // What was due was done before; the sweep comes at the case's next moment.
    expect(stageTask((await world.stored()).case)?.kind).toBe("plan");
    const wakesAt = Date.parse((await world.stored()).wakeAt ?? "");
    expect(wakesAt - world.clock.now()).toBeLessThanOrEqual(longestSleepDays * day);
    await world.pass(wakesAt - world.clock.now() + 11 * minute);
    await world.sweep();
    expect(world.execution(2)).toEqual({ status: "RUNNING", state: "Wait for plan-together" });
    await world.answer(planned);
    expect(world.execution(2)).toEqual({ status: "RUNNING", state: "Wait for the next review" });
    expectNothingTwice(world);
  });

  it("is not needed for an answer: who gives one at such a stage is heard by the next sweep", async () => {
    world.deploy(withStage("plan-together"));
    world.renamed = { plan: "plan-together" };
    await world.answer(agreed);
    await world.answer(heldAt(world));
    await world.answer(planned);
    await world.pass(11 * minute);
    await world.sweep();
    expect(world.execution(2)).toEqual({ status: "RUNNING", state: "Wait for the next review" });
    expectNothingTwice(world);
  });

  it("makes way at once when every open case is moved, and ends by itself later", async () => {
    world.deploy(withStage("plan-together"));
    await world.sweep({ everyOpenCase: true });
    expect(world.execution(2)).toEqual({ status: "RUNNING", state: "Wait for first contact" });
    await world.answer(agreed);
    await world.answer(heldAt(world));
    expect(world.execution(2)).toEqual({ status: "RUNNING", state: "Wait for the plan" });
    await world.pass(8 * day);
    expect(world.execution(1)).toEqual({ status: "SUCCEEDED", state: "Superseded by a newer execution" });
    expectNothingTwice(world);
  });
});

describe("a case that a newer version has written to, before that was taken back", () => {
  let world: DefinitionWorld;
  /** As a version that knows the event would find it. */
  let ours: Awaited<ReturnType<DefinitionWorld["item"]>>;
  beforeEach(async () => {
    world = new DefinitionWorld();
    await world.begin(todaysDefinition);
    ours = await world.item();
    const newer = {
      type: "coach-sang",
      eventId: "e99",
      at: "2026-03-02T10:00:00.000Z",
      by: { kind: "service" },
    };
    const events = [...(ours.events as object[]), newer];
    await world.standIns.kept.put({ ...ours, events, foldedAs: folding + 1 });
  });

  it("is left to that one: it ends its execution, and every sweep looks whether it can be read again", async () => {
    const wakesAt = Date.parse(`${ours.wakeAt}`);
    await world.pass(wakesAt - world.clock.now() + 11 * minute);
    expect(world.execution(1)).toMatchObject({ status: "FAILED", error: "NeedsNextExecution" });
    await world.sweep();
    expect(await world.item()).toMatchObject({ generation: 1, foldedAs: folding + 1 });
    await world.standIns.kept.put(ours);
    await world.sweep();
    expect(world.execution(2)).toEqual({ status: "RUNNING", state: "Wait for first contact" });
    expectNothingTwice(world);
  });

  it("answers who asks for it that the service is being updated, and changes nothing", async () => {
    const handle = (ours.snapshot as { tasks: { handle: string }[] }).tasks[0]?.handle;
    const before = await world.item();
    const { status, text } = await world.answerOf(handle, agreed);
    expect([status, JSON.parse(text).type]).toEqual([503, "/problems/newer-version"]);
    expect(await world.item()).toEqual(before);
  });
});

describe("what the old definition counts on, as long as its executions live", () => {
  const choices = oldDefinition.States["Where is this case?"]?.Choices ?? [];
  const tasks = Object.values(oldDefinition.States).flatMap(({ Arguments }) => Arguments ?? []);

  it("is kept for 300 days after the last day on which one was started", () => {
    expect(oldDefinition.TimeoutSeconds).toBe(300 * 24 * 60 * 60);
  });

  it("are the functions that it names", () => {
    const names = [...new Set(tasks.map(({ FunctionName }) => nameOf(FunctionName)))];
    expect(names).toHaveLength(4);
    expect(programme.functions.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });

  it("are the stages that it leads on from: none may be left out or called otherwise", () => {
    const known = choices.map(({ Condition }) => /"(.+)"/.exec(Condition)?.[1]);
    expect(known).toHaveLength(13);
    expect(known.filter((stage) => ![...stages, superseded].includes(stage as never))).toEqual([]);
  });

  it("are the fields that it reads from what Attend answers, in every answer", async () => {
    const read = Object.values(oldDefinition.States["Attend to the case"]?.Assign ?? {}).map(
      (expression) => /Payload\.(\w+)/.exec(expression)?.[1] ?? expression,
    );
    expect(read).toEqual(["stage", "version", "waitSeconds"]);
    const world = new DefinitionWorld();
    await world.begin(oldDefinition);
    await world.sweep({ everyOpenCase: true });
    await world.pass(8 * day);
    expect(world.attended.map(({ stage }) => stage)).toEqual(expect.arrayContaining(["contact", superseded]));
    for (const answer of world.attended) {
      expect(answer).toEqual({
        stage: expect.any(String),
        version: expect.any(Number),
        waitSeconds: expect.any(Number),
        ...answer,
      });
    }
  });
});
