import { describe, expect, it } from "vitest";
import { matcherOf } from "../../local/routes.ts";

const match = matcherOf([
  { method: "GET", path: "/", target: "home" },
  { method: "ANY", path: "/{proxy+}", target: "unknown" },
  { method: "GET", path: "/cases/{reference}", target: "show-case" },
  { method: "POST", path: "/cases/{reference}", target: "change-case" },
  { method: "ANY", path: "/cases/{reference}", target: "refuse" },
  { method: "GET", path: "/cases/mine", target: "mine" },
  { method: "POST", path: "/cases/{reference}/{command}", target: "command" },
]);

const target = (method: string, path: string) => {
  const matched = match(method, path);
  return matched.kind === "found" ? matched.route.target : matched.kind;
};

describe("A request finds its route", () => {
  it.each([
    ["GET", "/", "home"],
    ["GET", "/cases/mine", "mine"],
    ["GET", "/cases/other", "show-case"],
    ["POST", "/cases/other", "change-case"],
    ["DELETE", "/cases/other", "refuse"],
    ["POST", "/cases/other/note", "command"],
    ["GET", "/cases/other/note", "no-method"],
    ["GET", "/cases/other/note/more", "unknown"],
    ["GET", "/cases/", "unknown"],
    ["POST", "/cases/mine", "no-method"],
    ["PUT", "/", "no-method"],
  ])("%s %s → %s", (method, path, expected) => {
    expect(target(method, path)).toBe(expected);
  });

  it("answers HEAD as GET where there is no HEAD", () => {
    expect(match("HEAD", "/")).toMatchObject({ kind: "found", method: "GET" });
  });

  it("decodes parameters once", () => {
    expect(match("POST", "/cases/a%2Fb%2520c/note")).toMatchObject({
      parameters: { reference: "a/b%20c", command: "note" },
    });
    expect(match("GET", "/no/such/thing")).toMatchObject({ parameters: { proxy: "no/such/thing" } });
  });
});
