import { CaseFacts } from "../core/reporting/facts.ts";
import { CaseSummary } from "../core/summary.ts";
import { areaSortOf } from "./case-item.ts";
import { everyItem, type Item, type Query, type Table } from "./table.ts";

/** A case as lists know it, without anything about the person. */
export interface ListedCase {
  readonly summary: CaseSummary;
  readonly facts: CaseFacts;
}

/** A page of a list. */
export interface ListPage {
  readonly listed: readonly ListedCase[];
  /** From where the list goes on; undefined at its end. */
  readonly next: string | undefined;
}

export type CaseLists = ReturnType<typeof caseLists>;

/**
 * Lists of an area's cases, oldest referral first. The index that they are read from may lag behind the cases. A case
 * of which a newer version says what is not known here is left out of lists, and keeps no other from them; facts are
 * for figures, which are complete or none: there it throws.
 */
export function caseLists(table: Pick<Table, "query">) {
  const inArea = (area: string): Query => ({ index: "by-area", partition: area });

  /** A page of the index in memory at a time, of which no more is read than is asked for. */
  async function* pagesOf<Read>(query: Query, read: (item: Item) => Read[]): AsyncGenerator<Read[]> {
    let cursor: { readonly after?: string } | undefined = {};
    while (cursor) {
      const page = await table.query({ ...query, ...cursor });
      yield page.items.flatMap(read);
      cursor = page.next === undefined ? undefined : { after: page.next };
    }
  }

  return {
    async everyCase(area: string): Promise<ListedCase[]> {
      return (await everyItem(table, inArea(area))).flatMap(listedFrom);
    },

    /** The same, a page of the index at a time: for those who keep nothing of it. */
    pages: (area: string): AsyncGenerator<ListedCase[]> => pagesOf(inArea(area), listedFrom),

    /** References of the area's open cases, a page of the index at a time. */
    openReferences: (area: string): AsyncGenerator<string[]> =>
      pagesOf({ ...inArea(area), only: ["stage", "reference"] }, ({ stage, reference }) =>
        stage === "closed" ? [] : [reference as string],
      ),

    /** What reports know of every case of the area, a page of the index in memory at a time. */
    async *everyFact(area: string): AsyncGenerator<CaseFacts> {
      for await (const page of pagesOf(inArea(area), (item) => [factsFrom(item)])) yield* page;
    },

    /** The same of the area's first referrals, at most so many, in one query. */
    async firstFacts(area: string, most: number): Promise<CaseFacts[]> {
      const { items } = await table.query({ ...inArea(area), limit: most });
      return items.map(factsFrom);
    },

    /**
     * The first cases that are meant, after those of an earlier page. Reads on until it has `most` of them and knows
     * whether there are more, so that no page but the last is short and none leads to an empty one.
     */
    async firstWhere(
      area: string,
      isMeant: (listed: ListedCase) => boolean,
      { after, most }: { after?: string | undefined; most: number },
    ): Promise<ListPage> {
      const listed: ListedCase[] = [];
      // The space sorts before every character of a key: the first key after this one.
      const bounds = after === undefined ? {} : { from: `${after} ` };
      for await (const page of pagesOf({ ...inArea(area), ...bounds }, listedFrom)) {
        for (const each of page.filter(isMeant)) {
          const last = listed.at(-1);
          if (last && listed.length === most) return { listed, next: areaSortOf(last.summary) };
          listed.push(each);
        }
      }
      return { listed, next: undefined };
    },
  };
}

function listedFrom(item: Item): ListedCase[] {
  const summary = CaseSummary.safeParse(item.summary);
  const facts = CaseFacts.safeParse(item.facts);
  return summary.success && facts.success ? [{ summary: summary.data, facts: facts.data }] : [];
}

function factsFrom({ facts }: Item): CaseFacts {
  return CaseFacts.parse(facts);
}
