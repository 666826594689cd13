import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const root = new URL("../../", import.meta.url);
const pages = ["threat-model.md", "asvs.md", "hazard-log.md", "data-protection.md"];

/** Files of ours that a text names, each with the test of it that is named after it. */
function evidenceIn(text: string): { file: string; test?: string | undefined }[] {
  const named = text.matchAll(/`((?:areas|bin|docs|functions|lib|local|test)\/[\w./@-]+)`(?:\s"([^"]+)")?/g);
  return [...named].map(([, file = "", test]) => ({ file, test }));
}

/** What is not there. Line breaks of a page are no part of a test's name. */
function missing({ file, test }: { file: string; test?: string | undefined }): boolean {
  if (!existsSync(new URL(file, root))) return true;
  return (
    test !== undefined && !readFileSync(new URL(file, root), "utf8").includes(test.replaceAll(/\s+/g, " "))
  );
}

describe("what shows that a promise is kept", () => {
  it.each(pages)("is there: every file and every test that %s names", (page) => {
    const evidence = evidenceIn(readFileSync(new URL(`docs/${page}`, root), "utf8"));
    expect(evidence.length).toBeGreaterThan(5);
    expect(evidence.filter(missing)).toEqual([]);
  });

  it("is missed where the file or the test is not there", () => {
    const told = '`test/none.test.ts` and `test/docs/evidence.test.ts` "is no test at' + ' all"';
    expect(evidenceIn(told).filter(missing)).toHaveLength(2);
  });
});
