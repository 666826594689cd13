import { beforeAll, describe, expect, it } from "vitest";
import { addFirstLead, LeadNotAdded } from "../../areas/first-lead.ts";
import { publishAreas } from "../../areas/publish.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { staffStore } from "../../functions/adapters/staff-store.ts";

const lead = { area: "frimley", email: "First.Lead@frimley.example.org", name: "Samplename Sampleson" };

describe("The first lead of an area", () => {
  const table = memoryTable();
  const staff = staffStore(table);
  beforeAll(async () => {
    await publishAreas(table, { sampleRoster: true, editedFiles: "refuse" });
  });

  it.each([
    ["an area that nobody published", { area: "nowhere" }, /There are: .*frimley/],
    ["an address that is none", { email: "first lead" }, /email/],
    ["a person without a name", { name: "" }, /name/],
    ["an address that a sample has", { email: "coach1@frimley.example.org" }, /works under/],
    ["an address of another area", { email: "lead@surrey-heartlands.example.org" }, /works under/],
  ])("is refused for %s", async (_, more, says) => {
    await expect(addFirstLead(table, { ...lead, ...more })).rejects.toThrow(says);
    await expect(addFirstLead(table, { ...lead, ...more })).rejects.toThrow(LeadNotAdded);
  });

  it("leads it beside the sample staff, under an address in small letters", async () => {
    await addFirstLead(table, lead);
    expect(await staff.find("first.lead@frimley.example.org")).toMatchObject({
      area: "frimley",
      roles: ["lead"],
      name: "Samplename Sampleson",
    });
  });

  it("adds everybody else: a second is refused", async () => {
    const second = { ...lead, email: "second.lead@frimley.example.org" };
    await expect(addFirstLead(table, second)).rejects.toThrow(/has a lead/);
    expect(await staff.find(second.email)).toBeUndefined();
  });
});
