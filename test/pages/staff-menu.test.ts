import { expect, test } from "vitest";
import { roles } from "../../functions/core/words.ts";
import { answeredPage, casesPage, homePage, taskEndedPage } from "../../functions/pages/index.ts";
import { problemPage } from "../../functions/pages/problem.ts";
import { placesFor, type Roles } from "../../functions/pages/staff-menu.ts";
import { monday } from "../support/builders.ts";

const pathsFor = (given: Roles) => placesFor(given).map(({ path }) => path);

test("the menu leads each role to what it may use, and whoever has two to both, each place once", () => {
  expect(Object.fromEntries(roles.map((role) => [role, pathsFor([role])]))).toEqual({
    coach: ["/work", "/cases", "/availability", "/refer/caller"],
    lead: ["/area", "/cases", "/refer/caller", "/exports"],
    duty: ["/work"],
    commissioner: ["/exports", "/reports", "/forecast"],
    national: ["/exports", "/reports", "/forecast"],
  });
  expect(pathsFor(["lead", "coach"])).toEqual([
    "/work",
    "/area",
    "/cases",
    "/availability",
    "/refer/caller",
    "/exports",
  ]);
});

test("a page of staff has that menu and the way out; a public page has neither", () => {
  const page = casesPage({ items: [], roles: ["coach"], now: monday });
  const menu = /<nav[\s\S]*?<\/nav>/.exec(page)?.[0] ?? "";
  expect([...menu.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual(pathsFor(["coach"]));
  expect(menu).toContain('action="/sign-out"');
  expect(menu).not.toContain("Staff sign in");
  expect(homePage()).not.toMatch(/sign-out|"\/cases"/);
});

test("a problem that somebody meets who is signed in has their menu, and no way to sign in", () => {
  const problem = { title: "There is nothing here", status: 404 };
  const page = problemPage({ ...problem, roles: ["coach"] });
  expect(page).toContain('action="/sign-out"');
  expect(page).toContain('href="/work"');
  expect(page).not.toContain("Staff sign in");
  expect(problemPage(problem)).toContain("Staff sign in");
});

test("whoever opens what is for others is shown in its place what they may open", () => {
  const refused = problemPage({
    title: "This is not for you to see or change",
    status: 403,
    roles: ["duty"],
  });
  const main = /<main[\s\S]*<\/main>/.exec(refused)?.[0];
  expect(main).toContain('<a href="/work">Your work</a>');
  expect(main).not.toContain("/cases");
});

test("whoever is on duty alone is not sent to a list that they may not open", () => {
  const answered = { reference: "2345CDFGHJ", stage: "contact" } as const;
  for (const [role, isSent] of [
    ["coach", true],
    ["duty", false],
  ] as const) {
    const pages = [
      answeredPage({ ...answered, roles: [role], now: monday }),
      taskEndedPage({ because: "answered", roles: [role] }),
    ];
    for (const page of pages) expect(/href="\/cases/.test(page)).toBe(isSent);
  }
});
