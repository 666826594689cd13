import highsModule, { type Highs } from "highs";
import type { LinearProgram, LinearSolver, Solve } from "../core/reporting/linear.ts";

// The package's types are those of its CommonJS build; what an ES module imports is the loader itself.
const load = highsModule as unknown as () => Promise<Highs>;
let loaded: Promise<Highs> | undefined;

/** HiGHS, compiled to WebAssembly; loaded at its first use, from highs.wasm beside the code that calls it. */
export function loadedHighs(): Promise<Highs> {
  loaded ??= load();
  return loaded;
}

/** The solver; a program is made where something is asked of it, and forgotten when the work is done. */
export async function highsSolver(): Promise<LinearSolver> {
  const highs = await loadedHighs();
  return {
    with: (program, work) => {
      let made: { readonly model: Model; readonly solve: Solve } | undefined;
      try {
        // Of most programs nothing is asked: each is made for the first question.
        return work((...asked) => {
          made ??= solvable(highs, program);
          return made.solve(...asked);
        });
      } finally {
        made?.model.dispose();
      }
    },
  };
}

type Model = ReturnType<Highs["createModel"]>;

function solvable(highs: Highs, program: LinearProgram) {
  const model = highs.createModel();
  try {
    // Each question begins where the answer to the one before was found, which is nearer than what presolving saves.
    model.options.set({ output_flag: false, presolve: "off" });
    model.passModel(modelOf(program));
    return { model, solve: solverOf(highs, model, program) };
  } catch (error) {
    model.dispose();
    throw error;
  }
}

function solverOf(highs: Highs, model: Model, { lower, upper }: LinearProgram): Solve {
  const { objectiveSense, modelStatus } = highs.constants;
  const bound = (unknown: number, [least = 0, most = 0]: readonly number[]) =>
    model.changeColBounds(unknown, least, most);
  return ({ sense, terms }, bounds = new Map()) => {
    const costs = new Float64Array(lower.length);
    for (const { unknown, times } of terms) costs[unknown] = times;
    model.changeColsCost({ kind: "range", from: 0, to: lower.length - 1 }, costs);
    model.changeObjectiveSense(sense === "minimise" ? objectiveSense.minimize : objectiveSense.maximize);
    for (const [unknown, range] of bounds) bound(unknown, range);
    try {
      model.run();
      const status = model.getModelStatus();
      if (status === modelStatus.infeasible) return undefined;
      if (status !== modelStatus.optimal) throw new Error(`HiGHS ended with model status ${status}`);
      return model.getSolution().colValue;
    } finally {
      for (const unknown of bounds.keys()) bound(unknown, [lower[unknown] ?? 0, upper[unknown] ?? 0]);
    }
  };
}

function modelOf({ lower, upper, equations }: LinearProgram) {
  const terms = equations.flatMap((equation) => [...equation.terms]);
  const starts = [0];
  for (const equation of equations) starts.push((starts.at(-1) ?? 0) + equation.terms.length);
  const equals = Float64Array.from(equations, (equation) => equation.equals);
  return {
    numCols: lower.length,
    numRows: equations.length,
    colCost: new Float64Array(lower.length),
    colLower: Float64Array.from(lower),
    colUpper: Float64Array.from(upper),
    rowLower: equals,
    rowUpper: equals,
    matrix: {
      format: "csr" as const,
      numRows: equations.length,
      numCols: lower.length,
      starts,
      indices: terms.map(({ unknown }) => unknown),
      values: terms.map(({ times }) => times),
    },
  };
}
