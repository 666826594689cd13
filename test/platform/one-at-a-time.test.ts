import { expect, it } from "vitest";
import { oneAtATime } from "../../functions/platform/one-at-a-time.ts";

it("one at a time runs work in order, never two at once, and goes on after a failure", async () => {
  const run = oneAtATime();
  let running = 0;
  const seen: number[] = [];
  const work = (n: number) => async () => {
    running += 1;
    expect(running).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    seen.push(n);
    if (n === 1) throw new Error("one");
    return n;
  };
  const results = await Promise.allSettled([1, 2, 3].map((n) => run(work(n))));
  expect(seen).toEqual([1, 2, 3]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled"]);
});
