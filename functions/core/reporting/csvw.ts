import type { Instant } from "../texts.ts";
import { columns } from "./columns.ts";
import type { Profile } from "./disclosure.ts";
import { auditWords, disclosureWords, notChecked, profileWords, registry } from "./registry.ts";

/** What the metadata tell of one release. */
export interface Described {
  readonly areaName: string;
  readonly quarter: string;
  readonly profile: Profile;
  readonly asAt: Instant;
  /** The id of the release that it corrects. */
  readonly supersedes?: string;
}

/**
 * measures.csv-metadata.json: CSV on the Web (W3C, Metadata Vocabulary for Tabular Data). Columns are told in the
 * schema; measures and dimensions, for which the vocabulary has no place, in `notes`.
 */
export function csvwMetadata(described: Described): string {
  const { areaName, quarter, profile, asAt, supersedes } = described;
  const metadata = {
    "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
    "@type": "Table",
    url: "measures.csv",
    "dc:title": `WorkWell measures: ${areaName}, ${quarter}`,
    "dc:description":
      `What happened in ${quarter}, as known at ${asAt}; later corrections come in a later release. ` +
      [`Disclosure profile ${profile}: ${profileWords[profile]}`, ...disclosureWords, auditWords].join(" ") +
      ` Not checked: ${notChecked.join(" ")}`,
    "dc:issued": asAt,
    ...(supersedes ? { "dc:replaces": supersedes } : {}),
    dialect: {
      "@type": "Dialect",
      encoding: "utf-8",
      lineTerminators: ["\r\n"],
      quoteChar: '"',
      doubleQuote: true,
      delimiter: ",",
      header: true,
    },
    tableSchema: {
      "@type": "Schema",
      columns: columns.map(columnOf),
      primaryKey: columns.filter((column) => "namesLine" in column).map(({ name }) => name),
    },
    notes: [...registry.measures.map(measureNote), ...registry.dimensions.map(dimensionNote), missingNote()],
  };
  return `${JSON.stringify(metadata, null, 2)}\n`;
}

function columnOf({ name, title, definition, holds, mayBeEmpty }: (typeof columns)[number]) {
  const isNumber = holds === "number-or-star";
  return {
    "@type": "Column",
    name,
    titles: name,
    "dc:title": title,
    "dc:description": definition,
    // A star is no number: to a program it is a value that is not there.
    ...(isNumber ? { datatype: "decimal", null: mayBeEmpty ? ["", "*"] : ["*"] } : { datatype: "string" }),
    required: !isNumber && !mayBeEmpty,
  };
}

function measureNote(measure: (typeof registry.measures)[number]) {
  const { name, title, definition, unit, statistics, numerator, denominator, excludes, missing } = measure;
  const category = measure.kind === "share" ? { category: measure.category } : {};
  return {
    describes: "measure",
    name,
    ...category,
    ...{ title, definition, unit, statistics, numerator, denominator, excludes, missing },
    sourceEvents: measure.sourceEvents,
  };
}

function dimensionNote({ name, title, definition, missing }: (typeof registry.dimensions)[number]) {
  return { describes: "dimension", name, title, definition, missing };
}

function missingNote() {
  return { describes: "words for what is missing", words: registry.wordsForMissing };
}
