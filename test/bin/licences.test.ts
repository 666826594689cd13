import { describe, expect, it } from "vitest";
import { licencesOf } from "../../bin/licences/licences.ts";
import lock from "../../package-lock.json" with { type: "json" };

const lockOf = (each: { license?: string; dev?: boolean }) => ({
  packages: { "": {}, "node_modules/a/node_modules/@sample/b": { version: "1.0.0", ...each } },
});

describe("the licences of what is installed", () => {
  it("are all among those that may be used", () => {
    expect(licencesOf(lock).refused).toEqual([]);
  });

  it.each([
    { license: "GPL-3.0-only" },
    { license: "MIT AND GPL-3.0-only" },
    { license: "MPL-2.0" },
    {},
    { license: "GPL-3.0-only", dev: true },
  ])("are refused where one is none of them: %j", (each) => {
    expect(licencesOf(lockOf(each)).refused).toEqual([`@sample/b@1.0.0: ${each.license ?? "none told"}`]);
  });

  it.each([{ license: "(MIT OR GPL-3.0-only)" }, { license: "MPL-2.0", dev: true }])(
    "are taken where one of several is, or for a tool: %j",
    (each) => {
      expect(licencesOf(lockOf(each)).refused).toEqual([]);
    },
  );

  it("are listed with their packages, what runs for people first", () => {
    expect(licencesOf(lockOf({ license: "MIT" })).lines).toEqual(["production: MIT (1): @sample/b@1.0.0"]);
  });
});
