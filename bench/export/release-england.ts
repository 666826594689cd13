import { makeRelease } from "../../functions/platform/make-release.ts";
import { sourcesIn } from "./sources.ts";

// Makes England's release whole: counts, audits against the areas' releases, writes every file; says what it took.

const [, , folder = ""] = process.argv;
const { services, areas } = await sourcesIn(folder);
const begun = performance.now();
let counted = begun;

/** The facts as they are, and the moment at which the last of them was counted. */
const { everyFact } = services.lists;
const lists: typeof services.lists = {
  async *everyFact(area) {
    yield* everyFact(area);
    counted = performance.now();
  },
};
const asked = { area: "england", quarter: "2026-Q1", profile: "nhs" } as const;
const made = await makeRelease({ ...services, lists }, asked, "2026-04-01T00:00:00.000Z");
if ("refusal" in made) throw new Error(JSON.stringify(made));
const files = await Promise.all(
  made.release.files.map((name) => services.exports.readFile(made.release, name)),
);
console.log(
  JSON.stringify({
    counting: (counted - begun) / 1000,
    auditing: (performance.now() - counted) / 1000,
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
    earlier: areas.length,
    files: files.length,
  }),
);
