import type { AreaRules } from "../area-rules.ts";
import { standardsOf } from "../reporting/measure.ts";
import type { Instant } from "../texts.ts";
import { type Forecast, forecastOf, type Known, lacking, type Simulated } from "./forecast.ts";
import type { ForecastQuestion } from "./question.ts";
import { answerInWords, assumptionsInWords, tooLittleInWords } from "./words.ts";

/** A forecast as it is shown, on the page, as JSON and on a command line. A management view: not for publication. */
export interface ForecastView {
  readonly area: string;
  readonly name: string;
  readonly asAt: Instant;
  readonly question: ForecastQuestion;
  /** Why there is none, and what to do; the rest is then left out. */
  readonly tooLittle?: string;
  readonly answer?: readonly string[];
  readonly assumptions?: readonly string[];
  readonly forecast?: Forecast;
}

/** The forecast of an area with its sentences, or why there is none. */
export function forecastView(
  rules: AreaRules,
  known: Known,
  question: ForecastQuestion,
  simulated: Simulated,
): ForecastView {
  const about = { area: rules.area, name: rules.name, asAt: known.history.asAt, question };
  const lacks = lacking(known, question);
  if (lacks) return { ...about, tooLittle: tooLittleInWords[lacks] };
  const forecast = forecastOf(known, question, simulated);
  return {
    ...about,
    answer: answerInWords(forecast),
    assumptions: assumptionsInWords(forecast, standardsOf(rules)),
    forecast,
  };
}
