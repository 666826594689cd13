import { readingOf, sentencesOf } from "../support/reading-age.ts";
import { publicTexts } from "./public-texts.ts";

/** Flesch-Kincaid grade: harder sentences are listed, to be looked at. */
const hard = 8;

const rows = publicTexts.map(([name, markup]) => {
  const { grade, words } = readingOf(sentencesOf(markup));
  return { name, words, grade: grade.toFixed(1), age: Math.max(5, Math.round(grade + 5)) };
});
console.table(rows.toSorted((a, b) => Number(b.grade) - Number(a.grade)));

const sentences = new Set(publicTexts.flatMap(([, markup]) => sentencesOf(markup)));
console.log(`\nSentences over grade ${hard}:`);
for (const sentence of sentences) {
  const { grade } = readingOf([sentence]);
  if (grade > hard) console.log(`${grade.toFixed(1).padStart(5)}  ${sentence}`);
}
