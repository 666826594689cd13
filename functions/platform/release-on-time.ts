import type { Instant } from "../core/texts.ts";
import { counted } from "./counted-lines.ts";
import { errorFacts, logger } from "./logger.ts";
import { makeRelease, type ReleaseAsked, type ReleaseServices } from "./make-release.ts";

/**
 * The clock's own release of an area's quarter, or of England's. Answers whether there is nothing to try again: what the
 * audit or the register forbids is counted for the operators, because another try finds the same.
 */
export async function releaseOnTime(
  services: ReleaseServices,
  { area, quarter }: Pick<ReleaseAsked, "area" | "quarter">,
  now: Instant,
): Promise<boolean> {
  try {
    const made = await makeRelease(services, { area, quarter, profile: "nhs", scheduled: true }, now);
    if ("release" in made) logger.info("quarter released", { area, quarter });
    else if (made.refusal === "release-clash") {
      logger.warn(counted.releaseClashed, { area, quarter, figures: made.figures.length });
    } else logger.info("nothing new to release", { area, quarter });
    return true;
  } catch (error) {
    logger.error("release failed", { area, quarter, ...errorFacts(error) });
    return false;
  }
}
