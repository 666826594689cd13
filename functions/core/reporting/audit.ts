import { withDoubt } from "./audit-doubt.ts";
import type { AuditModel } from "./audit-model.ts";
import { partnersFor } from "./audit-partners.ts";
import { type Family, familiesOf, isGuarded, known, piecesOf, unknownAt } from "./audit-pieces.ts";
import type { LinearSolver } from "./linear.ts";

/** What the audit asks of a release before it is written. */
export interface Audited {
  /** Ids of the cells of this release that are withheld as well. */
  readonly secondary: ReadonlySet<string>;
  /** Withheld figures that could be worked out whatever this release withheld. With any it must not be written. */
  readonly clashes: readonly string[];
}

/**
 * Finds every withheld count of which linear bounds leave one whole number, and withholds further cells of the release
 * under audit until none is left: for one count after another those that cost least, less those that turn out not to be
 * needed. None of them could be left out, but others might have been fewer. Source: the HTTP contract, "Audit".
 */
export function audit(model: AuditModel, solver: LinearSolver): Audited {
  const secondary = new Set<string>();
  const clashes = new Set<string>();
  for (const family of familiesOf(model)) {
    // What has another possible value keeps it while more is withheld: only what had none, and what is new, is asked again.
    for (let asked = family.numbers; asked.length > 0; ) {
      const pinned = pinnedIn(family, secondary, solver, asked);
      const added = pinned.flatMap((piece) => withholdFor(piece, family, { secondary, clashes, solver }));
      asked = added.length === 0 ? [] : [...pinned.flat(), ...family.numbers.filter(isOneOf(added, model))];
    }
    if (clashes.size === 0) withoutNeedless(family, secondary, solver);
  }
  return { secondary, clashes: [...clashes] };
}

interface Auditing {
  readonly secondary: Set<string>;
  readonly clashes: Set<string>;
  readonly solver: LinearSolver;
}

/** Withholds cells until these counts of one piece have other possible values, and answers the cells. */
function withholdFor(
  pinned: readonly number[],
  family: Family,
  { secondary, clashes, solver }: Auditing,
): string[] {
  const added: string[] = [];
  for (let left = pinned; left.length > 0; ) {
    const [number = 0, ...others] = left;
    const partners = partnersFor(number, family, secondary, solver);
    if (!partners) clashes.add(unknownAt(family.model, number).name);
    for (const cell of partners ?? []) secondary.add(cell);
    added.push(...(partners ?? []));
    left = pinnedIn(family, secondary, solver, others).flat();
  }
  return added;
}

function isOneOf(cells: readonly string[], model: AuditModel) {
  const wanted = new Set(cells);
  return (number: number) => wanted.has(unknownAt(model, number).own?.cell ?? "");
}

/** Of these counts of the family those that are withheld and can be worked out, by the piece in which they are. */
function pinnedIn(
  family: Family,
  secondary: ReadonlySet<string>,
  solver: LinearSolver,
  among: readonly number[],
): number[][] {
  const { groupOf, pieces } = piecesOf(family, secondary);
  const guarded = among.filter((number) => isGuarded(unknownAt(family.model, number), secondary));
  return [...Map.groupBy(guarded, groupOf)].map(([group, theirs]) => {
    const piece = group === undefined ? undefined : pieces[group];
    return piece ? withDoubt(piece, solver, (doubt) => doubt.pinned(theirs)) : theirs;
  });
}

/** Gives back, last first, each cell without which nothing can be worked out either: in its own piece, that is. */
function withoutNeedless(family: Family, secondary: Set<string>, solver: LinearSolver): void {
  for (const piece of piecesOf(family, secondary).pieces) {
    const numbersOf = Map.groupBy(piece.numbers, (number) => unknownAt(piece.model, number).own?.cell);
    const cells = [...secondary].reverse().filter((cell) => numbersOf.has(cell));
    if (cells.length === 0) continue;
    withDoubt(piece, solver, (doubt) => {
      for (const cell of cells) {
        secondary.delete(cell);
        const guarded = piece.numbers.filter((each) => isGuarded(unknownAt(piece.model, each), secondary));
        const told = (numbersOf.get(cell) ?? []).map(
          (number) => [number, known(unknownAt(piece.model, number), secondary)] as const,
        );
        if (!doubt.tellsAgain(new Map(told), guarded)) secondary.add(cell);
      }
    });
  }
}
