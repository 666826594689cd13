import { type Piece, programOf, type Range, unknownAt } from "./audit-pieces.ts";
import type { LinearSolver, Point, Solve } from "./linear.ts";

/** What is less than this away from a whole number is it: solvers answer in floating point. */
export const almost = 1e-4;

/** What is told of a piece beside its own ranges, by place, and points that were found to meet all that is told. */
interface Reading {
  readonly told: ReadonlyMap<number, Range>;
  readonly points: Point[];
}

/** Hands to `work` the doubt in which a piece leaves its reader. */
export function withDoubt<Result>(
  piece: Piece,
  solver: LinearSolver,
  work: (doubt: Doubt) => Result,
): Result {
  return solver.with(programOf(piece), (solve) => work(new Doubt(piece, solve)));
}

/**
 * The points of a piece that its reader cannot tell from the true one. A point that was found shows of many counts that
 * they may be another, so all are kept, and a solver is asked only for what none of them shows.
 */
class Doubt {
  readonly #piece: Piece;
  readonly #solve: Solve;
  readonly #places: ReadonlyMap<number, number>;
  #reading: Reading = { told: new Map(), points: [] };

  constructor(piece: Piece, solve: Solve) {
    this.#piece = piece;
    this.#solve = solve;
    this.#places = new Map(piece.numbers.map((number, place) => [number, place]));
  }

  /** Of these counts those that can have no other whole value. */
  pinned(among: readonly number[]): number[] {
    return this.#pinned(among, this.#reading);
  }

  /** Tells counts again, within these ranges, unless one of those others could be worked out then. */
  tellsAgain(ranges: ReadonlyMap<number, Range>, others: readonly number[]): boolean {
    const again = [...ranges].map(([number, range]) => [this.#placeOf(number), range] as const);
    const trial: Reading = {
      told: new Map([...this.#reading.told, ...again]),
      points: this.#reading.points.filter((point) =>
        again.every(([place, range]) => isWithin(point[place], range)),
      ),
    };
    const before = trial.points.length;
    const canBe = this.#pinned(others, trial).length === 0;
    if (canBe) this.#reading = trial;
    else this.#reading.points.push(...trial.points.slice(before));
    return canBe;
  }

  /**
   * Seeks points far from each other in all these counts at once, each weighed up or down as by chance. When the
   * farthest two are one in that sum, no count moves: by a rare chance of weights that even out it says so wrongly, and
   * more is withheld than must be, never less.
   */
  #pinned(among: readonly number[], reading: Reading): number[] {
    const alone: number[] = [];
    let left = among.filter((number) => !this.#isSeen(number, reading.points));
    for (let round = 0; left.length > 0; round += 1) {
      const before = left;
      const ends = this.#ends(left, round, reading);
      left = left.filter((number) => !this.#isSeen(number, ends));
      const still = left.filter((number) => this.#widthIn(ends, number) < almost);
      if (still.length === before.length) break;
      if (left.length < before.length) continue;
      // They move by less than 1 together: alone they may move by more.
      alone.push(...left.filter((number) => !still.includes(number) && this.#isPinned(number, reading)));
      left = still;
    }
    return [...alone, ...left];
  }

  #isPinned(number: number, reading: Reading): boolean {
    const terms = [{ unknown: this.#placeOf(number), times: 1 }];
    return !(["maximise", "minimise"] as const).some((sense) =>
      this.#isSeen(number, [this.#pointFor({ sense, terms }, reading)]),
    );
  }

  #ends(numbers: readonly number[], round: number, reading: Reading): Point[] {
    const terms = numbers.map((number) => ({
      unknown: this.#placeOf(number),
      times: weightOf(number, round),
    }));
    return (["maximise", "minimise"] as const).map((sense) => this.#pointFor({ sense, terms }, reading));
  }

  #widthIn([one = [], other = []]: readonly Point[], number: number): number {
    const place = this.#placeOf(number);
    return Math.abs((one[place] ?? 0) - (other[place] ?? 0));
  }

  /** Whether a point shows that the count may be another. */
  #isSeen(number: number, points: readonly Point[]): boolean {
    const place = this.#placeOf(number);
    const { value } = unknownAt(this.#piece.model, number);
    return points.some((point) => Math.abs((point[place] ?? value) - value) >= 1 - almost);
  }

  #pointFor(objective: Parameters<Solve>[0], { told, points }: Reading): Point {
    const point = this.#solve(objective, told);
    if (!point) throw new Error("the true figures do not meet what their own release tells");
    points.push(point);
    return point;
  }

  #placeOf(number: number): number {
    const place = this.#places.get(number);
    if (place === undefined) throw new RangeError(`the piece has no unknown ${number}`);
    return place;
  }
}

function isWithin(found = 0, [lower, upper]: Range): boolean {
  return lower - almost <= found && found <= upper + almost;
}

/** Between 1 and 2, up or down, as by chance and the same each time. */
function weightOf(number: number, round: number): number {
  const chance = Math.imul(Math.imul(number + 1, 0x9e3779b1) ^ (round + 1), 0x85ebca6b) >>> 0;
  return (chance & 1 ? 1 : -1) * (1 + chance / 2 ** 32);
}
