import { dateInWords, inWords } from "../core/calendar.ts";
import type { FieldError } from "../core/field-errors.ts";
import type { Forecast } from "../core/forecast/forecast.ts";
import { questionMistakes, weeksAhead } from "../core/forecast/question.ts";
import type { Range } from "../core/forecast/ranges.ts";
import type { ForecastView } from "../core/forecast/view.ts";
import { changeInWords } from "../core/forecast/words.ts";
import { backLink, button, details, errorSummary, heading, list, paragraph } from "./components.ts";
import { type Choice, type Field, type FormState, mistakesIn, renderPart, type Values } from "./fields.ts";
import { type Html, html, type Value } from "./html.ts";
import { layout } from "./layout.ts";
import type { ForStaff } from "./staff-menu.ts";
import { table } from "./table.ts";
import { type WaitLine, waitChart } from "./wait-chart.ts";

export interface ForecastPageView extends ForStaff {
  /** The areas to choose from; none for somebody of one area. */
  readonly choices: readonly { readonly id: string; readonly name: string }[];
  /** What was asked, and what is wrong with it. */
  readonly values: Values;
  readonly errors: readonly FieldError[];
  /** Undefined until an area is chosen, and while something is wrong. */
  readonly view?: ForecastView | undefined;
}

/** What would happen to waits with more or fewer coaches or referrals: the question, the answer, what it rests on. */
export function forecastPage({ roles, choices, values, errors, view }: ForecastPageView): string {
  const state: FormState = { id: "forecast", values, errors };
  const fields = questionFields(choices, values);
  const mistakes = mistakesIn(fields, state);
  const title = view ? `What if? Waits for a coach in ${view.name}` : "What if? Waits for a coach";
  const body = html`${roles.includes("lead") ? backLink("/area", "Your area") : backLink("/exports", "Exports")}
${errorSummary(mistakes)}
<h1 class="govuk-heading-l">${title}</h1>
<div class="app-narrow">${paragraph("See how long people would wait if coaches come or leave, or if more or fewer people are referred. Nothing is changed by asking.")}
<div class="govuk-inset-text">This is a forecast for running the service. Do not publish it: small numbers are not hidden. It names nobody.</div></div>
<form id="forecast" class="app-filter" method="get" action="/forecast" aria-label="What if?" novalidate>
<div class="app-filter__fields">
${fields.map((field) => renderPart(field, state))}</div>
${button("Show what would happen")}</form>
${view ? answerPart(view) : ""}`;
  return layout({ title, body, roles, hasErrors: mistakes.length > 0 });
}

function questionFields(choices: ForecastPageView["choices"], values: Values): Field[] {
  const signed = (name: string, numbers: readonly number[], unit: string): Choice[] =>
    withAsked(numbers, values.get(name)?.at(-1)).map((number) => [
      `${number}`,
      number === 0 ? "As now" : `${Math.abs(number)}${unit} ${number > 0 ? "more" : "fewer"}`,
    ]);
  const weeks = withAsked([4, 13, weeksAhead.usual, weeksAhead.most], values.get("weeks")?.at(-1));
  const fields: Field[] = [
    {
      type: "select",
      name: "coaches",
      label: "Coaches",
      none: "As now",
      mistake: questionMistakes.coaches,
      choices: signed("coaches", [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 10], ""),
    },
    {
      type: "select",
      name: "referrals",
      label: "Referrals",
      none: "As now",
      mistake: questionMistakes.referrals,
      choices: signed("referrals", [-50, -30, -20, -10, 10, 20, 30, 50, 100], "%"),
    },
    {
      type: "select",
      name: "weeks",
      label: "How far ahead",
      none: `${weeksAhead.usual} weeks`,
      mistake: questionMistakes.weeks,
      choices: weeks
        .filter((number) => number !== weeksAhead.usual)
        .map((number) => [`${number}`, `${number} weeks`]),
    },
  ];
  if (choices.length === 0) return fields;
  const areas = choices.map(({ id, name }): Choice => [id, name]);
  return [
    { type: "select", name: "area", label: "Area", mistake: "Choose an area", choices: areas },
    ...fields,
  ];
}

/** What an address asks for is among the choices, too. */
function withAsked(numbers: readonly number[], asked: string | undefined): number[] {
  const number = Number(asked ?? Number.NaN);
  const all = Number.isInteger(number) && number !== 0 ? [...numbers, number] : numbers;
  return [...new Set(all)].sort((a, b) => a - b);
}

function answerPart({ asAt, tooLittle, answer = [], assumptions = [], forecast }: ForecastView): Html {
  if (!forecast) return html`${heading("There is no forecast yet")}${paragraph(tooLittle)}`;
  const [first, ...more] = answer;
  return html`${heading("What would happen")}
<div class="app-narrow"><p class="govuk-body-l">${first}</p>
${more.map((sentence) => paragraph(sentence))}</div>
${weeksPart(forecast)}
${heading("What this rests on")}
<div class="app-narrow">${paragraph(`From the cases and coaches here as they were on ${inWords(asAt, "1800-01-01")}.`)}
${list(assumptions)}</div>`;
}

function weeksPart({ question, endsOn, asNow, whatIf }: Forecast): Html {
  const change = changeInWords(question);
  const lines: WaitLine[] = [
    { label: "As things are", look: "as-now", weeks: asNow.weeks },
    ...(change && whatIf ? [{ label: change, look: "what-if" as const, weeks: whatIf.weeks }] : []),
  ];
  return html`<h3 class="govuk-heading-s">How long people who are accepted in each week would wait</h3>
${waitChart(lines)}
<div class="app-narrow">${paragraph("The line is the wait of half of the people at most. The band is what 8 of 10 simulated programmes show.")}</div>
${details("The numbers by week", weeksTable(lines, endsOn))}`;
}

function weeksTable(lines: readonly WaitLine[], endsOn: Forecast["endsOn"]): Html {
  return table({
    caption:
      "Working days that half of the people wait at most, and people who wait at the end of the week. In brackets: 8 of 10 programmes",
    columns: ["Week", ...lines.flatMap(({ label }) => [`${label}: wait`, `${label}: people who wait`])],
    rows: endsOn.map((day, index): [Value, ...Value[]] => [
      `${index + 1}, to ${dateInWords(day, endsOn[0])}`,
      ...lines.flatMap(({ weeks }) => {
        const { wait, waiting } = weeks[index] ?? {};
        return [wait ? rangeInWords(wait) : "Nobody is referred", waiting ? rangeInWords(waiting) : ""];
      }),
    ]),
  });
}

function rangeInWords({ low, middle, high }: Range): string {
  return low === high ? `${middle}` : `${middle} (${low} to ${high})`;
}
