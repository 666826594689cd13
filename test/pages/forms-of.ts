/** A form as a browser sees it: what it sends along, and the controls that can be filled. */
export interface RenderedForm {
  readonly id: string;
  readonly action: string;
  readonly hidden: readonly (readonly [string, string])[];
  /** By name: the values a choice offers, or undefined where anything can be typed. */
  readonly controls: ReadonlyMap<string, readonly string[] | undefined>;
  /** What it sends when nobody touches it. */
  readonly asShown: URLSearchParams;
}

/** The forms of a page. Reads the pages of this project, which quote every attribute. */
export function formsOf(page: string): RenderedForm[] {
  return [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, attributes = "", inside = ""]) => {
    const hidden: [string, string][] = [];
    const controls = new Map<string, string[] | undefined>();
    for (const [, control = ""] of inside.matchAll(/<(?:input|textarea)\b([^>]*)>/g)) {
      const name = attribute(control, "name");
      const type = attribute(control, "type");
      const value = attribute(control, "value");
      if (type === "hidden") hidden.push([name, value]);
      else if (type === "radio" || type === "checkbox") {
        controls.set(name, [...(controls.get(name) ?? []), value]);
      } else controls.set(name, undefined);
    }
    for (const [, select = "", options = ""] of inside.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
      const values = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, option = ""]) =>
        attribute(option, "value"),
      );
      controls.set(attribute(select, "name"), values);
    }
    const asShown = shownIn(inside);
    return {
      id: attribute(attributes, "id"),
      action: attribute(attributes, "action"),
      hidden,
      controls,
      asShown,
    };
  });
}

/** What a browser sends. Refuses to fill what the form does not have, or to choose what it does not offer. */
export function sent(
  form: RenderedForm,
  filled: Readonly<Record<string, string | readonly string[]>>,
): URLSearchParams {
  const fields = new URLSearchParams(form.hidden.map(([name, value]): [string, string] => [name, value]));
  for (const name of form.controls.keys()) if (!(name in filled)) fields.append(name, "");
  for (const [name, given] of Object.entries(filled)) {
    if (!form.controls.has(name)) throw new Error(`the form ${form.id} has no field ${name}`);
    const offered = form.controls.get(name);
    for (const value of typeof given === "string" ? [given] : given) {
      if (offered && !offered.includes(value)) throw new Error(`${name} does not offer ${value}`);
      fields.append(name, value);
    }
  }
  return fields;
}

function shownIn(form: string): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [, control = ""] of form.matchAll(/<input\b([^>]*)>/g)) {
    const isChoice = /\btype="(?:radio|checkbox)"/.test(control);
    if (!isChoice || isSet(control, "checked"))
      fields.append(attribute(control, "name"), attribute(control, "value"));
  }
  for (const [, control = "", text = ""] of form.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g)) {
    fields.append(attribute(control, "name"), asRead(text));
  }
  for (const [, control = "", options = ""] of form.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const chosen = [...options.matchAll(/<option\b([^>]*)>/g)].find(([, option = ""]) =>
      isSet(option, "selected"),
    );
    fields.append(attribute(control, "name"), attribute(chosen?.[1] ?? "", "value"));
  }
  return fields;
}

function isSet(tag: string, name: string): boolean {
  return new RegExp(`\\s${name}(?=\\s|$)`).test(tag.replaceAll(/"[^"]*"/g, '""'));
}

function attribute(tag: string, name: string): string {
  return asRead(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "");
}

const characters: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&amp;": "&",
};

function asRead(markup: string): string {
  return markup.replaceAll(/&(?:lt|gt|quot|amp|#39);/g, (escaped) => characters[escaped] ?? escaped);
}
