import type { AreaRules } from "../../core/area-rules.ts";
import type { Way } from "../../core/refer/steps.ts";
import type { CountedWaits } from "../../core/waits.ts";
import type { Part, Values } from "../fields.ts";
import type { Html } from "../html.ts";

/** What one page of the form asks, and what it says around that. */
export interface StepContent {
  /** The heading of the page, also where a question of the page is its heading. */
  readonly title: string;
  readonly before?: Html;
  readonly parts: readonly Part[];
  readonly after?: Html;
  /** What the button says that goes on. */
  readonly goesOn?: string;
  /** More ways to go on: what the button sends, and what it says. */
  readonly otherWays?: readonly (readonly [go: string, label: string])[];
}

/** What a page of the form is made of. */
export interface Asked {
  readonly way: Way;
  /** What was typed in the whole form, by name of field. */
  readonly values: Values;
  /** London's date. */
  readonly today: string;
  /** The person's area, once it is found. */
  readonly rules?: AreaRules | undefined;
  /** How long people wait there; undefined until it was counted. */
  readonly counted?: CountedWaits | undefined;
  /** The areas to choose from. */
  readonly areas?: readonly { readonly id: string; readonly name: string }[] | undefined;
  /** The boards that a GP practice can belong to. */
  readonly boards?: readonly { readonly odsCode: string; readonly name: string }[] | undefined;
  /** Why no area was found, and where else there is help. */
  readonly outside?:
    | {
        readonly because?: string | undefined;
        readonly redirects: readonly {
          readonly name: string;
          readonly description: string;
          readonly url?: string;
        }[];
      }
    | undefined;
  /** This browser remembers an organisation. */
  readonly remembers?: boolean;
}

export type StepWriter = (asked: Asked) => StepContent;

/** The value that says that none of the areas to choose from is right. */
export const noneOfThese = "none";
