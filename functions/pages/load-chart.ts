import { type Html, html } from "./html.ts";

/** How many people a coach supports, of how many they can. */
export interface Load {
  readonly holding: number;
  readonly capacity: number;
}

/** The most that any of the bars of a chart has to show, so that they can be compared. */
export function scaleOf(loads: readonly Load[]): number {
  return Math.max(1, ...loads.flatMap(({ holding, capacity }) => [holding, capacity]));
}

/**
 * One bar of the chart with its numbers in words. The frame is the room that the coach has, what is filled are the
 * people. The words say all that the picture does, so the picture is left out for those who listen.
 */
export function loadBar({ holding, capacity }: Load, scale: number): Html {
  const share = (people: number) => `${Math.round((1000 * people) / scale) / 10}%`;
  return html`${loadInWords({ holding, capacity })}
<svg class="app-bar" width="100%" height="16" aria-hidden="true" focusable="false">
<rect class="app-bar__people" width="${share(holding)}" height="16"/>
<rect class="app-bar__room" width="${share(capacity)}" height="16"/>
</svg>`;
}

/** "13 of 25 places free", or that there is none. */
export function roomInWords({ holding, capacity }: Load): string {
  const free = capacity - holding;
  return free > 0 ? `${free} of ${capacity} place${capacity === 1 ? "" : "s"} free` : "no room";
}

/** "12 of 25 places taken", and whether that is all of them or more. */
export function loadInWords({ holding, capacity }: Load): string {
  const over = holding - capacity;
  return `${holding} of ${capacity} place${capacity === 1 ? "" : "s"} taken${over > 0 ? `, ${over} over` : over === 0 && capacity > 0 ? ", full" : ""}`;
}
