import { Ajv } from "ajv";
import { parse } from "csv-parse/sync";
import { csvwTable } from "./csvw-schema.ts";

interface Column {
  readonly name: string;
  readonly titles: string;
  readonly datatype: "string" | "decimal";
  readonly null?: readonly string[];
  readonly required: boolean;
}

const validate = new Ajv({ allErrors: true, strict: false }).compile(csvwTable);

/**
 * What the W3C's rules for tables have against this one, as far as ours uses them: the description by its own schema,
 * then header, cells and key by the description (Model for Tabular Data, REC-tabular-data-model-20151217, section 6.6).
 */
export function mistakesOfTable({ csv, metadata }: { csv: string; metadata: string }): string[] {
  const described = JSON.parse(metadata);
  const { columns, primaryKey }: { columns: Column[]; primaryKey: string[] } = described.tableSchema;
  const [header = [], ...lines] = parse(csv, { record_delimiter: "\r\n" }) as string[][];
  const names = columns.map(({ name }) => name);
  const wrong = validate(described) ? [] : (validate.errors ?? []).map((error) => JSON.stringify(error));
  if (new Set(names).size < names.length) wrong.push("two columns have the same name");
  if (header.join() !== columns.map(({ titles }) => titles).join())
    wrong.push("the header says other titles");
  wrong.push(...primaryKey.filter((name) => !names.includes(name)).map((name) => `${name} is no column`));
  const keys = lines.map((cells) => primaryKey.map((name) => cells[names.indexOf(name)]).join("|"));
  if (new Set(keys).size < keys.length) wrong.push("two lines have the same key");
  for (const [number, cells] of lines.entries()) {
    const mistakes = columns.flatMap((column, index) => mistakesOfCell(column, cells[index] ?? ""));
    wrong.push(...mistakes.map((mistake) => `line ${number + 2}: ${mistake}`));
  }
  return wrong;
}

function mistakesOfCell({ name, datatype, null: nulls = [""], required }: Column, cell: string): string[] {
  if (nulls.includes(cell)) return required ? [`${name} is empty`] : [];
  return datatype === "decimal" && !/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(cell) ? [`${name} is no number`] : [];
}
