import type { Instant } from "../texts.ts";
import { audit } from "./audit.ts";
import { auditModel, type Registered } from "./audit-model.ts";
import { type Counted, type Row, registeredOf, rowsOf } from "./build.ts";
import type { LinearSolver } from "./linear.ts";

/** Where the register lies among the exports: apart, because it holds true figures and nobody is given a file of it. */
export const registerRoot = "register";

/** What the register keeps of a release, beside what the audit reads. */
export interface RegisterEntry extends Registered {
  readonly release: string;
  /** When it was taken: a build that broke off and is taken up on another day says the same. */
  readonly asAt: Instant;
  /** A fingerprint of its figures before the audit: while it is the same there is nothing to release. */
  readonly counts: string;
  /** What was published, to tell what a later release changes. */
  readonly rows: readonly Row[];
}

/** A release that may be written; or what stands in its way, in words that name the figures. */
export type Checked =
  | { readonly rows: readonly Row[]; readonly registered: Registered }
  | { readonly clashes: readonly string[] };

/**
 * Checks a release against everything that was released of its quarter: by areas and for England, under either profile,
 * first releases and corrections. Periods cannot overlap, because each is one calendar quarter. Refuses another
 * partition of England into areas, or of an area into places, than was released before: a reader could subtract one
 * from the other. Withholds what the audit asks for. Source: domain.md, "Disclosure control".
 */
export function checkRelease(
  counted: Counted,
  partition: readonly string[],
  earlier: readonly Registered[],
  solver: LinearSolver,
): Checked {
  const own = registeredOf(counted, partition);
  const ofQuarter = earlier.filter(({ quarter }) => quarter === own.quarter);
  const overlaps = ofQuarter.flatMap((release) => overlapsOf(release, own));
  if (overlaps.length > 0) return { clashes: [...new Set(overlaps)] };
  const { secondary, clashes } = audit(auditModel(ofQuarter, own), solver);
  if (clashes.length > 0) return { clashes };
  const cells = own.cells.map((cell) =>
    secondary.has(cell.id) ? { ...cell, shown: "secondary" as const } : cell,
  );
  return { rows: rowsOf(counted, secondary), registered: { ...own, cells } };
}

function overlapsOf(earlier: Registered, own: Registered): string[] {
  const clashes: string[] = [];
  if (earlier.partition.join() !== own.partition.join()) {
    clashes.push(`${earlier.scope}, ${earlier.quarter}: was released when England was of other areas`);
  }
  if (earlier.scope !== own.scope) return clashes;
  const categories = (release: Registered) => new Set(release.cells.map(({ id }) => id));
  const [before, now] = [categories(earlier), categories(own)];
  const others = [...before, ...now].filter((id) => before.has(id) !== now.has(id) && id.includes("|place|"));
  return [
    ...clashes,
    ...others.map((id) => `${own.scope}, ${own.quarter}: ${id.replaceAll("|", ", ")}: other boundaries`),
  ];
}
