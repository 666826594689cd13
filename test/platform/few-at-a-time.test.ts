import { expect, it } from "vitest";
import { fewAtATime } from "../../functions/platform/few-at-a-time.ts";

it("works on no more than so many at once, and answers in the order of the list", async () => {
  let running = 0;
  let most = 0;
  const waits = [3, 0, 2, 0, 1, 0, 0];
  const answers = await fewAtATime(waits, 3, async (turns) => {
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    running -= 1;
    return turns;
  });
  expect(answers).toEqual(waits);
  expect(most).toBe(3);
});

it("does nothing with nothing, and fails with the first that fails", async () => {
  expect(await fewAtATime([], 3, async () => 1)).toEqual([]);
  const failing = fewAtATime([1, 2], 2, async (one) => {
    if (one === 2) throw new Error("the second");
  });
  await expect(failing).rejects.toThrow("the second");
});
