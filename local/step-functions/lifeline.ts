/** Thrown into whatever was waiting on a lifeline that ended. */
export class LifelineEnded extends Error {
  override name = "LifelineEnded";
}

/**
 * How long a piece of an execution lives. When it ends (a sibling branch failed, the execution was stopped or timed
 * out) every wait beneath it is cancelled: its timers go and its task tokens close.
 */
export class Lifeline {
  #ended = false;
  readonly #endings = new Set<() => void>();

  get ended(): boolean {
    return this.#ended;
  }

  /** A lifeline that ends with this one, or sooner by itself. */
  child(): Lifeline {
    const child = new Lifeline();
    const endChild = () => child.end();
    this.#endings.add(endChild);
    child.#endings.add(() => this.#endings.delete(endChild));
    return child;
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const ending of [...this.#endings]) ending();
    this.#endings.clear();
  }

  /** Refuses to go on once the lifeline has ended. */
  check(): void {
    if (this.#ended) throw new LifelineEnded();
  }

  /** A promise that `begin` settles; should the lifeline end first, the cancellation `begin` answered is called. */
  wait<T>(begin: (resolve: (value: T) => void, reject: (reason: unknown) => void) => () => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.check();
      let cancel = () => {};
      const ending = () => {
        cancel();
        reject(new LifelineEnded());
      };
      this.#endings.add(ending);
      cancel = begin(
        (value) => {
          this.#endings.delete(ending);
          resolve(value);
        },
        (reason) => {
          this.#endings.delete(ending);
          reject(reason);
        },
      );
    });
  }
}
