import type { Instant } from "../texts.ts";
import type { AreaScope } from "./build.ts";
import { type CountOf, countFigures } from "./count.ts";

export interface ManagementAsked extends Pick<CountOf, "period" | "facts" | "standardsOf"> {
  readonly scope: AreaScope;
  readonly asAt: Instant;
}

/** What everybody who sees true figures is told beside them. */
const notice =
  "True figures for running the service. Not for publication: they are not rounded and nothing is withheld, so small " +
  "numbers may tell of one person. Publish a release instead.";

/** The true figures of an area's month, small ones included. Who sees them is in the read audit. */
export async function managementView({ scope, asAt, ...asked }: ManagementAsked) {
  const figures = await countFigures({ ...asked, places: scope.places, redirectedOutOfArea: 0 });
  return {
    area: scope.area,
    areaName: scope.name,
    month: asked.period.name,
    asAt,
    notForPublication: true,
    notice,
    items: figures.map(({ measure, statistic, dimension, category, value, of }) => ({
      measure: measure.name,
      title: measure.title,
      statistic,
      unit: measure.unit,
      dimension,
      category,
      value: value ?? null,
      denominator: of ?? null,
    })),
  };
}
