import { type AuditModel, both, type Unknown } from "./audit-model.ts";
import { groupsOf } from "./groups.ts";
import type { Equation, LinearProgram } from "./linear.ts";

export type Range = readonly [number, number];

/** Unknowns that hang together by sums, whether or not their values are known. */
export interface Family {
  readonly model: AuditModel;
  readonly numbers: readonly number[];
  readonly sums: AuditModel["sums"];
}

/** Unknowns that hang together while their values are not known: what is known of the others tells nothing of these. */
export interface Piece extends Family {
  readonly ranges: ReadonlyMap<number, Range>;
}

/** The families that hold figures of the release under audit. */
export function familiesOf(model: AuditModel): Family[] {
  const own = model.unknowns.flatMap((unknown, number) => (unknown.own ? [number] : []));
  const links = model.sums.map(({ whole, parts }) => [whole, ...parts]);
  const groups = groupsOf(model.unknowns.length, links);
  const isOwn = new Set(own.map((number) => groups.groupOf[number]));
  const sumsOf = Map.groupBy(model.sums, ({ whole }) => groups.groupOf[whole] ?? -1);
  return groups.members.flatMap((numbers, group) =>
    isOwn.has(group) ? [{ model, numbers, sums: sumsOf.get(group) ?? [] }] : [],
  );
}

/** The pieces into which a family falls with these cells withheld; a count that is known is in none. */
export function piecesOf({ model, numbers, sums }: Family, secondary: ReadonlySet<string>) {
  const ranges = new Map(numbers.map((number) => [number, known(unknownAt(model, number), secondary)]));
  const open = numbers.filter((number) => widthOf(ranges.get(number)) > 0);
  const place = new Map(open.map((number, index) => [number, index]));
  const openIn = ({ whole, parts }: AuditModel["sums"][number]) =>
    [whole, ...parts].flatMap((number) => place.get(number) ?? []);
  const told = sums.map((sum) => ({ sum, links: openIn(sum) })).filter(({ links }) => links.length > 0);
  const groups = groupsOf(
    open.length,
    told.map(({ links }) => links),
  );
  const sumsOf = Map.groupBy(told, ({ links }) => groups.groupOf[links[0] ?? 0]);
  const pieces = groups.members.map((members, group): Piece => {
    const theirs = (sumsOf.get(group) ?? []).map(({ sum }) => sum);
    return { model, numbers: members.map((index) => open[index] ?? 0), sums: theirs, ranges };
  });
  const groupOf = (number: number) => groups.groupOf[place.get(number) ?? -1];
  return { pieces, groupOf };
}

/** What a reader knows of a count, with these cells withheld as well. */
export function known({ earlier, own }: Unknown, secondary: ReadonlySet<string>): Range {
  return own && !secondary.has(own.cell) ? both(earlier, own.range) : earlier;
}

export function isGuarded({ isWithheld, own }: Unknown, secondary: ReadonlySet<string>): boolean {
  return isWithheld || (own !== undefined && !own.byNote && secondary.has(own.cell));
}

/** A piece as a linear program; its unknowns are numbered by their places in it. */
export function programOf({ model, numbers, sums, ranges }: Piece): LinearProgram {
  const places = new Map(numbers.map((number, place) => [number, place]));
  return {
    lower: numbers.map((number) => ranges.get(number)?.[0] ?? 0),
    upper: numbers.map((number) => ranges.get(number)?.[1] ?? 0),
    equations: sums.map((sum) => equationOf(sum, model, places)),
  };
}

function equationOf(
  { whole, parts }: AuditModel["sums"][number],
  model: AuditModel,
  places: ReadonlyMap<number, number>,
): Equation {
  const terms: { unknown: number; times: number }[] = [];
  let equals = 0;
  for (const [number, times] of [[whole, 1] as const, ...parts.map((part) => [part, -1] as const)]) {
    const unknown = places.get(number);
    if (unknown === undefined) equals -= times * unknownAt(model, number).value;
    else terms.push({ unknown, times });
  }
  return { terms, equals };
}

export function unknownAt({ unknowns }: AuditModel, number: number): Unknown {
  const unknown = unknowns[number];
  if (!unknown) throw new RangeError(`there is no unknown ${number}`);
  return unknown;
}

function widthOf([lower, upper]: Range = [0, 0]): number {
  return upper - lower;
}
