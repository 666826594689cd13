import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { historyOf } from "../../functions/core/case-views.ts";
import { steps } from "../../functions/core/refer/steps.ts";
import { taskKinds } from "../../functions/core/words.ts";
import { html } from "../../functions/pages/html.ts";
import { routes } from "../../functions/routes.ts";
import { openApiDocument } from "../../functions/show-openapi/document.ts";
import { aTaskPage } from "../pages/builders.ts";
import { pageOf } from "../support/case-pages.ts";
import { journeys } from "../support/journeys.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";
import { textFieldsOf } from "../support/text-fields.ts";
import { openBrowser } from "./browser.ts";
import { laterAnswers, useEveryDoor } from "./canary-doors.ts";
import { CanaryService, type Role, staff } from "./canary-service.ts";
import { aCanary, leaksIn, type Markup, mark } from "./markup-judge.ts";
import { whatLeaves } from "./what-leaves.ts";

let service: WorkWell;
let browser: Browser;
let page: Page;
let canaries: CanaryService;
const pages: Markup[] = [];
const records = mkdtempSync(join(tmpdir(), "workwell-record-"));
const record = join(records, "record.jsonl");

beforeAll(async () => {
  [service, browser] = await Promise.all([
    startWorkWell({ clock: "manual", now: "2026-03-16T10:00:00Z", record }),
    openBrowser(),
  ]);
  // Where the pages' own policy would stop what runs, a leak would not be seen to run.
  const context = await browser.newContext({ baseURL: service.url, bypassCSP: true });
  page = await context.newPage();
  canaries = new CanaryService(service);
  await useEveryDoor(canaries);
  pages.push(...(await everyPage()));
});
afterAll(async () => {
  await browser.close();
  await service.dispose();
  rmSync(records, { recursive: true });
});

/** Every address of a route, with what its parameters can be here. */
function addressesOf(path: string): string[] {
  const { my, withdrawal, references, handles } = canaries;
  if (path === "/referrals/{reference}/withdrawal") return [withdrawal];
  const values: Record<string, readonly string[]> = {
    token: [my.slice("/my/".length)],
    area: ["greater-manchester", aCanary(0)],
    step: [...steps, "self", "somebody-else", "caller"],
    handle: [...handles],
    reference: references,
    other: references.slice(-1),
    email: [staff.coach, staff.other, aCanary(0)],
    id: ["none"],
    file: ["none"],
  };
  return [...path.matchAll(/\{(\w+)\}/g)].reduce(
    (paths, [whole, name = ""]) =>
      paths.flatMap((each) =>
        (values[name] ?? []).map((value) => each.replace(whole, encodeURIComponent(value))),
      ),
    [path],
  );
}

const queries: Readonly<Record<string, readonly string[]>> = {
  "/cases/{reference}/plan": ["", "?for=gp", "?for=employer"],
  "/cases": ["", "?stage=closed", `?stage=${encodeURIComponent(aCanary(0))}`],
  "/area/reassign": ["", `?from=${staff.other}`, `?from=${encodeURIComponent(aCanary(0))}`],
  "/sign-in": ["", `?next=${encodeURIComponent(aCanary(0))}`],
};

/** Every page that there is, as each role and as nobody. */
async function everyPage(): Promise<Markup[]> {
  const readers: (Role | undefined)[] = [undefined, ...(Object.keys(staff) as Role[])];
  const all: Markup[] = [];
  for (const reader of readers) {
    // Once, before many ask at the same time.
    if (reader) await canaries.cookieOf(reader);
    const readsCases = reader === "lead" || reader === "coach";
    const asked = routes
      .filter(({ method, path }) => method === "GET" && !path.startsWith("/assets"))
      .flatMap(({ path }) => {
        const addresses = addressesOf(path).flatMap((each) =>
          (queries[path] ?? [""]).map((query) => each + query),
        );
        // Who may open none is refused in one way.
        return readsCases || !/reference|handle/.test(path) ? addresses : addresses.slice(0, 1);
      });
    const answers = await Promise.all(asked.map((path) => asPage("GET", path, { reader })));
    all.push(...answers.flat());
  }
  return all;
}

/** What a browser is shown; nothing where it is no page. */
async function asPage(
  method: string,
  path: string,
  { reader, fields }: { readonly reader?: Role | undefined; readonly fields?: URLSearchParams },
): Promise<Markup[]> {
  const { text, headers, status } = await service.request(method, path, {
    headers: {
      accept: "text/html",
      ...(reader && { cookie: await canaries.cookieOf(reader) }),
      ...(fields && { "content-type": "application/x-www-form-urlencoded" }),
    },
    ...(fields && { body: String(fields) }),
  });
  expect([path, status < 500]).toEqual([path, true]);
  const name = `${status} ${path} for ${reader ?? "nobody"}`;
  return headers.get("content-type")?.startsWith("text/html") ? [{ name, markup: text }] : [];
}

/** Every text field that the OpenAPI document tells of, by its operation. */
function doorsTold(): { method: string; path: string; fields: string[] }[] {
  return Object.entries(openApiDocument().paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => {
      const { requestBody } = described as { requestBody?: { content: Record<string, { schema: unknown }> } };
      const schemas = Object.values(requestBody?.content ?? {}).map(({ schema }) => schema);
      return { method: method.toUpperCase(), path, fields: schemas.flatMap(textFieldsOf) };
    }),
  );
}

describe("what people type", () => {
  it("fills every text field that the OpenAPI document tells of, or is turned away with a page", async () => {
    const turnedAway: Markup[] = [];
    for (const { method, path, fields } of doorsTold()) {
      const filled = canaries.filled.get(`${method} ${path}`);
      if (filled) {
        const later = path === "/tasks/{handle}" ? laterAnswers : [];
        const left = fields.filter((field) => !filled.has(field) && !later.includes(field));
        expect([path, left]).toEqual([path, []]);
      } else if (fields.length > 0) {
        const sent = fields.map((field, index): [string, string] => [
          field.slice(1).replaceAll("/", ".").replaceAll("*", "0"),
          aCanary(index),
        ]);
        const to = addressesOf(path).at(-1) ?? path;
        for (const reader of ["lead", "coach"] as const) {
          turnedAway.push(...(await asPage(method, to, { reader, fields: new URLSearchParams(sent) })));
        }
      }
    }
    expect(turnedAway.length).toBeGreaterThan(5);
    expect(await leaksIn(page, turnedAway)).toEqual([]);
  });

  it("is text on every page of every role", async () => {
    expect(pages.length).toBeGreaterThan(200);
    expect(await leaksIn(page, pages)).toEqual([]);
  });

  it("is read by whoever it is for", () => {
    const read = pages.map(({ markup }) => markup).join("");
    const unread = [...canaries.kept]
      .filter(([, numbers]) => !numbers.some((number) => read.includes(`${mark}${number}&`)))
      .map(([field]) => field);
    // It tells attempts apart, and says nothing.
    expect(unread).toEqual(["POST /tasks/{handle} /attemptId"]);
  });

  it("is in no email but as text, and in no address, subject or second header of one", async () => {
    const mails = await service.inbox();
    const markup = mails.map(({ html: body, subject }) => ({ name: subject, markup: body, isEmail: true }));
    expect(markup.length).toBeGreaterThan(20);
    expect(await leaksIn(page, markup)).toEqual([]);
    expect(JSON.stringify(mails.map(({ to, subject }) => [to, subject]))).not.toMatch(
      new RegExp(`${mark}|[\\r\\n]`),
    );
  });

  it("is in no calendar file and in no published figure", async () => {
    // Before every area's is released by itself.
    await canaries.advanceTo("2026-04-01T01:00:00Z");
    const { cookie } = await service.signIn(staff.national);
    for (const of of [{ england: true }, { area: "greater-manchester" }]) {
      const { body } = await service.post("/exports", { ...of, quarter: "2026-Q1" }, { cookie });
      for (const file of body.files) {
        const { text } = await service.get(`/exports/${body.id}/${file}`, { cookie });
        expect([file, text.length > 0, text.includes(mark)]).toEqual([file, true, false]);
      }
    }
    expect((await service.get(`${canaries.my}/appointment.ics`)).text).not.toContain(mark);
  });

  it("runs nothing in a browser on the pages that show most", async () => {
    const context = page.context();
    const { cookie } = await service.signIn(staff.lead);
    await context.addCookies([{ name: "session", value: cookie.replace("session=", ""), url: service.url }]);
    const shown = [canaries.my, "/area", "/area/coaches", `/area/coaches/${staff.coach}`, "/cases"];
    for (const reference of canaries.references.slice(0, 2)) {
      shown.push(`/cases/${reference}`, `/cases/${reference}/record`, `/cases/${reference}/plan`);
    }
    const [first, second] = canaries.references;
    shown.push(`/cases/${first}/plan?for=gp`, `/cases/${first}/plan?for=employer`);
    shown.push(`/area/duplicates/${first}/${second}`, `/tasks/${[...canaries.handles].at(-1)}`);
    for (const path of shown) {
      await page.goto(path);
      expect([path, await page.evaluate("typeof canary")]).toEqual([path, "undefined"]);
    }
  });
});

whatLeaves(() => canaries, record);

describe("what comes weeks later", () => {
  it.each(taskKinds)("is text on the page of a task %s, and in the history of its case", async (kind) => {
    const text = aCanary(1);
    const values = new Map([
      ["form", ["answer"]],
      ...["reason", "note", "goals", "action", "redirectTo", "escalatedTo", "actions.0.description"].map(
        (name): [string, string[]] => [name, [text]],
      ),
    ]);
    const followed = journeys["follow-up"]();
    const shown = [
      aTaskPage(kind, { values, errors: [{ pointer: "/note", detail: text }] }),
      pageOf(followed, { notes: [{ id: "n", at: followed.now, text }], history: historyOf(followed.events) }),
    ];
    expect(shown.join("")).toContain(`${mark}1&`);
    expect(
      await leaksIn(
        page,
        shown.map((markup) => ({ name: kind, markup })),
      ),
    ).toEqual([]);
  });
});

describe("the judge", () => {
  const around = (inside: string) => pages[0]?.markup.replace("</main>", `${inside}</main>`) ?? "";
  it.each([
    ["an element", around(`<p>${aCanary(1)}</p>`)],
    ["an attribute", around(`<p title="${aCanary(1)}"></p>`)],
    ["an attribute in other quotes", around(`<p title='${aCanary(1)}'></p>`)],
    ["a box to type in", around(`<textarea>${aCanary(1)}</textarea>`)],
    ["a comment", around(`<!-- ${mark} -->`)],
    ["a link", around(html`<a href="${aCanary(1)}">x</a>`.toString())],
    ["a line that stays turned round", around(`<p>\u202ex</p>`)],
  ])("finds what leaks as %s", async (_what, markup) => {
    expect(await leaksIn(page, [{ name: "leak", markup }])).not.toEqual([]);
  });

  it("sees what runs", async () => {
    await page.goto("/");
    await page.setContent(`<p>${aCanary(1)}</p>`);
    await page.waitForFunction("typeof canary === 'number'");
  });
});
