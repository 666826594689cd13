import { load } from "cheerio";
import { syllable } from "syllable";

/** How hard a text is to read. */
export interface Reading {
  readonly words: number;
  readonly sentences: number;
  /** The Flesch-Kincaid grade: the school year in the United States. A reader's age is about 5 more. */
  readonly grade: number;
}

/** Words: shorter lines are labels, names and buttons, which no formula for prose can judge. */
const shortestSentence = 4;

const blocks =
  "p, li, h1, h2, h3, h4, label, legend, td, th, dt, dd, div, button, summary, option, caption, br, span.govuk-caption-l, form, details, table, tr, ul, fieldset, section";

/** The sentences that a page's main part, or an email, reads as. */
export function sentencesOf(markup: string): string[] {
  const page = load(markup);
  page("head, header, footer, script, [aria-hidden=true]").remove();
  page(blocks).each((_, element) => {
    page(element).prepend("\n").append("\n");
  });
  const main = page("main").length > 0 ? page("main") : page("body");
  return main
    .text()
    .split(/\n|(?<=[.?!:])\s+/)
    .map((line) => line.replaceAll(/\s+/g, " ").trim())
    .filter((line) => wordsIn(line).length >= shortestSentence);
}

/** Source of the formula: Kincaid and others, 1975, "Derivation of new readability formulas". */
export function readingOf(sentences: readonly string[]): Reading {
  const words = sentences.flatMap(wordsIn);
  if (words.length === 0) return { words: 0, sentences: 0, grade: 0 };
  const syllables = words.reduce((sum, word) => sum + syllable(word), 0);
  const grade = 0.39 * (words.length / sentences.length) + 11.8 * (syllables / words.length) - 15.59;
  return { words: words.length, sentences: sentences.length, grade };
}

/** Without addresses, codes and numbers, which are not read as words. */
function wordsIn(text: string): string[] {
  return text.split(/\s+/).filter((word) => /^\W*[A-Za-z][A-Za-z'’-]*\W*$/.test(word));
}
