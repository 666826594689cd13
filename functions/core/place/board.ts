import type { LondonDate } from "../calendar.ts";

/** An integrated care board of England (areas/data/icbs.json). Both validity dates are inclusive. */
export interface Board {
  readonly odsCode: string;
  readonly name: string;
  readonly validFrom: LondonDate;
  readonly validTo: LondonDate | null;
  /** ODS codes of the boards that took over; several where this one was split. */
  readonly successors: readonly string[];
}

/** The pilot areas that a board serves, and whether it serves anywhere else or more than one of them. */
export interface Reach {
  readonly areas: readonly string[];
  readonly beyond: boolean;
}

/** The board with this ODS code, in any case, closed ones included: practices' records lag behind mergers. */
export function findBoard(boards: readonly Board[], odsCode: string): Board | undefined {
  const code = odsCode.trim().toUpperCase();
  return boards.find((board) => board.odsCode === code);
}

/**
 * Where a board reaches on a London date. A pilot area is the footprint of one board as at launch; a board
 * made by merger has the footprints, or parts of them, of those that it took over, and reaches beyond an area
 * unless it is exactly one. A code that is used before its board opens is read as on its first day.
 */
export function reachOf(
  board: Board,
  boards: readonly Board[],
  areas: readonly { readonly id: string; readonly icbAtLaunch: string }[],
  on: LondonDate,
): Reach {
  const day = on < board.validFrom ? board.validFrom : on;
  const takenOver = boards.filter(
    ({ successors, validTo }) => successors.includes(board.odsCode) && validTo !== null && validTo < day,
  );
  const isOriginal = !boards.some(
    ({ successors, validTo }) =>
      successors.includes(board.odsCode) && validTo !== null && validTo < board.validFrom,
  );
  const footprints = isOriginal ? [board, ...takenOver] : takenOver;
  const codes = footprints.map(({ odsCode }) => odsCode);
  const whole = footprints.length === 1 && footprints.every((part) => part === board || !part.successors[1]);
  return {
    areas: areas.filter(({ icbAtLaunch }) => codes.includes(icbAtLaunch)).map(({ id }) => id),
    beyond: !whole,
  };
}

/**
 * The ODS code that a board's code has become by a London date: itself while it is open, else its successor's.
 * Undefined where it was split, for no code alone says which part is meant (Frimley, April 2026).
 */
export function boardOn(odsCode: string, boards: readonly Board[], on: LondonDate): string | undefined {
  const board = findBoard(boards, odsCode);
  if (!board || board.validTo === null || on <= board.validTo) return board?.odsCode;
  const [successor, another] = board.successors;
  return successor && !another ? boardOn(successor, boards, on) : undefined;
}
