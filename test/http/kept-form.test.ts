import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { sessionStore } from "../../functions/adapters/session-store.ts";
import { keepForm, keptForm } from "../../functions/http/kept-form.ts";
import { monday } from "../support/builders.ts";

const form = { path: "/cases/2345CDFGHJ/note", fields: "text=Rang+%26+wrote", staff: "coach@example.org" };
const her = { id: "coach@example.org", now: monday };
const sessions = sessionStore(memoryTable());

describe("a form that was sent after the session had ended", () => {
  test("is there, as it was sent, for whoever sent it, within the hour", async () => {
    const kept = await keepForm(sessions, form, monday);
    expect(kept).not.toContain("Rang");
    expect(await keptForm(sessions, kept, her)).toMatchObject(form);
    expect(await keptForm(sessions, kept, { ...her, now: "2026-03-02T10:59:59.999Z" })).toMatchObject(form);
    expect(await keptForm(sessions, kept, { ...her, now: "2026-03-02T11:00:00.000Z" })).toBeUndefined();
  });

  test("is nobody else's at the same browser, unless it is not known whose it was", async () => {
    const other = { ...her, id: "other@example.org" };
    expect(await keptForm(sessions, await keepForm(sessions, form, monday), other)).toBeUndefined();
    const { staff: _, ...ofNobody } = form;
    const kept = await keepForm(sessions, ofNobody, monday);
    expect(await keptForm(sessions, kept, other)).toMatchObject(ofNobody);
  });

  test("is nothing where it was made up, made elsewhere or left out", async () => {
    const elsewhere = await keepForm(sessionStore(memoryTable()), form, monday);
    for (const sealed of [undefined, "", "x", "A".repeat(100), elsewhere]) {
      expect(await keptForm(sessions, sealed, her)).toBeUndefined();
    }
  });

  test("is not kept where it is too long to be sent along", async () => {
    // Nothing that people write is so hard to compress.
    const long = randomBytes(45_000);
    expect(await keepForm(sessions, { ...form, fields: long.toString("base64") }, monday)).toBeUndefined();
    expect(
      await keepForm(sessions, { ...form, fields: `note=${"Ä word. ".repeat(6000)}` }, monday),
    ).toBeDefined();
  });
});
