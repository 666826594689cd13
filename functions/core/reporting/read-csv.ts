import { parse } from "csv-parse/sync";
import type { Row } from "./build.ts";
import { columns } from "./columns.ts";

const numbers = new Set<string>(columns.flatMap(({ name, holds }) => (holds === "text" ? [] : [name])));

/** The rows of a measures.csv as it was published: what a later reader sees, and nothing more. */
export function rowsFromCsv(csv: string): Row[] {
  const lines: Record<string, string>[] = parse(csv, { columns: true });
  return lines.map(
    (line) =>
      Object.fromEntries(
        Object.entries(line).map(([name, text]) => [name, numbers.has(name) ? shown(text) : text]),
      ) as unknown as Row,
  );
}

function shown(text: string): number | string {
  return text === "" || text === "*" ? text : Number(text);
}
