/** Something about a person that must not leave: what it is, as it was typed. */
export interface Canary {
  readonly what: string;
  readonly value: string;
}

/** Words shorter than this are no names that only one person has. */
const shortestPart = 5;

const months = ["January", "February", "March", "April", "May", "June"].concat([
  ...["July", "August", "September", "October", "November", "December"],
]);

/** What of these canaries is in these texts, in whatever writing: each as "surname in the log: …around it…". */
export function leaksOf(canaries: readonly Canary[], texts: Readonly<Record<string, string>>): string[] {
  return Object.entries(texts).flatMap(([where, text]) => {
    const lower = text.toLowerCase();
    return canaries.flatMap(({ what, value }) => {
      const at = placeOf(value, text, lower);
      return at < 0 ? [] : [`${what} in ${where}: ${text.slice(Math.max(0, at - 80), at + 60)}`];
    });
  });
}

function placeOf(value: string, text: string, lower: string): number {
  for (const form of formsOf(value)) {
    for (const written of writingsOf(form)) {
      const at = lower.indexOf(written.toLowerCase());
      if (at >= 0) return at;
    }
    // Capitals mean something here.
    for (const encoded of base64Of(form)) {
      const at = text.indexOf(encoded);
      if (at >= 0) return at;
    }
  }
  return -1;
}

/** The ways in which people and programs put it: whole, in parts, in another order. */
export function formsOf(value: string): string[] {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formsOfDate(value);
  if (/^[\d +]{10,}$/.test(value)) return formsOfNumber(value);
  if (/^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/.test(value)) return [value, value.replace(" ", "")];
  // Many have the same provider of email.
  if (value.includes("@"))
    return [value, value.slice(0, value.indexOf("@"))].filter((form) => form.length > 6);
  const parts = value.split(/[^\p{L}\d]+/u).filter((part) => part.length >= shortestPart);
  return [...new Set([value, ...parts])];
}

function formsOfDate(value: string): string[] {
  const [year = "", month = "", day = ""] = value.split("-");
  const name = months[Number(month) - 1] ?? "";
  const orders = [
    [year, month, day],
    [day, month, year],
    [month, day, year],
    [String(Number(day)), String(Number(month)), year],
  ];
  return [
    ...orders.flatMap((parts) => ["-", "/", ".", ""].map((between) => parts.join(between))),
    ...[name, name.slice(0, 3)].flatMap((each) => [
      `${Number(day)} ${each} ${year}`,
      `${each} ${Number(day)}, ${year}`,
    ]),
  ].filter((form) => form.length >= 8);
}

function formsOfNumber(value: string): string[] {
  const digits = value.replaceAll(/\D/g, "");
  return [value, digits, ...(digits.startsWith("0") ? [`44${digits.slice(1)}`] : [])];
}

/** How the same text is written in an address, a form, JSON, a page, or as bytes. */
function writingsOf(form: string): string[] {
  const escaped = JSON.stringify(form).slice(1, -1);
  return [
    form,
    encodeURIComponent(form),
    encodeURIComponent(encodeURIComponent(form)),
    form.replaceAll(" ", "+"),
    escaped,
    escaped.replaceAll(/[^\x20-\x7e]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`),
    form.replaceAll("&", "&amp;").replaceAll("'", "&#39;").replaceAll('"', "&quot;"),
    Buffer.from(form).toString("hex"),
  ];
}

/** The part of it in Base64 that stays the same whatever stands before and after it, for each way it may lie. */
function base64Of(form: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(form)]);
    const first = before === 0 ? 0 : before + 1;
    const inside = bytes.toString("base64").slice(first, Math.floor((bytes.length * 8) / 6));
    return [inside, inside.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
