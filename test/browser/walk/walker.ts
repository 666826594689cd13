import { routes } from "../../../functions/routes.ts";
import { matcherOf } from "../../../local/routes.ts";
import { fillings, waysToFill } from "./fillings.ts";
import { isEmptied, sharedTitles } from "./judge.ts";
import { type Form, readPage, type SeenPage } from "./page.ts";

/** An answer of the service, as far as a visitor's browser looks at it. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Asks the service as a visitor's browser does, with its cookies. */
export type Ask = (method: "GET" | "POST", path: string, fields?: URLSearchParams) => Promise<Answered>;

/** A page that was come to. */
export interface Visit extends SeenPage {
  /** Whose page, by what leads there: the last request before it. */
  readonly by: string;
  /** `METHOD /route/{pattern}` that answered it. */
  readonly route: string;
  readonly path: string;
  readonly status: number;
  readonly markup: string;
  /** Bytes of the page as they were sent. */
  readonly bytes: number;
}

/** What a walk came to: every page, how many links and forms it tried, and what is wrong, in words. */
export interface Walk {
  readonly visits: Visit[];
  readonly links: Set<string>;
  readonly forms: Map<string, Form>;
  readonly submissions: string[];
  readonly files: Map<string, string>;
  readonly findings: string[];
}

export interface WalkerOptions {
  readonly ask: Ask;
  /** Where the service answers: its emails and pages link to it by its whole address. */
  readonly origin: string;
  /** The pages on which the visitor begins: where they sign in to, or what an email links to. */
  readonly from: readonly string[];
  /** Forms that somebody else tries. */
  readonly leaveOut?: RegExp;
  /** Forms that somebody tries in every way, added to by each walker: the others only fill them in. */
  readonly tried?: Set<string>;
  /** Forms that are only filled in, although they ask a little more here. */
  readonly passThrough?: RegExp;
  /** Pages that look the same to everybody, which somebody else opened. */
  readonly known?: ReadonlySet<string>;
  /** Where an address comes in the order of the walk: addresses themselves are drawn at random. */
  readonly rankOf?: (path: string) => string;
}

/** Forms after which a visitor can do no more here, by what they are sent to: tried last, in this order. */
const endings = [
  /withdraw$|erase$|merge$|transfer$/,
  /withdrawal$/,
  /lock$/,
  /leaving$/,
  /everywhere$/,
  /sign-out$/,
];

const match = matcherOf(routes.map(({ method, path }) => ({ method, path, target: path })));

/** The route that answers this, as `GET /cases/{reference}`; undefined where there is none. */
export function routeOf(method: string, path: string): string | undefined {
  const found = match(method, path.replace(/[?#].*/s, ""));
  return found.kind === "found" ? `${method} ${found.route.path}` : undefined;
}

/** Types of what is offered to be kept rather than read, by the end of the address. */
const fileTypes: Readonly<Record<string, string>> = {
  // A release's report: a document of its own, that is printed and sent on.
  ".html": "text/html",
  ".ics": "text/calendar",
  ".csv": "text/csv",
  ".json": "application/",
};

interface Lead {
  readonly path: string;
  readonly by: string;
}

interface Untried {
  readonly form: Form;
  readonly by: string;
  /** Which of the fillings. */
  readonly filling: number;
}

/**
 * Goes to every page that can be come to by links and forms, tries every form, and tells what is wrong: a link to
 * nothing, a form without a route, an answer that is no page, a page that leads nowhere.
 */
export class Walker {
  readonly #options: WalkerOptions;
  readonly #untried: Untried[] = [];
  readonly #done: Walk = {
    visits: [],
    links: new Set(),
    forms: new Map(),
    submissions: [],
    files: new Map(),
    findings: [],
  };

  constructor(options: WalkerOptions) {
    this.#options = options;
  }

  /** Follows every link. Nothing is changed by it, so what is found here all stands side by side. */
  async look(): Promise<void> {
    await this.#follow(this.#options.from.map((path) => ({ path, by: "the beginning" })));
    this.#done.findings.push(...sharedTitles(this.#done.visits));
  }

  /** Asks for something out of an old page or bookmark, and goes on nowhere. */
  async knock(method: "GET" | "POST", path: string): Promise<void> {
    await this.#open(method, path, "an old form", method === "POST" ? new URLSearchParams() : undefined);
  }

  /** Sends every form in every way, and follows what the answers lead to. */
  async tryForms(): Promise<void> {
    for (let next = this.#nextForm(); next; next = this.#nextForm()) {
      await this.#tryForm(next);
    }
  }

  told(): Walk {
    return { ...this.#done, findings: [...this.#done.findings, ...this.#missingAnchors()] };
  }

  /** Opens every address that was not opened yet, and whatever the pages there lead to. */
  async #follow(leads: readonly Lead[]): Promise<void> {
    const waiting = [...leads];
    for (let lead = waiting.shift(); lead; lead = waiting.shift()) {
      const path = lead.path.replace(/#.*/s, "");
      if (this.#done.links.has(path)) continue;
      if (this.#options.known?.has(path)) continue;
      this.#done.links.add(path);
      const visit = await this.#open("GET", path, lead.by);
      if (visit) waiting.push(...this.#leadsOf(visit));
    }
  }

  /** First what changes nothing on every form, and what ends something last. */
  #nextForm(): Untried | undefined {
    const ranks = this.#untried.map(
      ({ form, filling }) =>
        (1 + endings.findIndex((each) => each.test(form.action))) * fillings.length + filling,
    );
    const index = ranks.indexOf(Math.min(...ranks));
    return index < 0 ? undefined : this.#untried.splice(index, 1)[0];
  }

  async #tryForm({ form, by, filling }: Untried): Promise<void> {
    const [way, fill] = fillings[filling] ?? [];
    if (!way || !fill) return;
    const { pathname, search } = new URL(form.action, this.#options.origin + by);
    const from = `${by}, form "${form.label}" ${way},`;
    if (!routeOf(form.method, pathname)) {
      this.#find(from, `is sent to ${form.method} ${pathname}, where nothing is`);
      return;
    }
    const fields = fill(form);
    this.#done.submissions.push(from);
    const visit =
      form.method === "GET"
        ? await this.#open("GET", `${pathname}?${fields}`, from)
        : await this.#open("POST", pathname + search, from, fields);
    if (!visit) return;
    if (way === "with rubbish typed" && visit.status === 422 && isEmptied(visit, form))
      this.#find(from, `what was typed has to be typed again on "${visit.title}"`);
    await this.#follow(this.#leadsOf(visit));
  }

  /** One request and what it is redirected to. */
  async #open(
    method: "GET" | "POST",
    path: string,
    by: string,
    fields?: URLSearchParams,
  ): Promise<Visit | undefined> {
    const answer = await this.#options.ask(method, path, fields);
    const location = answer.headers.get("location");
    if (answer.status === 303 && location) return await this.#open("GET", location.replace(/#.*/s, ""), by);
    const route = routeOf(method, path) ?? "none";
    const type = answer.headers.get("content-type") ?? "";
    const extension = Object.keys(fileTypes).find((each) => path.endsWith(each));
    if (extension && answer.status === 200) return this.#keepFile(path, type, fileTypes[extension] ?? "", by);
    if (!type.startsWith("text/html")) {
      this.#find(
        by,
        `${method} ${path} answers ${answer.status} with ${type || "nothing"} instead of a page`,
      );
      return undefined;
    }
    const visit: Visit = {
      ...readPage(answer.text),
      by,
      route,
      path,
      status: answer.status,
      markup: answer.text,
      bytes: Number(answer.headers.get("content-length")),
    };
    this.#judge(visit, method);
    this.#remember(visit);
    return visit;
  }

  #keepFile(path: string, type: string, expected: string, by: string): undefined {
    this.#done.files.set(path, type);
    if (!type.startsWith(expected)) this.#find(by, `the file ${path} is sent as ${type}`);
  }

  #judge(visit: Visit, method: string): void {
    const { status, by, path } = visit;
    const find = (what: string) => this.#find(by, `${method} ${path} ${what}`);
    if (status >= 500) find(`fails with ${status}`);
    else if (status >= 400 && method === "GET" && !by.includes("form")) find(`is answered with ${status}`);
    if (visit.headings.length !== 1) find(`has ${visit.headings.length} main headings`);
    if (visit.headings.some((heading) => heading === "")) find("has an empty main heading");
    if (!/\S.* - WorkWell$/.test(visit.title)) find(`has the title "${visit.title}"`);
    if (visit.tellsMistakes !== visit.title.startsWith("Error: "))
      find(`tells mistakes: ${visit.tellsMistakes}, but has the title "${visit.title}"`);
    if (!visit.hasWayOn) find(`("${visit.headings[0]}") is a dead end`);
  }

  #remember(visit: Visit): void {
    this.#done.visits.push(visit);
    for (const form of visit.forms) {
      const key = keyOf(form, visit);
      if (this.#done.forms.has(key)) continue;
      const { pathname } = new URL(form.action, this.#options.origin + visit.path);
      if (this.#options.leaveOut?.test(pathname)) continue;
      this.#done.forms.set(key, form);
      const { tried, passThrough } = this.#options;
      const ways = waysToFill(form);
      const some = tried?.has(key) || passThrough?.test(pathname) ? ways.slice(-1) : ways;
      tried?.add(key);
      this.#untried.push(...some.map((filling) => ({ form, by: visit.path, filling })));
    }
  }

  /** The links of a page that stay here; of others it is not ours to say where they lead. */
  #leadsOf({ links, path }: Visit): Lead[] {
    const { origin, rankOf = (path) => path } = this.#options;
    const ranked = new Map(links.map((link) => [link, rankOf(link)]));
    return links
      .toSorted((a, b) => ((ranked.get(a) ?? "") < (ranked.get(b) ?? "") ? -1 : 1))
      .filter((link) => !link.startsWith("#"))
      .map((link) => new URL(link, origin + path))
      .filter((url) => url.origin === origin)
      .map(({ pathname, search, hash }) => ({ path: pathname + search + hash, by: path }));
  }

  /** Links into a page lead to a part that is there. */
  #missingAnchors(): string[] {
    const { visits } = this.#done;
    const opened = visits.filter(({ route }) => route.startsWith("GET "));
    const pages = new Map(opened.map((visit) => [visit.path, visit]));
    return visits.flatMap((visit) => {
      const here = visit.links
        .filter((link) => link.startsWith("#") && !visit.ids.has(link.slice(1)))
        .map((link) => `from ${visit.by}: ${link} leads to no part of the page "${visit.title}"`);
      const elsewhere = this.#leadsOf(visit).flatMap(({ path: lead }) => {
        const [path = "", id = ""] = lead.split("#");
        const isMissing = id !== "" && pages.get(path)?.ids.has(id) === false;
        return isMissing ? [`from ${visit.path}: ${lead} leads to no part of that page`] : [];
      });
      return [...here, ...elsewhere];
    });
  }

  #find(by: string, what: string): void {
    this.#done.findings.push(`from ${by}: ${what}`);
  }
}

/** Forms that ask the same are one, however many people they are about. */
function keyOf({ method, action, fields, button, label }: Form, { path }: Visit): string {
  const names = [
    ...new Set(
      fields.map(({ name, type, value }) => (type === "hidden" && name === "form" ? `form=${value}` : name)),
    ),
  ];
  const to = routeOf(method, action || path) ?? action;
  // Where nothing is typed or chosen the button alone says what is asked.
  const isAsking = fields.some(({ type }) => type !== "hidden");
  const [go = ""] = (button?.value ?? "").split(" ");
  return [method, to, go, isAsking || go === "change" ? "" : label, ...names].join(" ");
}
