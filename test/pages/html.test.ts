import { expect, it } from "vitest";
import { endingItsTurns } from "../../functions/pages/direction.ts";
import { html } from "../../functions/pages/html.ts";

it.each([
  ["no turn", "O'Sampleson", ""],
  ["an override", "a\u202eb", "\u202c"],
  ["a turn that is ended already", "a\u202bb\u202cc", ""],
  ["turns inside each other", "\u2067\u202e\u2066", "\u2069\u202c\u2069"],
  ["the end of an isolate, which ends what was opened in it", "\u2067\u202ea\u2069", ""],
  ["ends of what was never begun", "\u202c\u2069", ""],
])("text with %s is ended by what it leaves open", (_what, text, end) => {
  expect(endingItsTurns(text)).toBe(text + end);
});

it("what is read ends its turns, wherever it stands, and what a field holds stays as it was typed", () => {
  const text = "\u202eb";
  expect(String(html`<p>${text}</p>${[text, html`<b>${text}</b>`]}`)).toBe(
    "<p>\u202eb\u202c</p>\u202eb\u202c<b>\u202eb\u202c</b>",
  );
  expect(String(html`<input value="${text}"><textarea rows="4">${text}</textarea>`)).toBe(
    '<input value="\u202eb"><textarea rows="4">\u202eb</textarea>',
  );
  const name = "note";
  expect(
    String(
      html`<input value="${"a"}${text}"><textarea id="${name}" name="${name}" rows="4">${text}</textarea>`,
    ),
  ).toBe('<input value="a\u202eb"><textarea id="note" name="note" rows="4">\u202eb</textarea>');
  expect(String(html`<a href="${name}">${text}</a>`)).toBe('<a href="note">\u202eb\u202c</a>');
});
