import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { beginWith } from "../../local/first-data.ts";

describe("the first data of a new folder", () => {
  let place: string;
  let prepared: string;
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), "workwell-first-data-"));
    prepared = join(place, "prepared");
    mkdirSync(prepared);
    writeFileSync(join(prepared, "table"), "15 areas");
  });
  afterEach(() => rmSync(place, { recursive: true }));

  it("are a copy of what was prepared, which stays as it is", () => {
    const folder = join(place, "dynamodb");
    beginWith(prepared, folder);
    expect(readFileSync(join(folder, "table"), "utf8")).toBe("15 areas");
    writeFileSync(join(folder, "table"), "a case");
    expect(readFileSync(join(prepared, "table"), "utf8")).toBe("15 areas");
  });

  it("are whole after a kill in the middle of copying", () => {
    const folder = join(place, "dynamodb");
    mkdirSync(`${folder}.begun`);
    writeFileSync(join(`${folder}.begun`, "half"), "2 areas");
    beginWith(prepared, folder);
    expect(readdirSync(folder)).toEqual(["table"]);
    expect(readdirSync(place).sort()).toEqual(["dynamodb", "prepared"]);
  });
});
