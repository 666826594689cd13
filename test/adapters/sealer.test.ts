import { describe, expect, it } from "vitest";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { sealer } from "../../functions/adapters/server-key.ts";

describe("a sealed text", () => {
  it("is opened, unchanged, by every instance of the same service", async () => {
    const table = memoryTable();
    const text = JSON.stringify({ words: "Zoë 😀 <b>".repeat(500) });
    const sealed = await sealer(table).seal("refer-visit", text);
    expect(await sealer(table).open("refer-visit", sealed)).toBe(text);
  });

  it("shows nothing of what it says, fits a form as it is, and is never the same twice", async () => {
    const one = sealer(memoryTable());
    const sealed = await one.seal("refer-visit", "Samplename");
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(Buffer.from(sealed, "base64url").toString("latin1")).not.toContain("Sample");
    expect(await one.seal("refer-visit", "Samplename")).not.toBe(sealed);
  });

  it("takes less room than what people write", async () => {
    const text = "My back hurts when I sit for long. ".repeat(100);
    expect((await sealer(memoryTable()).seal("refer-visit", text)).length).toBeLessThan(text.length / 4);
  });

  it("is not opened when it was changed, cut, made elsewhere or made up", async () => {
    const one = sealer(memoryTable());
    const sealed = await one.seal("refer-visit", "text");
    const bytes = Buffer.from(sealed, "base64url");
    for (const index of [0, 12, 28, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(await one.open("refer-visit", changed.toString("base64url"))).toBeUndefined();
    }
    const elsewhere = await sealer(memoryTable()).seal("refer-visit", "text");
    for (const wrong of ["", "x", sealed.slice(0, -4), `${sealed}AAAA`, elsewhere]) {
      expect(await one.open("refer-visit", wrong)).toBeUndefined();
    }
  });
});
