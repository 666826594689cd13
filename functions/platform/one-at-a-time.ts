/**
 * Runs one piece of work after the other within this instance of a function. Lambda gives an instance one event at
 * a time anyway; where one process serves many at once, this keeps what a crash can leave half done to one piece.
 */
export function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const next = last.then(work, work);
    last = next.catch(() => {});
    return next;
  };
}
