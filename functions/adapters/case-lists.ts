import { CaseFacts } from "../core/reporting/facts.ts";
import { CaseSummary } from "../core/summary.ts";
import { areaSortOf } from "./case-item.ts";
import { underWay } from "./open-index.ts";
import { everyItem, type Item, type Query, type Table } from "./table.ts";

/** A case as lists know it, without anything about the person. */
export interface ListedCase {
  readonly summary: CaseSummary;
  readonly facts: CaseFacts;
}

/** Which cases a list is of: those of an area that are closed, or those under way, all or one coach's. */
export type List = { readonly area: string } & (
  | { readonly isOf: "closed" }
  | { readonly isOf: "under-way"; readonly coach?: string | undefined }
);

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

  /** Open cases, and closed ones in which somebody may still be at risk: of the area, or a coach's open ones alone. */
  async function casesUnderWay(area: string, coach?: string): Promise<ListedCase[]> {
    const items = await everyItem(table, underWay(area, coach));
    return oldestFirst(items.flatMap(listedFrom), ({ summary }) => summary);
  }

  /** What is closed only grows, and is read no further than it is asked for. What is under way lies coach by coach. */
  async function* pagesAfter(list: List, after: string | undefined): AsyncGenerator<ListedCase[]> {
    if (list.isOf === "closed") {
      // The space sorts before every character of a key: the first key after this one.
      const bounds = after === undefined ? {} : { from: `${after} ` };
      const isClosed = ({ summary }: ListedCase) => summary.stage === "closed";
      yield* pagesOf({ ...inArea(list.area), ...bounds }, (item) => listedFrom(item).filter(isClosed));
      return;
    }
    const all = await casesUnderWay(list.area, list.coach);
    yield all.filter(({ summary }) => after === undefined || areaSortOf(summary) > after);
  }

  return {
    casesUnderWay,

    /** The same, without what standards and figures are counted from: most of what there is to send and to check. */
    async summariesUnderWay(area: string, coach?: string): Promise<CaseSummary[]> {
      const items = await everyItem(table, { ...underWay(area, coach), only: ["summary"] });
      return oldestFirst(items.flatMap(summaryFrom), (summary) => summary);
    },

    /** Every case of the area, a page of the index at a time: for those who keep nothing of it. */
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
      list: List,
      isMeant: (listed: ListedCase) => boolean,
      { after, most }: { after?: string | undefined; most: number },
    ): Promise<ListPage> {
      const listed: ListedCase[] = [];
      for await (const page of pagesAfter(list, after)) {
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

/** Each case once, as it was met last: one that changed hands while the index was read may have stood there twice. */
function oldestFirst<Listed>(all: readonly Listed[], summaryOf: (listed: Listed) => CaseSummary): Listed[] {
  const placeOf = (listed: Listed) => areaSortOf(summaryOf(listed));
  const once = new Map(all.map((each) => [summaryOf(each).reference, each]));
  return [...once.values()].sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
}

function listedFrom(item: Item): ListedCase[] {
  const facts = CaseFacts.safeParse(item.facts);
  return facts.success ? summaryFrom(item).map((summary) => ({ summary, facts: facts.data })) : [];
}

function summaryFrom(item: Item): CaseSummary[] {
  const summary = CaseSummary.safeParse(item.summary);
  return summary.success ? [summary.data] : [];
}

function factsFrom({ facts }: Item): CaseFacts {
  return CaseFacts.parse(facts);
}
