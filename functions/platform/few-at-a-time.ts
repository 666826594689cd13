/** Does the work for each of a list, at most so many at once, and answers what came of each, in the list's order. */
export async function fewAtATime<Of, Result>(
  list: readonly Of[],
  most: number,
  work: (one: Of) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const rest = list.entries();
  const worker = async () => {
    for (const [index, one] of rest) results[index] = await work(one);
  };
  await Promise.all(Array.from({ length: most }, worker));
  return results;
}
