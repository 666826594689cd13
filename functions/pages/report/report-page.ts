import { dateInWords, quarterInWords } from "../../core/calendar.ts";
import type { Change } from "../../core/reporting/changes.ts";
import type { Described } from "../../core/reporting/csvw.ts";
import type { Lines } from "../../core/reporting/find-row.ts";
import { headlinesOf } from "../../core/reporting/headlines.ts";
import type { Standards } from "../../core/reporting/measure.ts";
import { disclosureWords, notChecked, profileWords, registry } from "../../core/reporting/registry.ts";
import { type Part, type Section, sectionsOf } from "../../core/reporting/report.ts";
import { withheldIn, withheldInWords } from "../../core/reporting/withheld.ts";
import { categoryInWords, figureInWords, measureInWords } from "../../core/reporting/words-of-rows.ts";
import { type Html, html, trusted } from "../html.ts";
import { drawChart } from "./chart.ts";
import { reportStyle } from "./style.ts";

/** A release as its report tells it: its lines as published, and nothing that was not. */
export interface ReportView {
  readonly lines: Lines;
  readonly described: Described;
  /** Since the release that it supersedes; undefined for a first one. */
  readonly changes: readonly Change[] | undefined;
  /** The area's own, on the quarter's last day; undefined for England. */
  readonly standards?: Standards | undefined;
}

/** report.html: one file that loads nothing, runs nothing, and says of each figure what it counts and what it does not. */
export async function reportPage(view: ReportView): Promise<string> {
  const { lines, described, standards, changes } = view;
  const { areaName, quarter, profile, asAt } = described;
  const sections = sectionsOf({ lines, profile, standards });
  const drawn = await Promise.all(sections.map(sectionWithCharts));
  const source = `${areaName}, ${quarterInWords(quarter)}, as at ${dateInWords(asAt, "1800-01-01")}`;
  const title = `WorkWell figures: ${areaName}, ${quarterInWords(quarter)}`;
  return html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${trusted(reportStyle)}</style>
</head>
<body>
<header><h1>${title}</h1>
<p>What happened in the quarter, as known on ${dateInWords(asAt, "1800-01-01")}. ${supersedesWords(described)}</p>
<p class="small">Every figure is also in the file measures.csv of this release, with a description of each column beside it in measures.csv-metadata.json.</p></header>
<main>
<nav aria-label="Contents" class="no-print"><ul>${[...contents(sections)].map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>\n`)}</ul></nav>
<h2 id="headlines">Headline figures</h2>
${headlinesOf(lines, profile).map(
  ({ sentence, mind }) =>
    html`<div class="headline"><p class="sentence">${sentence}</p>${mind ? html`<p>${mind}</p>` : ""}<p class="small">${source}.</p></div>\n`,
)}
${drawn}
${disclosurePart(view)}
${changesPart(changes)}
${definitionsPart()}
</main>
<footer><p class="small">${source}. Quote a figure with what it is a part of and with this line.</p></footer>
</body>
</html>
`.toString();
}

function contents(sections: readonly Section[]): [string, string][] {
  return [
    ["headlines", "Headline figures"],
    ...sections.map(({ id, title }): [string, string] => [id, title]),
    ["withheld", "What is withheld, and why"],
    ["changes", "Changes since the last release"],
    ["definitions", "Definitions and sources"],
  ];
}

function supersedesWords({ supersedes }: Described): Html {
  return supersedes
    ? html`It replaces the release ${supersedes}; what has changed is told below.`
    : html`It is the first release of this quarter under its rule for small numbers.`;
}

async function sectionWithCharts({ id, title, says, parts }: Section): Promise<Html> {
  const charts = await Promise.all(parts.map(({ lines }) => drawChart(lines)));
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${says.map((each) => html`<p>${each}</p>\n`)}
${parts.map(
  (part, index) =>
    html`<div class="part"><figure><figcaption>${part.caption}</figcaption>${charts[index]}</figure>\n${tableOf(part)}</div>\n`,
)}</section>
`;
}

function tableOf({ caption, columns, rows }: Pick<Part, "caption" | "columns" | "rows">): Html {
  const [first, ...others] = columns;
  return html`<table><caption class="unseen">${caption}</caption>
<thead><tr>${first ? html`<th scope="col">${first}</th>` : html`<td></td>`}${others.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([about, ...cells]) =>
      html`<tr><th scope="row">${about}</th>${cells.map((cell, index) => html`<td data-label="${others[index]}">${cell}</td>`)}</tr>\n`,
  )}</tbody></table>
`;
}

function disclosurePart({ lines, described }: ReportView): Html {
  const [first, ...reasons] = withheldInWords(withheldIn(lines.all), described.profile);
  return html`<section aria-labelledby="withheld"><h2 id="withheld">What is withheld, and why</h2>
<p>Small numbers are withheld, so that nobody can be recognised. In the tables a star (*) stands in their place, with the reason. In the charts they have no bar.</p>
<p>${first}</p>
${reasons.length > 0 ? html`<ul>${reasons.map((each) => html`<li>${each}</li>`)}</ul>` : ""}
<p>The rule of this release is called ${described.profile}. ${profileWords[described.profile]}</p>
<ul>${disclosureWords.map((each) => html`<li>${each}</li>`)}</ul>
<p>Three things are not part of that check:</p>
<ul>${notChecked.map((each) => html`<li>${each}</li>`)}</ul></section>
`;
}

/** Values alone: wholes and shares change with them, and are in changes.csv. */
function changesPart(changes: ReportView["changes"]): Html {
  const values = (changes ?? []).filter(({ column }) => column === "value");
  const told = changes
    ? html`<p>What was recorded since then changed ${count(changes.length, "number")}, of which ${count(values.length, "is a count or a time", "are counts or times")}. The file changes.csv has them all.</p>
${values.length > 0 ? tableOf(changedValues(values)) : ""}`
    : html`<p>There was none before.</p>`;
  return html`<section aria-labelledby="changes"><h2 id="changes">Changes since the last release</h2>
${told}</section>
`;
}

function changedValues(values: readonly Change[]): Pick<Part, "caption" | "columns" | "rows"> {
  return {
    caption: "Counts and times that have changed",
    columns: ["Figure", "Before", "Now"],
    rows: values.map((change) => [figureInWords(change), `${change.before}`, `${change.now}`]),
  };
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Straight from the registry: the same words as in the data dictionary and the CSV's metadata. */
function definitionsPart(): Html {
  return html`<section class="appendix" aria-labelledby="definitions"><h2 id="definitions">Definitions and sources</h2>
<p>Every figure is counted from the events that the service records when something happens. Corrections count as far as they had been recorded by the day of this release.</p>
<div class="definitions">
${registry.measures.map(
  (
    measure,
  ) => html`<div class="definition"><h3>${measureInWords({ measure: measure.name, category: measure.kind === "share" ? measure.category : "all" })}</h3>
<p>${measure.definition}</p>
<dl><dt>Counts</dt><dd>${measure.numerator}</dd>
<dt>Is a part of</dt><dd>${measure.denominator}</dd>
<dt>Leaves out</dt><dd>${measure.excludes}</dd>
<dt>What is not known</dt><dd>${measure.missing}</dd>
<dt>In the file</dt><dd>${measure.name}, in ${measure.unit}</dd>
<dt>Events</dt><dd>${measure.sourceEvents.join(", ") || "None: a counter without anything about the person."}</dd></dl></div>
`,
)}
<h3>How figures are told apart</h3>
<dl>${registry.dimensions.map(({ title, definition }) => html`<dt>${title}</dt><dd>${definition}</dd>\n`)}</dl>
<h3>Words for what is missing</h3>
<dl>${registry.wordsForMissing.map(({ category, means }) => html`<dt>${categoryInWords(category)}</dt><dd>${means}</dd>\n`)}</dl>
</div></section>
`;
}
