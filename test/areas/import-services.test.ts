import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { areasFolder, readAreaFiles } from "../../areas/area-files.ts";
import { importedFrom } from "../../areas/open-referral.ts";
import { publishAreas } from "../../areas/publish.ts";
import { areaStore } from "../../functions/adapters/area-store.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { areaView } from "../../functions/core/area-view.ts";
import { areaPage } from "../../functions/pages/index.ts";

const fixture = (name: string) => new URL(`../fixtures/open-referral/${name}.json`, import.meta.url).pathname;
const documentOf = (name: string) => JSON.parse(readFileSync(fixture(name), "utf8"));

const counselling = {
  id: "ac148810-d857-441c-9679-408f346de14b",
  name: "Community Counselling",
  description: expect.stringMatching(/^Counselling Services provided by .* circumstances\.$/),
  url: "http://example.com/counselling",
  email: "email@example.com",
};
const service = { id: "1", name: "A service", status: "active" };

describe("importing services", () => {
  test.each([
    ["an Open Referral UK service", "oruk/service_full", counselling],
    ["an Open Referral UK list", "oruk/service_list", counselling],
    [
      "an HSDS 3 service, with its phone and wait",
      "hsds-3/service_full",
      { ...counselling, phone: "+44 1234 234567 ext. 100", wait: "wait_time" },
    ],
    [
      "HSDS 3 services at locations",
      "hsds-3/service_at_location_list",
      { ...counselling, wait: "wait_time" },
    ],
    [
      "an HSDS 3 organisation with its services",
      "hsds-3/organization_full",
      { ...counselling, phone: "+44 1234 234567 ext. 100", wait: "wait_time" },
    ],
  ])("reads %s", (_name, file, expected) => {
    expect(importedFrom(documentOf(file))).toMatchObject({ services: [expected], leftOut: 0 });
  });

  test("reads capacity where it is given", () => {
    const capacities = [{ available: 3, maximum: 12, updated: "2026-03-01", unit: { name: "places" } }];
    expect(importedFrom({ ...service, capacities })).toMatchObject({
      services: [{ capacity: { available: 3, maximum: 12, unit: "places", updated: "2026-03-01" } }],
    });
  });

  test("makes plain text of HTML and cuts what is too long", () => {
    const description = `<p>Talking &amp;\n listening</p>${"x".repeat(600)}`;
    const imported = importedFrom({ ...service, description });
    if ("mistakes" in imported) throw new Error("refused");
    const [{ description: text = "" } = {}] = imported.services;
    expect(text).toMatch(/^Talking & listening xxx.*…$/);
    expect(text).toHaveLength(500);
  });

  test("leaves out services that are not active, and counts one at several places once", () => {
    const contents = [service, { service }, { ...service, id: "2", status: "defunct" }];
    expect(importedFrom({ contents })).toMatchObject({ services: [{ id: "1" }], leftOut: 1 });
  });

  test("names nobody: a contact's phone is taken without whose it is", () => {
    const contacts = [
      { name: "Ann Persona", email: "ann@example.com", phones: [{ number: "01234 567890" }] },
    ];
    const imported = importedFrom({ ...service, contacts });
    expect(imported).toMatchObject({ services: [{ phone: "01234 567890" }] });
    expect(JSON.stringify(imported)).not.toContain("nn");
  });

  test.each([
    ["organisations without services", documentOf("oruk/organization_list"), "/", /no services here/],
    ["no list at all", "text", "/", /no services here/],
    ["a status that is none", { contents: [{ ...service, status: "open" }] }, "/contents/0/status", /active/],
    ["a service without a name", [{ ...service, name: "" }], "/0/name", /Enter some text/],
    ["an address that is none", { ...service, url: "www.example.org" }, "/url", /begins with https/],
    ["an email address that is none", { ...service, email: "me" }, "/email", /email address/],
  ])("refuses %s, at its pointer", (_name, document, pointer, detail) => {
    expect(importedFrom(document)).toEqual({
      mistakes: [{ pointer, detail: expect.stringMatching(detail) }],
    });
  });
});

describe("npm run import-services", () => {
  const folderOf = (area: string) => {
    const folder = mkdtempSync(join(tmpdir(), "areas-"));
    copyFileSync(join(areasFolder, `${area}.json`), join(folder, `${area}.json`));
    return folder;
  };
  const run = (folder: string, area: string, ...files: string[]) =>
    execFileSync(
      process.execPath,
      [
        "areas/import-services.ts",
        "--areas",
        folder,
        "--area",
        area,
        "--source",
        "Test list, CC BY-SA 4.0",
        ...files,
      ],
      { encoding: "utf8" },
    );

  test("makes the area's list, which publishing shows in place of the defaults, and again changes nothing", async () => {
    const folder = folderOf("frimley");
    const table = memoryTable();
    const publication = { folder, sampleRoster: false, editedFiles: "refuse" } as const;
    await publishAreas(table, publication);
    const rules = await areaStore(table).rulesOn("frimley", "2026-04-01");
    const before = areaView(rules, await areaStore(table).servicesOf("frimley"));
    expect(before.services).toContainEqual({
      id: "default-3",
      name: "a plan that you agree",
      mark: "default",
    });
    expect(before.defaults).toContain("services");

    expect(run(folder, "frimley", fixture("hsds-3/service_full"))).toMatch(
      /frimley\.json: 1; left out as not active: 0/,
    );
    const written = readFileSync(join(folder, "services/frimley.json"), "utf8");
    expect(await publishAreas(table, publication)).toMatchObject({ areas: 0, services: 2 });
    const imported = await areaStore(table).servicesOf("frimley");
    const after = areaView(rules, imported);
    expect(after.services).toEqual([
      expect.objectContaining({ ...counselling, wait: "wait_time", mark: "published" }),
    ]);
    expect(after.servicesSource).toBe("Test list, CC BY-SA 4.0");
    expect(after.defaults).not.toContain("services");
    const page = areaPage({ rules, imported });
    for (const shown of [
      "Community Counselling",
      'href="http://example.com/counselling"',
      "Wait: wait_time",
    ]) {
      expect(page).toContain(shown);
    }

    run(folder, "frimley", fixture("hsds-3/service_full"));
    expect(readFileSync(join(folder, "services/frimley.json"), "utf8")).toBe(written);
    expect(await publishAreas(table, publication)).toMatchObject({ services: 0 });
  });

  test("replaces the list: a service that is no longer there goes", async () => {
    const folder = folderOf("frimley");
    const table = memoryTable();
    const publication = { folder, sampleRoster: false, editedFiles: "refuse" } as const;
    run(folder, "frimley", fixture("oruk/service_full"));
    await publishAreas(table, publication);
    writeFileSync(join(folder, "other.json.txt"), JSON.stringify(service));
    run(folder, "frimley", join(folder, "other.json.txt"));
    await publishAreas(table, publication);
    expect((await areaStore(table).servicesOf("frimley"))?.services).toEqual([
      { id: "1", name: "A service" },
    ]);
  });

  test("tells when only some pages of a list were given", () => {
    expect(run(folderOf("frimley"), "frimley", fixture("oruk/service_list"))).toContain(
      "10 pages and 1 of them",
    );
  });

  test.each([
    [
      "an area that does not exist",
      ["--area", "atlantis", fixture("oruk/service_full")],
      /--area atlantis: there is no/,
    ],
    ["no file", ["--area", "frimley"], /npm run import-services/],
    ["a file that is no JSON", ["--area", "frimley", "package-lock.yaml"], /package-lock\.yaml \/: /],
    [
      "a file without services",
      ["--area", "frimley", fixture("oruk/organization_list")],
      /organization_list\.json \/: There are no services here/,
    ],
  ])("refuses %s and writes nothing", (_name, args, told) => {
    const folder = folderOf("frimley");
    const { status, stderr } = spawnSync(
      process.execPath,
      ["areas/import-services.ts", "--areas", folder, ...args],
      { encoding: "utf8" },
    );
    expect([status, stderr]).toEqual([1, expect.stringMatching(told)]);
    expect(readAreaFiles(folder).services).toEqual([]);
  });
});
