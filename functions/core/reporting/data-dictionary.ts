import { auditWords, disclosureWords, notChecked, profileWords, registry } from "./registry.ts";

/** docs/data-dictionary.md, written from the registry. */
export function dataDictionary(): string {
  return [
    "# Data dictionary: the exports",
    "",
    "`npm run data-dictionary` writes this page from functions/core/reporting/registry.ts; a test fails while it says " +
      "something else. The same definitions travel with each release, in `measures.csv-metadata.json` (CSV on the Web).",
    "",
    "## What may be published",
    "",
    disclosureWords.join(" "),
    "",
    auditWords,
    "",
    "Three things are not part of that check:",
    "",
    ...notChecked.map((each) => `- ${each}`),
    "",
    "The profiles:",
    "",
    ...Object.entries(profileWords).map(([name, words]) => `- profile \`${name}\`: ${words}`),
    "",
    "## Columns of measures.csv",
    "",
    ...tableOf(
      ["column", "what it holds", "may be empty"],
      registry.columns.map(({ name, definition, mayBeEmpty }) => [
        `\`${name}\``,
        definition,
        mayBeEmpty ? "yes" : "no",
      ]),
    ),
    "",
    "## Measures",
    "",
    ...registry.measures.flatMap(measurePart),
    "## Dimensions",
    "",
    "One at a time; figures of one dimension add up to the whole before they are rounded.",
    "",
    ...tableOf(
      ["dimension", "what it tells", "where it is not known"],
      registry.dimensions.map(({ name, definition, missing }) => [`\`${name}\``, definition, missing]),
    ),
    "",
    "## Words for what is missing",
    "",
    ...tableOf(
      ["category", "what it means"],
      registry.wordsForMissing.map(({ category, means }) => [`\`${category}\``, means]),
    ),
    "",
  ].join("\n");
}

function measurePart(measure: (typeof registry.measures)[number]): string[] {
  const name = measure.kind === "share" ? `${measure.name}, category ${measure.category}` : measure.name;
  const events = measure.sourceEvents.map((event) => `\`${event}\``).join(", ");
  return [
    `### ${name}`,
    "",
    `${measure.title}. ${measure.definition}`,
    "",
    `- unit: ${measure.unit}; statistic: ${measure.statistics.join(", ")}`,
    `- numerator: ${measure.numerator}`,
    `- denominator: ${measure.denominator}`,
    `- not in it: ${measure.excludes}`,
    `- what is missing: ${measure.missing}`,
    `- dimensions: ${dimensionsOf(measure).join(", ")}`,
    `- source events: ${events || "none; a counter without anything about the person"}`,
    "",
  ];
}

function dimensionsOf(measure: (typeof registry.measures)[number]): string[] {
  return "dimensions" in measure ? ["none", ...measure.dimensions] : ["none"];
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}
