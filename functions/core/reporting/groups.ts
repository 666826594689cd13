export interface Groups {
  /** The members of each group, in ascending order. */
  readonly members: readonly (readonly number[])[];
  /** The group of each member. */
  readonly groupOf: readonly number[];
}

/** Numbers from 0 on, in groups: two are in one group if a link joins them, directly or through others. */
export function groupsOf(count: number, links: readonly (readonly number[])[]): Groups {
  const parents = Array.from({ length: count }, (_, number) => number);
  const rootOf = (start: number): number => {
    let number = start;
    for (let parent = parents[number]; parent !== undefined && parent !== number; parent = parents[number]) {
      parents[number] = parents[parent] ?? parent;
      number = parent;
    }
    return number;
  };
  for (const [first, ...others] of links) {
    if (first !== undefined) for (const other of others) parents[rootOf(other)] = rootOf(first);
  }
  const groupAt = new Map<number, number>();
  const members: number[][] = [];
  const groupOf = parents.map((_, number) => {
    const root = rootOf(number);
    const group = groupAt.get(root) ?? members.push([]) - 1;
    groupAt.set(root, group);
    members[group]?.push(number);
    return group;
  });
  return { members, groupOf };
}
