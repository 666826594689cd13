import type { LondonDate } from "../calendar.ts";
import type { AreaListing } from "./area-listing.ts";

/** An integrated care board of England (areas/data/icbs.json). Both validity dates are inclusive. */
export interface Board {
  readonly odsCode: string;
  readonly name: string;
  readonly validFrom: LondonDate;
  readonly validTo: LondonDate | null;
  /** ODS codes of the boards that took over; several where this one was split. */
  readonly successors: readonly string[];
}

/** The areas that a board serves, and whether it serves anywhere else or more than one of them. */
export interface Reach {
  readonly areas: readonly string[];
  readonly beyond: boolean;
}

/** The board with this ODS code, in any case, closed ones included: practices' records lag behind mergers. */
export function findBoard(boards: readonly Board[], odsCode: string): Board | undefined {
  const code = odsCode.trim().toUpperCase();
  return boards.find((board) => board.odsCode === code);
}

/** Whether this is the board's name, however much of "NHS … Integrated Care Board" is written. */
export function isNameOf(board: Board, name: string): boolean {
  return plainName(board.name) === plainName(name);
}

/**
 * Where a board reaches on a London date. An area is the footprint of one board as at its launch, or part of it; a
 * board made by merger, or by several one after the other, has the footprints of those it took over, or parts of
 * them. A code that is used before its board opens is read as on its first day.
 */
export function reachOf(
  board: Board,
  boards: readonly Board[],
  areas: readonly AreaListing[],
  on: LondonDate,
): Reach {
  const day = on < board.validFrom ? board.validFrom : on;
  const codes = footprintsOf(board, boards, day).map(({ odsCode }) => odsCode);
  return {
    areas: areas.filter(({ icbAtLaunch }) => codes.includes(icbAtLaunch)).map(({ id }) => id),
    beyond: !isExactlyAnArea(board, boards, areas, day),
  };
}

function footprintsOf(board: Board, boards: readonly Board[], day: LondonDate): Board[] {
  return [board, ...takenOverBy(board, boards, day).flatMap((earlier) => footprintsOf(earlier, boards, day))];
}

/** Not when the board has grown since it opened, nor when it opened as anything but one board under a new name. */
function isExactlyAnArea(
  board: Board,
  boards: readonly Board[],
  areas: readonly AreaListing[],
  day: LondonDate,
): boolean {
  const takenOver = takenOverBy(board, boards, day);
  if (takenOver.some(({ validTo }) => validTo !== null && validTo >= board.validFrom)) return false;
  const own = areas.filter(({ icbAtLaunch }) => icbAtLaunch === board.odsCode);
  if (own.length > 0) return own.every(({ icbCovers }) => icbCovers === "whole");
  const [before, another] = takenOver;
  const isRenamed = another === undefined && before?.successors.length === 1;
  return isRenamed && isExactlyAnArea(before, boards, areas, day);
}

function takenOverBy({ odsCode }: Board, boards: readonly Board[], day: LondonDate): Board[] {
  return boards.filter(
    ({ successors, validTo }) => successors.includes(odsCode) && validTo !== null && validTo < day,
  );
}

/**
 * The ODS code that a board's code has become by a London date: itself while it is open, else its successor's.
 * Undefined where no code alone tells: before the board opens, and where it was split (Frimley, April 2026).
 */
export function boardOn(odsCode: string, boards: readonly Board[], on: LondonDate): string | undefined {
  const board = findBoard(boards, odsCode);
  if (!board || on < board.validFrom) return undefined;
  if (board.validTo === null || on <= board.validTo) return board.odsCode;
  const [successor, another] = board.successors;
  return successor && !another ? boardOn(successor, boards, on) : undefined;
}

function plainName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("&", " and ")
    .replaceAll(/\b(nhs|integrated care board|icb)\b/g, " ")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
