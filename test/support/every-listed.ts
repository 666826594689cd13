import { caseLists, type ListedCase } from "../../functions/adapters/case-lists.ts";
import type { Table } from "../../functions/adapters/table.ts";

/** Every case that an area ever had, as lists know it, oldest referral first. */
export async function everyListed(table: Pick<Table, "query">, area: string): Promise<ListedCase[]> {
  const listed: ListedCase[] = [];
  for await (const page of caseLists(table).pages(area)) listed.push(...page);
  return listed;
}
