import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import lock from "../../package-lock.json" with { type: "json" };

interface Bom {
  readonly bomFormat: string;
  readonly metadata: { readonly component: { readonly "bom-ref": string } };
  readonly components: { readonly "bom-ref": string; readonly purl: string }[];
}

describe("npm run sbom", () => {
  it("lists, in CycloneDX, every package that runs for people, in its version", () => {
    // Several megabytes where everything is told.
    const options = { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 } as const;
    const bom: Bom = JSON.parse(execFileSync("npm", ["run", "--silent", "sbom"], options));
    expect(bom.bomFormat).toBe("CycloneDX");
    expect(bom.metadata.component["bom-ref"]).toMatch(/^workwell@/);
    const listed = new Set(bom.components.map((each) => each["bom-ref"]));
    const packages: Record<
      string,
      { version?: string; dev?: boolean; devOptional?: boolean; optional?: boolean }
    > = lock.packages;
    const running = Object.entries(packages).flatMap(([path, { version, dev, devOptional, optional }]) =>
      path && !dev && !devOptional && !optional ? [`${path.split("node_modules/").at(-1)}@${version}`] : [],
    );
    expect(running.length).toBeGreaterThan(50);
    expect(running.filter((each) => !listed.has(each))).toEqual([]);
  });
});
