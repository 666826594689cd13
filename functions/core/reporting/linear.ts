/** Unknowns between bounds, and equations between them. */
export interface LinearProgram {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly equations: readonly Equation[];
}

export interface Equation {
  readonly terms: readonly { readonly unknown: number; readonly times: number }[];
  readonly equals: number;
}

export interface Objective {
  readonly sense: "minimise" | "maximise";
  readonly terms: readonly { readonly unknown: number; readonly times: number }[];
}

/** A solver of linear programs. Every unknown must be bounded on both sides. */
export interface LinearSolver {
  /** Hands a program to `work`, which may solve it for many objectives, and forgets it afterwards. */
  with<Result>(program: LinearProgram, work: (solve: Solve) => Result): Result;
}

/** The unknowns at the best point, these bounded otherwise for this once; undefined where no point meets the equations. */
export type Solve = (
  objective: Objective,
  bounds?: ReadonlyMap<number, readonly [number, number]>,
) => Point | undefined;

export type Point = Readonly<ArrayLike<number>>;
