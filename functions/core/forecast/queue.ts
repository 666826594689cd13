/** Somebody of a simulated programme. Days are working days after the as-at day; earlier ones are negative. */
export interface Person {
  /** The day on which they begin to wait for a coach. */
  readonly joins: number;
  /** For how many days they will keep their coach's place. */
  readonly keeps: number;
}

/**
 * From which day each place is free. `held`: after how many days each place that is kept now is released. Where more
 * are kept than there are places, because coaches have left, the first to be released are given to nobody.
 */
export function placesFreeFrom(held: readonly number[], places: number): number[] {
  const last = held.toSorted((a, b) => b - a).slice(0, places);
  return [...last, ...new Array<number>(places - last.length).fill(0)];
}

/**
 * How many days each of these people waits: whoever joined first has the place that is free first, whichever that is.
 * `people` in the order in which they joined. Refuses a queue without places, where everybody waits for ever.
 */
export function waitsInTurn(people: readonly Person[], freeFrom: readonly number[]): number[] {
  if (freeFrom.length === 0) throw new RangeError("there are no places to wait for");
  // In order is a heap: no place is free before the one that it hangs from.
  const places = freeFrom.toSorted((a, b) => a - b);
  return people.map(({ joins, keeps }) => {
    const begins = Math.max(joins, places[0] ?? 0);
    replaceFirst(places, begins + keeps);
    return begins - joins;
  });
}

/** Puts a later day in the place of the first of a heap, and moves it down to where it belongs. */
function replaceFirst(heap: number[], day: number): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    const [left = Number.POSITIVE_INFINITY, right = Number.POSITIVE_INFINITY] = [
      heap[child],
      heap[child + 1],
    ];
    if (right < left) child += 1;
    const earlier = Math.min(left, right);
    if (earlier >= day) break;
    heap[at] = earlier;
    at = child;
  }
  heap[at] = day;
}
