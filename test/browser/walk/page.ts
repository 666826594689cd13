import { type CheerioAPI, load } from "cheerio";

/** A control of a form that sends something. */
export interface Field {
  readonly name: string;
  /** Of an input its type; otherwise `select` or `textarea`. */
  readonly type: string;
  /** What is sent if nobody touches it; undefined when nothing is, as of a box that is not ticked. */
  readonly value: string | undefined;
  /** Of a select, a radio button or a box: what can be chosen. */
  readonly choices: readonly string[];
}

/** A form as one of its buttons sends it. */
export interface Form {
  readonly method: "GET" | "POST";
  /** The address it is sent to, as it stands in the page. */
  readonly action: string;
  readonly fields: readonly Field[];
  /** What stands on the button, and what the button itself sends. */
  readonly label: string;
  readonly button?: { readonly name: string; readonly value: string } | undefined;
}

/** What a visitor finds on a page, as far as they can go on from it. */
export interface SeenPage {
  readonly title: string;
  readonly headings: readonly string[];
  /** Where its links lead, each once, as they stand in the page. */
  readonly links: readonly string[];
  readonly forms: readonly Form[];
  readonly ids: ReadonlySet<string>;
  /** Whether the main part itself, without the menu around it, has a link to another page or a form. */
  readonly hasWayOn: boolean;
  readonly tellsMistakes: boolean;
  /** What was typed into a form that is asked no more, given back to be copied. */
  readonly givenBack: string;
}

/** Reads a page as a browser would, by the parser of the HTML standard. */
export function readPage(markup: string): SeenPage {
  const $ = load(markup);
  const hrefs = (within: string) =>
    $(`${within} a[href]`)
      .get()
      .map((each) => $(each).attr("href") ?? "");
  return {
    title: $("head > title").text(),
    headings: $("h1")
      .get()
      .map((each) => textOf($(each).text())),
    links: [...new Set(hrefs("body"))],
    forms: $("form")
      .get()
      .flatMap((each) => formsOf($, each)),
    ids: new Set(
      $("[id]")
        .get()
        .map((each) => $(each).attr("id") ?? ""),
    ),
    hasWayOn: $("main form").length > 0 || hrefs("main").some((href) => !href.startsWith("#")),
    tellsMistakes: $(".govuk-error-summary").length > 0,
    givenBack: $("#not-saved").text(),
  };
}

type Element = NonNullable<Parameters<CheerioAPI>[0]>;

/** One form for each button that sends it. */
function formsOf($: CheerioAPI, element: Element): Form[] {
  const form = $(element);
  const fields = fieldsOf($, element);
  const buttons = form.find("button:not([type=button]), input[type=submit]").get();
  return buttons.map((each) => {
    const name = $(each).attr("name");
    return {
      method: form.attr("method")?.toUpperCase() === "POST" ? "POST" : "GET",
      action: $(each).attr("formaction") ?? form.attr("action") ?? "",
      fields,
      label: textOf($(each).text()),
      button: name === undefined ? undefined : { name, value: $(each).attr("value") ?? "" },
    };
  });
}

function fieldsOf($: CheerioAPI, form: Element): Field[] {
  const controls = $(form).find("input[name], select[name], textarea[name]").not("[type=submit], [disabled]");
  return controls.get().map((each) => {
    const control = $(each);
    const tag = control.prop("tagName")?.toLowerCase() ?? "";
    const type = tag === "input" ? (control.attr("type") ?? "text") : tag;
    const own = control.attr("value") ?? "on";
    const name = control.attr("name") ?? "";
    if (type === "radio" || type === "checkbox") {
      const isOn = control.attr("checked") !== undefined;
      return { name, type, value: isOn ? own : undefined, choices: [own] };
    }
    const options = control.find("option").get();
    const choices = options.map((option) => $(option).attr("value") ?? $(option).text());
    const value = control.val();
    const first = type === "select" ? (choices[0] ?? "") : "";
    return { name, type, value: typeof value === "string" ? value : first, choices };
  });
}

function textOf(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
