/**
 * How many different people some cases are of. A case brings the keys of its person: two cases are of one person if
 * they share a key, directly or through others. Memory grows with the keys (about 100 bytes each), not with the
 * cases' size: 250,000 cases stay below 60 MB. Source: the HTTP contract, measure `people`.
 */
export class PeopleCounter {
  readonly #numberOf = new Map<string, number>();
  readonly #parents: number[] = [];
  #people = 0;

  /** A case without keys is a person of its own. */
  add(keys: readonly string[] | undefined = []): void {
    this.#people += 1;
    let joined: number | undefined;
    for (const key of keys) {
      const root = this.#rootOf(key);
      if (root === undefined) {
        // The first case with this key: it leads to the person found so far, or to a new one.
        const number = this.#parents.length;
        this.#parents.push(joined ?? number);
        this.#numberOf.set(key, number);
        joined ??= number;
        continue;
      }
      if (joined === undefined || joined !== root) this.#people -= 1;
      if (joined !== undefined) this.#parents[joined] = root;
      joined = root;
    }
  }

  get count(): number {
    return this.#people;
  }

  #rootOf(key: string): number | undefined {
    let number = this.#numberOf.get(key);
    while (number !== undefined) {
      const parent: number = this.#parents[number] ?? number;
      if (parent === number) return number;
      // Halves the way for whoever comes next.
      this.#parents[number] = this.#parents[parent] ?? parent;
      number = parent;
    }
    return undefined;
  }
}
