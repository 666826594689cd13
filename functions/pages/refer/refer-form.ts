import type { Step, Way } from "../../core/refer/steps.ts";
import { heading, paragraph } from "../components.ts";
import { type Html, html, type Value } from "../html.ts";
import { layout } from "../layout.ts";
import type { Roles } from "../staff-menu.ts";

/** What every page of the form carries along. */
export interface FormFrame {
  readonly way: Way;
  /** The visit, sealed: the answers of the other pages. */
  readonly sealed: string;
  /** Of the member of staff who fills it in for a caller. */
  readonly roles?: Roles | undefined;
}

export interface ReferPage extends FormFrame {
  /** The step that the form answers; also the last part of its address. */
  readonly step: Step | "check";
  readonly title: string;
  readonly hasErrors?: boolean;
  /** Above the form: mistakes, heading, introduction. */
  readonly before: Value;
  readonly inside: Value;
  readonly goesOn: string;
  readonly otherWays?: readonly (readonly [go: string, label: string])[] | undefined;
  /** The first page has nothing to go back to but the start. */
  readonly hasBack: boolean;
  readonly after?: Value;
}

/**
 * A page with the one form. The button that goes on comes first, because that is the one that the Enter key presses;
 * the one that goes back sends what was typed along.
 */
export function referPage(page: ReferPage): string {
  const { way, step, title, hasErrors = false, before, inside, goesOn, otherWays = [], hasBack } = page;
  const body = html`<div class="app-narrow">
${way === "caller" ? callerBanner : ""}
${before}
<form id="refer" method="post" action="/refer/${step}" novalidate autocomplete="on">
<input type="hidden" name="visit" value="${page.sealed}">
${inside}
<div class="govuk-button-group">
${goButton("on", goesOn)}
${otherWays.map(([go, label]) => goButton(go, label, true))}
${hasBack ? goButton("back", "Back", true) : ""}
</div>
<p class="govuk-body"><button type="submit" name="go" value="clear" class="app-link-button">Stop, and clear the answers from this device</button></p>
</form>
${page.after}
</div>`;
  return layout({
    title: way === "caller" ? `For a caller: ${title}` : title,
    body,
    hasErrors,
    roles: page.roles,
  });
}

function goButton(go: string, label: string, isSecondary = false): Html {
  return html`<button type="submit" name="go" value="${go}" class="govuk-button${isSecondary ? " govuk-button--secondary" : ""}" data-module="govuk-button">${label}</button>\n`;
}

const callerBanner = html`<div class="govuk-inset-text"><p><strong>You are filling this in for a caller.</strong> Read each question aloud as it is written. Nothing is kept until you send it.</p></div>\n`;

/** Words for staff to say to a caller, as they are. */
export function readAloud(...sentences: string[]): Html {
  return html`<div class="app-script">${heading("Read this aloud")}${sentences.map((each) => paragraph(`“${each}”`))}</div>\n`;
}
