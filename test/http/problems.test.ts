import { describe, expect, it } from "vitest";
import { problemOfPlace } from "../../functions/http/problems.ts";

describe("a place that does not settle the area", () => {
  const detailFor = (...names: string[]) =>
    problemOfPlace({
      type: "area-ambiguous",
      candidates: names.map((name) => ({ id: name.toLowerCase(), name })),
    });

  it("in two areas is one of them", () => {
    expect(detailFor("Frimley", "Surrey").message).toBe("Choose one of these areas and send it as `area`.");
  });

  it("in one area in part does not claim that there are more", () => {
    const { title, message, more } = detailFor("Frimley");
    expect(`${title} ${message}`).not.toMatch(/two|these areas/i);
    expect(message).toContain("Only a part of this place belongs to Frimley.");
    expect(more.candidates).toEqual([{ id: "frimley", name: "Frimley" }]);
  });
});
