import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
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

  test("reads when a service is open, whom it is for and how one comes to it, where the directory says so", () => {
    const open = {
      hours: expect.stringMatching(/^The service is available from 10 am to 6pm weekdays\./),
    };
    expect(importedFrom(documentOf("oruk/service_full"))).toMatchObject({
      services: [{ ...open, eligibility: "For people aged 12 to 100" }],
    });
    expect(importedFrom(documentOf("hsds-3/service_full"))).toMatchObject({
      services: [
        {
          ...open,
          eligibility: expect.stringMatching(/^This service is intended for all people aged 12 and over/),
          howToApply: expect.stringMatching(/^If you are an NHS patient please ask your GP/),
        },
      ],
    });
  });

  test.each([
    [
      "days and times",
      { freq: "WEEKLY", byday: "TH,FR", opens_at: "10:00:00", closes_at: "18:00Z" },
      "Thursday, Friday, 10:00 to 18:00",
    ],
    ["days alone", { freq: "WEEKLY", byday: "MO" }, "Monday"],
    ["a rule of months", { freq: "MONTHLY", byday: "2MO" }, undefined],
    ["no rule at all", {}, undefined],
  ])("tells the hours of %s", (_name, schedule, hours) => {
    const imported = importedFrom({ ...service, schedules: [schedule] });
    expect(imported).toMatchObject({ services: [{ id: "1" }] });
    expect("services" in imported && imported.services[0]?.hours).toBe(hours);
  });

  test("takes phone and hours from the places of a service that has none itself", () => {
    const place = {
      phones: [{ number: "01234 567890" }],
      schedules: [{ description: "Mornings" }, { description: "Mornings" }],
    };
    expect(importedFrom({ ...service, service_at_locations: [place] })).toMatchObject({
      services: [{ phone: "01234 567890", hours: "Mornings" }],
    });
    const own = { ...service, phones: [{ number: "09876 543210" }], service_at_locations: [place] };
    expect(importedFrom(own)).toMatchObject({ services: [{ phone: "09876 543210" }] });
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
    ["a script as an address", { ...service, url: "javascript:alert(1)" }, "/url", /begins with https/],
    ["places below zero", { ...service, capacities: [{ available: -1 }] }, "/capacities/0/available", /./],
    ["a phone that is no text", { ...service, phones: [{ number: 1 }] }, "/phones/0/number", /./],
    ["texts that are lists", { ...service, name: ["A"] }, "/name", /./],
    [
      "two services under one id",
      [service, { ...service, name: "Another" }],
      "/1/id",
      /"A service" has this id too \(1\)/,
    ],
    ["an email address that is none", { ...service, email: "me" }, "/email", /email address/],
  ])("refuses %s, at its pointer", (_name, document, pointer, detail) => {
    expect(importedFrom(document)).toEqual({
      mistakes: [{ pointer, detail: expect.stringMatching(detail) }],
    });
  });
});

describe("a document that means harm", () => {
  test("is read as text: no markup, no control characters", () => {
    const description = "<script>alert(1)</script>&lt;b&gt;\u0000\u001b[31m<img src=x onerror=alert(2)>";
    const imported = importedFrom({ ...service, description });
    if ("mistakes" in imported) throw new Error("refused");
    const rules = readAreaFiles().areas[0]?.rules;
    if (!rules) throw new Error("there is no area");
    const list = { area: rules.area, source: "Test list", services: [...imported.services] };
    const [page = ""] = /<main[\s\S]*<\/main>/.exec(areaPage({ rules, imported: list })) ?? [];
    expect(page).toContain("alert(1) &lt;b&gt; [31m");
    expect(page).not.toMatch(/<script|<img|<b>|\p{Cc}(?<![\n])/u);
  });

  test("cannot be nested so deeply, or hold so many brackets, that reading it fails", () => {
    const deep = JSON.parse(`${'{"contents":['.repeat(5000)}${"]}".repeat(5000)}`);
    expect(importedFrom(deep)).toMatchObject({ mistakes: [{ pointer: "/" }] });
    const brackets = importedFrom({ ...service, description: "<".repeat(1_000_000) });
    expect(brackets).toMatchObject({ services: [{ description: expect.stringMatching(/^<+…$/) }] });
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

  test("refuses two files that give one id to two services, and keeps the list of before", () => {
    const folder = folderOf("frimley");
    run(folder, "frimley", fixture("oruk/service_full"));
    const other = join(folder, "other.json.txt");
    writeFileSync(other, JSON.stringify({ ...service, id: counselling.id }));
    expect(() => run(folder, "frimley", fixture("oruk/service_full"), other)).toThrow(/has this id too/);
    expect(readAreaFiles(folder).services).toMatchObject([{ services: [counselling] }]);
    expect(readdirSync(join(folder, "services"))).toEqual(["frimley.json"]);
  });

  test("tells the first mistakes of a file that has thousands", () => {
    const folder = folderOf("frimley");
    const file = join(folder, "wrong.json.txt");
    writeFileSync(file, JSON.stringify(Array.from({ length: 5000 }, () => ({ ...service, name: 1 }))));
    expect(() => run(folder, "frimley", file)).toThrow(/\/24\/name: .*\nAnd 4975 more\./s);
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
