import { makeRelease } from "../../functions/platform/make-release.ts";
import { sourcesIn } from "./sources.ts";

// Releases the quarter of each area, so that England's release is audited against them, as it is on schedule.

const [, , folder = ""] = process.argv;
const { services, areas, keep } = await sourcesIn(folder);
for (const area of areas) {
  const asked = { area, quarter: "2026-Q1", profile: "nhs" } as const;
  const made = await makeRelease(services, asked, "2026-04-01T00:00:00.000Z");
  if ("refusal" in made) throw new Error(`${area}: ${made.refusal}`);
}
keep();
