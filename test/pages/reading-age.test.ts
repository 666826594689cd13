import { describe, expect, test } from "vitest";
import { readingOf, sentencesOf } from "../support/reading-age.ts";
import { publicTexts } from "./public-texts.ts";

describe.each(publicTexts)("%s", (_name, markup) => {
  const sentences = sentencesOf(markup);

  test("can be read at the age of 11", () => {
    expect(sentences.length).toBeGreaterThan(0);
    expect(readingOf(sentences).grade, sentences.join("\n")).toBeLessThanOrEqual(6);
  });

  // Source: GOV.UK's guide to content design, which splits every sentence that is longer.
  test("has no sentence of more than 25 words", () => {
    expect(sentences.filter((sentence) => readingOf([sentence]).words > 25)).toEqual([]);
  });
});

describe("how hard a text is to read", () => {
  test("is the Flesch-Kincaid grade of its sentences", () => {
    // 0.39 × 6 words / 1 sentence + 11.8 × 6 syllables / 6 words − 15.59.
    expect(readingOf(["The cat sat on the mat."]).grade).toBeCloseTo(-1.45);
    const hard = "Organisational eligibility determinations necessitate multidisciplinary consideration.";
    expect(readingOf([hard]).grade).toBeGreaterThan(20);
    expect(readingOf([])).toEqual({ words: 0, sentences: 0, grade: 0 });
  });

  test("is told of what is read, line by line, without the frame of the page and without single words", () => {
    const markup =
      "<html><head><title>One two three four</title></head><body><header>Menu of all our pages</header>" +
      "<main><h1>Find a good coach</h1><p>We help you. You can <b>stop</b> at any time.</p><button>Go on</button></main></body></html>";
    expect(sentencesOf(markup)).toEqual(["Find a good coach", "You can stop at any time."]);
  });
});
