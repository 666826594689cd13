import type { WeekAhead } from "../core/forecast/outlook.ts";
import type { Range } from "../core/forecast/ranges.ts";
import { days } from "./components.ts";
import { type Html, html } from "./html.ts";

/** A line of the chart in its band: how long people wait in each week. */
export interface WaitLine {
  readonly label: string;
  readonly look: "as-now" | "what-if";
  readonly weeks: readonly WeekAhead[];
}

/** Height of the drawing, which is stretched to the width that there is; the words around it are not. */
const height = 100;

/**
 * Waits by week, each as a line in the band of what 8 of 10 programmes show. The table beside it says all that the
 * picture does, so the picture is left out for those who listen.
 */
export function waitChart(lines: readonly WaitLine[]): Html {
  const ranges = lines.flatMap(({ weeks }) => weeks.flatMap(({ wait }) => wait ?? []));
  const top = Math.max(1, ...ranges.map(({ high }) => Math.ceil(high)));
  const weeks = lines[0]?.weeks.length ?? 1;
  const width = weeks - 1;
  return html`<figure class="app-wait-chart"><figcaption class="govuk-body">${lines.map(({ label, look }) => html`<span class="app-wait-chart__key">${key(look)} ${label}</span> `)}</figcaption>
<svg width="100%" height="220" aria-hidden="true" focusable="false">
<text class="app-wait-chart__text" x="0" y="14">${days(top)}</text>
<svg y="22" width="100%" height="166" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">
<line class="app-wait-chart__axis" x1="0" x2="${width}" y1="0" y2="0"/><line class="app-wait-chart__axis" x1="0" x2="${width}" y1="${height}" y2="${height}"/>
${lines.map((line) => drawn(line, top))}</svg>
<text class="app-wait-chart__text" x="0" y="210">Week 1</text>
<text class="app-wait-chart__text" x="100%" y="210" text-anchor="end">Week ${weeks}</text>
</svg></figure>\n`;
}

function drawn({ look, weeks }: WaitLine, top: number): Html {
  // A week in which nobody is referred has no wait: the line passes it over.
  const known = weeks.flatMap(({ week, wait }): { x: number; wait: Range }[] =>
    wait ? [{ x: week - 1, wait }] : [],
  );
  const point = (x: number, wait: number) => `${x},${Math.round(10 * height * (1 - wait / top)) / 10}`;
  const upper = known.map(({ x, wait }) => point(x, wait.high));
  const lower = known.toReversed().map(({ x, wait }) => point(x, wait.low));
  const middle = known.map(({ x, wait }) => point(x, wait.middle));
  return html`<polygon class="app-wait-chart__band app-wait-chart__band--${look}" points="${[...upper, ...lower].join(" ")}"/><polyline class="app-wait-chart__line app-wait-chart__line--${look}" points="${middle.join(" ")}"/>`;
}

function key(look: WaitLine["look"]): Html {
  return html`<svg width="40" height="16" aria-hidden="true" focusable="false"><rect class="app-wait-chart__band app-wait-chart__band--${look}" width="40" height="16"/><line class="app-wait-chart__line app-wait-chart__line--${look}" x1="0" x2="40" y1="8" y2="8"/></svg>`;
}
