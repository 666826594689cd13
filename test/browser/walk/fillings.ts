import type { Field, Form } from "./page.ts";

/** A way to fill in a form; the answer is what a browser sends. */
export type Filling = (form: Form) => URLSearchParams;

/** What is no answer to any question, would break out of its place as markup, and turns the line round. */
export const rubbish = `"><b>rubbish</b> \u202E${"%0A".repeat(9)}`;

const notTyped = ["hidden", "radio", "checkbox", "select"];

/** Nothing is typed; what was there is sent. */
function untouched(form: Form): URLSearchParams {
  return sent(form, ({ value }) => value);
}

/** What can be typed is rubbish, and so is what was chosen. */
function typedRubbish(form: Form): URLSearchParams {
  return sent(form, ({ type, value }) => (type === "hidden" ? value : rubbish));
}

/** So is what nobody sees: somebody changed the page in their browser, or an old one comes back. */
function rubbishThroughout(form: Form): URLSearchParams {
  return sent(form, () => rubbish);
}

/** What the question asks for, by the name of the field. */
function answered(form: Form): URLSearchParams {
  return sent(form, ({ name, type, value, choices }) => {
    const known = answers[name];
    if (type === "hidden") return value;
    if (known !== undefined && (!notTyped.includes(type) || choices.includes(known))) return known;
    if (type === "radio" || type === "checkbox") return known === undefined ? choices[0] : undefined;
    if (type === "select") return choices.find((choice) => choice !== "");
    return value || (typed[type] ?? "Sample words");
  });
}

/** Every filling, by the words that a finding names it with. The proper one comes last: it changes something. */
export const fillings: readonly (readonly [name: string, filling: Filling])[] = [
  ["with rubbish typed", typedRubbish],
  ["with rubbish throughout", rubbishThroughout],
  ["as it stands", untouched],
  ["filled in", answered],
];

/** Of fillings that send the same one is enough: the proper one, and the first of those with rubbish. */
const byWorth = [3, 2, 0, 1];

/** The numbers of the fillings of this form that each send something else. */
export function waysToFill(form: Form): number[] {
  const bodies = fillings.map(([, fill]) => fill(form).toString());
  const worthy = byWorth.filter(
    (number, place) => !byWorth.slice(0, place).some((other) => bodies[other] === bodies[number]),
  );
  return worthy.toSorted((a, b) => a - b);
}

function sent(form: Form, valueFor: (field: Field) => string | undefined): URLSearchParams {
  const fields = new URLSearchParams();
  const chosen = new Set<string>();
  for (const field of form.fields) {
    const value = valueFor(field);
    // Of radio buttons one is sent.
    if (value === undefined || (field.type === "radio" && chosen.has(field.name))) continue;
    chosen.add(field.name);
    fields.append(field.name, value);
  }
  if (form.button) fields.append(form.button.name, form.button.value);
  return fields;
}

const typed: Readonly<Record<string, string>> = {
  email: "sample@example.org",
  tel: "07700 900000",
  number: "3",
  date: "2026-03-20",
  "datetime-local": "2026-03-20T10:00",
};

const answers: Readonly<Record<string, string>> = {
  "person.postcode": "BL1 1AA",
  "person.dateOfBirth.day": "1",
  "person.dateOfBirth.month": "1",
  "person.dateOfBirth.year": "1980",
  "person.contact.phone": "07700 900000",
  "person.contact.email": "typed@example.org",
  "person.nhsNumber": "",
  "referrer.email": "",
  "referrer.phone": "",
  "referrer.odsCode": "",
  "work.status": "in-work-off-sick",
  "work.since.day": "5",
  "work.since.month": "1",
  "work.since.year": "2026",
  "work.fitNote.endsOn.day": "",
  "work.fitNote.endsOn.month": "",
  "work.fitNote.endsOn.year": "",
  "consent.referral.on.day": "2",
  "consent.referral.on.month": "3",
  "consent.referral.on.year": "2026",
  heldAt: "2026-03-02T09:00",
  code: "123456",
  capacity: "9",
};
