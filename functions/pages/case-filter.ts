import { stageInWords } from "../core/sentences.ts";
import { type Stage, stages } from "../core/stages.ts";
import { type StandardName, type Standing, standardNames, standings } from "../core/standards.ts";
import { button } from "./components.ts";
import { type Field, type FormState, renderPart } from "./fields.ts";
import { type Html, html } from "./html.ts";
import { standardInWords, standingWords } from "./overview-parts.ts";

/** Which of the area's cases are listed; without a stage all but those that are closed. */
export interface CaseFilter {
  readonly stage?: Stage | undefined;
  readonly overdue?: "true" | "false" | undefined;
  readonly coach?: string | undefined;
  readonly standard?: StandardName | undefined;
  readonly standing?: Standing | undefined;
}

export interface CaseChoice {
  readonly filter: CaseFilter;
  readonly coaches: readonly { readonly id: string; readonly name: string }[];
}

/** The form with which a lead chooses what to see: it changes nothing, so it is a GET. */
export function caseFilter({ filter, coaches }: CaseChoice): Html {
  const chosen = Object.entries(filter).filter(([, value]) => value !== undefined);
  const state: FormState = {
    id: "filter",
    values: new Map(chosen.map(([name, value]) => [name, [value]])),
    errors: [],
  };
  const fields: Field[] = [
    {
      type: "select",
      name: "stage",
      label: "Stage",
      none: "Every stage but closed",
      choices: stages.map((stage) => [stage, stageInWords(stage)]),
    },
    {
      type: "select",
      name: "coach",
      label: "Coach",
      none: "Everybody",
      choices: coaches.map(({ id, name }) => [id, name]),
    },
    {
      type: "select",
      name: "standard",
      label: "Waiting for",
      none: "Anything, or nothing",
      choices: standardNames.map((name) => [name, standardInWords(name).what]),
    },
    {
      type: "select",
      name: "standing",
      label: "Against the standard",
      none: "In time or not",
      choices: standings.map((name) => [name, standingWords[name]]),
    },
    { type: "tick", name: "overdue", label: "Only with an overdue task" },
  ];
  return html`<form id="filter" class="app-filter" method="get" action="/cases" aria-label="Choose cases">
<div class="app-filter__fields">
${fields.map((field) => renderPart(field, state))}</div>
${button("Show these cases", "secondary")}${chosen.length > 0 ? html`<p class="govuk-body"><a href="/cases">Show all open cases</a></p>` : ""}
</form>\n`;
}

/** The way to the rest of a list, which is filtered in the same way. */
export function nextPage(next: string, filter: CaseFilter = {}): Html {
  const chosen = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = new URLSearchParams([...chosen, ["next", next]]).toString();
  return html`<nav class="govuk-pagination" aria-label="Pages of the list">
<div class="govuk-pagination__next"><a class="govuk-link govuk-pagination__link" href="/cases?${query}" rel="next"><span class="govuk-pagination__link-title">More cases</span></a></div>
</nav>\n`;
}
