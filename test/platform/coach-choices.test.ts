import { expect, test } from "vitest";
import { coachesFor, coachesOfTask } from "../../functions/platform/coach-choices.ts";
import { aCoach, monday, TestCase } from "../support/builders.ts";

const away = [{ from: "2026-03-01", to: "2026-03-08" }];
const given = new TestCase().assigned().case;
const staff = {
  inArea: async () => [
    aCoach(given.coach ?? "none", { area: given.area }),
    aCoach("away", { area: given.area, away }),
    aCoach("full", { area: given.area, capacity: 0 }),
    aCoach("pool", { area: given.area, restrictedPool: true }),
    aCoach("lead", { area: given.area, roles: ["lead"] }),
    aCoach("leaving", { area: given.area, handsOverSince: monday }),
  ],
};
const idsFor = async (restricted: boolean) =>
  (await coachesFor(staff, { ...given, restricted }, monday)).map(({ email }) => email);

test("a lead chooses among the other coaches who are here, full ones too", async () => {
  expect(await idsFor(false)).toEqual(["full", "pool"]);
});

test("for a restricted record a lead chooses in its pool alone", async () => {
  expect(await idsFor(true)).toEqual(["pool"]);
});

test("only the task that looks for a coach asks for the list", async () => {
  const [task] = given.tasks;
  if (!task) throw new Error("there is no task");
  expect(task.kind).toBe("contact");
  expect(await coachesOfTask(staff, given, task, monday)).toEqual([]);
  const looking = { ...task, kind: "wait-for-coach" as const };
  expect(await coachesOfTask(staff, given, looking, monday)).toHaveLength(2);
});
