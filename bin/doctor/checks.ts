import type { AreaStore } from "../../functions/adapters/area-store.ts";
import type { Waking } from "../../functions/adapters/wake-index.ts";
import { addMinutes, londonDate } from "../../functions/core/calendar.ts";
import type { Instant } from "../../functions/core/texts.ts";
import { stuckAfterMinutes } from "../../functions/core/where-is.ts";
import { type CheckServices, checkArea } from "../../functions/platform/check-area.ts";
import { sections } from "../../lib/runbook-sections.ts";
import type { Finding } from "./finding.ts";

/** Minutes past its moment in which a sweep has started every case again: one is due each quarter of an hour. */
const sweptAfterMinutes = 30;

/** Violations that are named; the log of check-invariants has all of them. */
const namedViolations = 5;

/** Every open case of every area against what must always be true. */
export async function checkInvariants(
  services: CheckServices & { readonly areas: Pick<AreaStore, "listedOn"> },
  now: Instant,
): Promise<Finding> {
  const areas = await services.areas.listedOn(londonDate(now));
  const checked = [];
  for (const { id } of areas) checked.push(await checkArea(services, id, now));
  const cases = checked.reduce((sum, each) => sum + each.cases, 0);
  const violations = checked.flatMap((each) => each.violations);
  const named = violations.slice(0, namedViolations);
  const more = violations.length - named.length;
  const wrong = named.map(({ area, reference, promise }) => `${area} ${reference} not ${promise}`);
  return {
    check: "Invariants",
    state: violations.length > 0 ? "broken" : "ok",
    says:
      violations.length > 0
        ? `${wrong.join("; ")}${more > 0 ? `; and ${more} more` : ""}`
        : `${cases} open cases in ${areas.length} areas, nothing wrong`,
    section: sections.violations,
  };
}

/** Cases past their moment: what the next sweep starts again, and what sweeps have not. */
export async function checkStuckCases(
  waking: { until(until: Instant): Promise<Waking> },
  now: Instant,
): Promise<Finding> {
  const { keys: stuck } = await waking.until(addMinutes(now, -stuckAfterMinutes));
  const { keys: left } = await waking.until(addMinutes(now, -sweptAfterMinutes));
  return {
    check: "Stuck cases",
    state: left.length > 0 ? "broken" : stuck.length > 0 ? "look" : "ok",
    says: `${stuck.length} past their moment by ${stuckAfterMinutes} minutes, ${left.length} by ${sweptAfterMinutes}`,
    section: sections.stuck,
  };
}

/** Runs that could not be made. */
export function checkDeadLetters(
  queues: readonly { readonly name: string; readonly waiting: number }[],
): Finding {
  const full = queues.filter(({ waiting }) => waiting > 0);
  return {
    check: "Dead letters",
    state: full.length > 0 ? "look" : "ok",
    says:
      full.length > 0
        ? full.map(({ name, waiting }) => `${waiting} in ${name}`).join(", ")
        : `none in ${queues.length} queues`,
    section: sections.deadLetters,
  };
}

/** How much of something that AWS allows was used, at its most. */
export interface Use {
  readonly what: string;
  readonly used: number;
  readonly allowed: number;
}

/** Nothing came to half of what is allowed. */
export function checkHeadroom(uses: readonly Use[]): Finding {
  const share = ({ used, allowed }: Use) => used / allowed;
  const [most] = uses.toSorted((a, b) => share(b) - share(a));
  const near = uses.filter((use) => share(use) > 0.5);
  const inWords = (use: Use) => `${use.what}: ${Math.round(100 * share(use))}%`;
  return {
    check: "Quotas",
    state: near.some((use) => share(use) >= 1) ? "broken" : near.length > 0 ? "look" : "ok",
    says:
      near.length > 0 ? near.map(inWords).join(", ") : `at most, ${most ? inWords(most) : "nothing is used"}`,
    section: sections.quotas,
  };
}
