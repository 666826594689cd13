import { type Step, steps, type Way, ways } from "../../../functions/core/refer/steps.ts";
import { isAsked } from "../../../functions/core/refer/visit.ts";
import type { Asked } from "../../../functions/pages/refer/step-content.ts";
import { contentOf } from "../../../functions/pages/refer/step-contents.ts";
import { stepPage } from "../../../functions/pages/refer/step-page.ts";
import { rulesWith } from "../../support/builders.ts";
import { aVisit } from "../../support/visits.ts";

export const rules = rulesWith();

export function asked(way: Way, more: Partial<Asked> = {}): Asked {
  return { way, values: new Map(), today: "2026-03-02", rules, ...more };
}

/** Every way and step that a visit can come to. */
export const pages = ways.flatMap((way) =>
  steps
    .filter((step) =>
      (["one", "choose", "none"] as const).some((place) =>
        isAsked(aVisit({ way, place, answers: [["work.status", "out-of-work"]] }), step),
      ),
    )
    .map((step): [Way, Step] => [way, step]),
);

export const render = (
  way: Way,
  step: Step,
  given: Asked,
  errors = [] as { pointer: string; detail: string }[],
) => stepPage({ way, step, sealed: "sealed", content: contentOf(step, given), asked: given, errors });
