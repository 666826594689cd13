import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyTime, preferredTimesInWords, readPreferredTimes } from "../../functions/core/preferred-times.ts";

const read = (text: string) => {
  const times = readPreferredTimes(text);
  return times && preferredTimesInWords(times);
};

describe("the times that a person asks for", () => {
  it.each([
    ["Mornings please", "Monday to Friday, from 9am to midday"],
    ["a.m. only", "Monday to Friday, from 9am to midday"],
    ["I am free in the mornings", "Monday to Friday, from 9am to midday"],
    ["afternoons", "Monday to Friday, from midday to 5pm"],
    ["Evening", "Monday to Friday, from 5pm to 7pm"],
    ["weekdays after 4pm", "Monday to Friday, from 4pm to 7pm"],
    ["after 4", "Monday to Friday, from 4pm to 7pm"],
    ["after 16:00", "Monday to Friday, from 4pm to 7pm"],
    ["afternoons after 3", "Monday to Friday, from 3pm to 5pm"],
    ["between 2 and 4", "Monday to Friday, from 2pm to 4pm"],
    ["2–4pm", "Monday to Friday, from 2pm to 4pm"],
    ["before 10 or after 4", "Monday to Friday, from 9am to 10am and from 4pm to 7pm"],
    ["after 3.30pm on Tuesdays and Fridays", "Tuesdays and Fridays, from 3:30pm to 7pm"],
    ["Tues/Thurs am", "Tuesdays and Thursdays, from 9am to midday"],
    ["Mondays to Wednesdays", "Mondays, Tuesdays and Wednesdays, from 9am to 7pm"],
    ["any time", "Monday to Friday, from 9am to 7pm"],
    ["lunchtime", "Monday to Friday, from midday to 2pm"],
  ])("“%s” is read as %s", (text, words) => {
    expect(read(text)).toBe(words);
  });

  it.each([
    ["not Mondays", "Tuesdays, Wednesdays, Thursdays and Fridays, from 9am to 7pm"],
    ["mornings, not Mondays", "Tuesdays, Wednesdays, Thursdays and Fridays, from 9am to midday"],
    ["Mornings but not Fridays", "Mondays, Tuesdays, Wednesdays and Thursdays, from 9am to midday"],
    ["mornings and not Fridays", "Mondays, Tuesdays, Wednesdays and Thursdays, from 9am to midday"],
    ["any time except Wednesday", "Mondays, Tuesdays, Thursdays and Fridays, from 9am to 7pm"],
    ["not Monday or Friday", "Tuesdays, Wednesdays and Thursdays, from 9am to 7pm"],
    ["No calls before 10am", "Monday to Friday, from 10am to 7pm"],
    ["don’t call on Mondays", "Tuesdays, Wednesdays, Thursdays and Fridays, from 9am to 7pm"],
    ["not weekends", "Monday to Friday, from 9am to 7pm"],
  ])("what is ruled out is left out: “%s” is read as %s", (text, words) => {
    expect(read(text)).toBe(words);
  });

  it.each([
    ["after the school run", "a word that is not known"],
    ["I work mornings", "a word that says when they cannot"],
    ["I'm on call in the mornings", "words that mean the opposite"],
    ["mornings are no good", "a refusal that comes after what it refuses"],
    ["mornings are not good afternoons are", "a refusal in the middle"],
    ["not Mondays, mornings", "mornings, or no mornings"],
    ["not Mondays and mornings", "mornings, or no mornings"],
    ["Monday mornings, Thursday afternoons", "times that go with some of the days"],
    ["before 8", "8 in the morning, or in the evening"],
    ["at 4pm", "before it, after it, or for how long"],
    ["after 25:00", "no time of day"],
    ["13pm to 14pm", "no time of day"],
    ["4 to 2", "a time that ends before it begins"],
    ["Friday to Monday", "days that end before they begin"],
    ["not", "nothing that is refused"],
    ["never", "nothing that is refused"],
    ["not weekdays", "no working day"],
    ["weekends", "no working day"],
    ["after 7pm", "no time at which coaches are there"],
  ])("“%s” is not read: %s", (text) => {
    expect(readPreferredTimes(text)).toBeUndefined();
  });

  it("any text at all is read within working days and hours, or not at all", () => {
    const word = fc.constantFrom(
      ..."not no except but and or , . ; / monday mondays fri tuesday-thursday weekdays weekends".split(" "),
      ..."mornings afternoon evening am pm after before until between from to 9 4pm 10:30am noon 8 12 only please".split(
        " ",
      ),
      "school",
    );
    const texts = fc.oneof(
      fc.array(word, { maxLength: 8 }).map((words) => words.join(" ")),
      fc.string(),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const times = readPreferredTimes(text);
        if (!times) return;
        expect(times.days.length * times.times.length).toBeGreaterThan(0);
        expect(anyTime.days).toEqual(expect.arrayContaining([...times.days]));
        expect(anyTime.times).toEqual(expect.arrayContaining([...times.times]));
      }),
      { numRuns: 1000 },
    );
  });

  it.each(["between 1 and ".repeat(14), " ".repeat(200), "mon-".repeat(50), "not ".repeat(50)])(
    "200 characters of “%s” are given up, or read as nothing asked for",
    (text) => {
      expect([undefined, "Monday to Friday, from 9am to 7pm"]).toContain(read(text));
    },
  );
});
