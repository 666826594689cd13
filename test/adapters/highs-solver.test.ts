import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { highsSolver, loadedHighs } from "../../functions/adapters/highs-solver.ts";
import type { LinearProgram } from "../../functions/core/reporting/linear.ts";

/** Two counts that make up 5. */
const program: LinearProgram = {
  lower: [0, 0],
  upper: [9, 9],
  equations: [
    {
      terms: [
        { unknown: 0, times: 1 },
        { unknown: 1, times: 1 },
      ],
      equals: 5,
    },
  ],
};
const most = { sense: "maximise", terms: [{ unknown: 0, times: 1 }] } as const;

describe("the solver", () => {
  const models = { made: 0, disposed: 0 };

  beforeEach(async () => {
    Object.assign(models, { made: 0, disposed: 0 });
    const highs = await loadedHighs();
    const createModel = highs.createModel.bind(highs) as () => ReturnType<typeof highs.createModel>;
    const counting = vi.spyOn(highs, "createModel").mockImplementation(() => {
      const model = createModel();
      const dispose = model.dispose.bind(model);
      models.made += 1;
      return Object.assign(model, {
        dispose: () => {
          models.disposed += 1;
          dispose();
        },
      });
    });
    onTestFinished(() => counting.mockRestore());
  });

  it("makes nothing of a program of which nothing is asked, and forgets every other after its last question", async () => {
    const solver = await highsSolver();
    solver.with(program, () => undefined);
    expect(models).toEqual({ made: 0, disposed: 0 });
    const asked = solver.with(program, (solve) => [
      solve(most)?.[0],
      solve(most, new Map([[1, [2, 2]]]))?.[0],
    ]);
    expect(asked).toEqual([5, 3]);
    expect(models).toEqual({ made: 1, disposed: 1 });
  });

  it("forgets a program that it refuses, too", async () => {
    const solver = await highsSolver();
    const wrong = { ...program, equations: [{ terms: [{ unknown: 7, times: 1 }], equals: 5 }] };
    expect(() => solver.with(wrong, (solve) => solve(most))).toThrow("outside the model");
    expect(models).toEqual({ made: 1, disposed: 1 });
  });
});
