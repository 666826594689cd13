import { quarterInWords } from "../../core/calendar.ts";
import type { FieldError } from "../../core/field-errors.ts";
import { profiles } from "../../core/reporting/disclosure.ts";
import { profileWords } from "../../core/reporting/registry.ts";
import { backLink, button, errorSummary, paragraph } from "../components.ts";
import { profileTitles } from "../exports-page.ts";
import { type Choice, type Field, type FormState, mistakesIn, renderPart, type Values } from "../fields.ts";
import { html } from "../html.ts";
import { layout } from "../layout.ts";
import type { ForStaff } from "../staff-menu.ts";

export interface ChooseReleaseView extends ForStaff {
  /** What the reader may release: areas by id, and "england". */
  readonly scopes: readonly { readonly id: string; readonly name: string }[];
  /** Quarters that have ended, newest first. */
  readonly quarters: readonly string[];
  readonly values: Values;
  readonly errors: readonly FieldError[];
}

/** Which figures to release. Nothing is released yet: a preview comes first. */
export function chooseReleasePage({ roles, scopes, quarters, values, errors }: ChooseReleaseView): string {
  const chosen = new Map([["profile", ["nhs"]], ...values]);
  const state: FormState = { id: "release", values: chosen, errors };
  const [only] = scopes.length === 1 ? scopes : [];
  const fields = [...(only ? [] : [scopeField(scopes)]), quarterField(quarters), profileField];
  const mistakes = mistakesIn(fields, state);
  const body = html`${backLink("/exports", "Published figures")}
${errorSummary(mistakes)}
<div class="app-narrow"><h1 class="govuk-heading-l">What should the release tell?</h1>
${paragraph("You see first what it would say and what it would hide. Nothing is released before you say so.")}
${paragraph("Releasing a quarter under one rule can keep it from being released under the other.")}
<form id="release" method="get" action="/exports/preview" novalidate>
${only ? html`<input type="hidden" name="area" value="${only.id}">${paragraph(html`Area: <strong>${only.name}</strong>`)}` : ""}
${fields.map((field) => renderPart(field, state))}
${button("See the preview")}</form></div>`;
  return layout({ title: "See what a release would say", body, roles, hasErrors: mistakes.length > 0 });
}

function scopeField(scopes: ChooseReleaseView["scopes"]): Field {
  const choices = scopes.map(({ id, name }): Choice => [id, name]);
  return { type: "select", name: "area", label: "Area", mistake: "Choose an area or England", choices };
}

function quarterField(quarters: readonly string[]): Field {
  return {
    type: "select",
    name: "quarter",
    label: "Quarter",
    hint: "Only quarters that have ended.",
    mistake: "Choose a quarter",
    choices: quarters.map((quarter): Choice => [quarter, quarterInWords(quarter)]),
  };
}

const profileField: Field = {
  type: "radios",
  name: "profile",
  label: "Rule for small numbers",
  mistake: "Choose a rule for small numbers",
  choices: profiles.map((profile): Choice => [profile, profileTitles[profile], profileWords[profile]]),
};
