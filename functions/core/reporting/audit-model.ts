import { type Cell, contributingTo, type Sum } from "./audit-cells.ts";
import { isNational, largestWithheld, type Profile, rangeOf } from "./disclosure.ts";

/** What the register keeps of a release. It holds true figures and is never published. */
export interface Registered {
  /** A pilot area's id, or "england". */
  readonly scope: string;
  readonly quarter: string;
  readonly profile: Profile;
  /** Every pilot area of the quarter: together they are England, and no two overlap. */
  readonly partition: readonly string[];
  readonly cells: readonly Cell[];
  readonly sums: readonly Sum[];
}

/** One true count, with all that releases tell of it. While it stays the same it is one unknown, however often told. */
export interface Unknown {
  /** "black-country, 2026-Q1: referrals, main-barrier, other" */
  readonly name: string;
  readonly value: number;
  readonly isTotal: boolean;
  /** From what earlier releases tell, or nothing does. */
  readonly earlier: readonly [number, number];
  /**
   * The cell of the release under audit that tells it, and the range that it gives. `byNote`: the cell is England's, and
   * tells of an area's count only whether it is one of those that contribute.
   */
  readonly own?: {
    readonly cell: string;
    readonly range: readonly [number, number];
    readonly byNote?: true;
  };
  /** Some release withholds it, or would: nobody may work it out. */
  readonly isWithheld: boolean;
}

/** Unknowns by number, of which some add up to another: `whole` − `parts` = 0. */
export interface AuditModel {
  readonly unknowns: readonly Unknown[];
  readonly sums: readonly { readonly whole: number; readonly parts: readonly number[] }[];
}

/** More than any count can be that nothing is told of: a bound that a solver can work with. */
const most = 10_000_000;

/** All that a reader of these releases knows, of whom the last one is under audit. They must be of one quarter. */
export function auditModel(earlier: readonly Registered[], own: Registered): AuditModel {
  const unknowns = new Unknowns();
  for (const release of earlier) for (const cell of release.cells) unknowns.tell(release, cell, false);
  for (const cell of own.cells) unknowns.tell(own, cell, true);
  const sums = [...earlier, own].flatMap((release) => [
    ...marginsOf(release, unknowns),
    ...(release.scope === "england" ? areasOf(release, unknowns, release === own) : []),
  ]);
  return { unknowns: unknowns.all, sums };
}

function marginsOf(release: Registered, unknowns: Unknowns) {
  const cells = new Map(release.cells.map((cell) => [cell.id, cell]));
  return release.sums.flatMap((sum) => {
    const whole = cells.get(sum.whole);
    const parts = sum.parts.flatMap((id) => cells.get(id) ?? []);
    if (!whole || parts.length !== sum.parts.length) return [];
    const rest = whole.value - parts.reduce((total, { value }) => total + value, 0);
    // Where it does not hold there is nothing to work out by it.
    if (rest < 0 || (rest > 0 && !sum.slack)) return [];
    const numbers = parts.map((part) => unknowns.numberOf(release, part.id, part.value));
    // What is left of a whole that is told can be a small count that no row tells.
    const slack = sum.slack ? [unknowns.unseen(release, `${sum.parts.join(" + ")} rest`, rest, whole)] : [];
    return [{ whole: unknowns.numberOf(release, whole.id, whole.value), parts: [...numbers, ...slack] }];
  });
}

/** England is the sum of its areas, as they were when England's figure was taken; and its note tells of their number. */
function areasOf(release: Registered, unknowns: Unknowns, isOwn: boolean) {
  return release.cells.flatMap((cell) => {
    const { id, value, byArea } = cell;
    const isSum = byArea && Object.values(byArea).reduce((total, each) => total + each, 0) === value;
    if (!isSum || id.startsWith("people|")) return [];
    const parts = release.partition.map((area) => {
      const count = byArea[area] ?? 0;
      const number = unknowns.numberOf({ scope: area, quarter: release.quarter }, id, count);
      unknowns.guardUntold(number, release.profile);
      const range = contributionTold(cell, count, release.profile);
      if (range) unknowns.note(number, { cell: id, range }, isOwn);
      return number;
    });
    return [{ whole: unknowns.numberOf(release, id, value), parts }];
  });
}

/**
 * What England's row tells of an area's count by its note "fewer than 3 areas", or by having none. It says how many
 * contribute; the reader is taken to know which. Profile strict has no such note.
 */
function contributionTold(cell: Cell, count: number, profile: Profile): [number, number] | undefined {
  if (profile === "strict" || cell.shown === "secondary" || cell.value === 0) return undefined;
  if (isNational("england", contributingTo(cell))) return count > 0 ? [1, most] : undefined;
  return count === 0 ? [0, 0] : undefined;
}

type Teller = Pick<Registered, "scope" | "quarter">;

class Unknowns {
  readonly all: Unknown[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #told = new Set<number>();

  tell(release: Registered, { id, value, shown }: Cell, isOwn: boolean): void {
    const number = this.numberOf(release, id, value);
    this.#told.add(number);
    const before = this.all[number] as Unknown;
    const range = rangeOf(value, shown, release.profile);
    const isWithheld = before.isWithheld || shown === "withheld" || shown === "secondary";
    this.all[number] = isOwn
      ? { ...before, isWithheld, own: { cell: id, range } }
      : { ...before, isWithheld, earlier: both(before.earlier, range) };
  }

  numberOf({ scope, quarter }: Teller, id: string, value: number): number {
    return this.#number(`${scope}, ${quarter}: ${id.replaceAll("|", ", ")}`, value, id.endsWith("|none|all"));
  }

  /** Told by England's note. */
  note(number: number, { cell, range }: NonNullable<Unknown["own"]>, isOwn: boolean): void {
    const before = this.all[number] as Unknown;
    this.all[number] = isOwn
      ? { ...before, own: { cell, range, byNote: true } }
      : { ...before, earlier: both(before.earlier, range) };
  }

  /** A small count of an area that has not released it yet: its own release will have to withhold it. */
  guardUntold(number: number, profile: Profile): void {
    const before = this.all[number] as Unknown;
    if (this.#told.has(number) || !isSmall(before.value, profile)) return;
    this.all[number] = { ...before, isWithheld: true };
  }

  /** A count that is told nowhere; below national level a small one may not be worked out. */
  unseen(release: Registered, id: string, value: number, whole: Cell): number {
    const number = this.numberOf(release, id, value);
    const ofEngland = release.scope === "england" && isNational("england", contributingTo(whole));
    const isExact = ofEngland && release.profile === "nhs";
    if (isSmall(value, release.profile) && !isExact && !id.startsWith("people|")) {
      this.all[number] = { ...(this.all[number] as Unknown), isWithheld: true };
    }
    return number;
  }

  #number(name: string, value: number, isTotal: boolean): number {
    const key = `${name} ${value}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.all.length);
    this.all.push({ name, value, isTotal, earlier: [0, most], isWithheld: false });
    return this.all.length - 1;
  }
}

function isSmall(count: number, profile: Profile): boolean {
  return count >= 1 && count <= largestWithheld[profile];
}

/** The range that both tell. */
export function both(one: readonly [number, number], other: readonly [number, number]): [number, number] {
  return [Math.max(one[0], other[0]), Math.min(one[1], other[1])];
}
