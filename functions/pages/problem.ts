import { button, list, paragraph } from "./components.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";
import { placesFor, type Roles } from "./staff-menu.ts";

/** What a problem document (RFC 9457) tells; members of its own are looked at before they are shown. */
export interface ProblemDocument {
  readonly title: string;
  readonly status: number;
  readonly detail?: string | undefined;
  readonly errors?: unknown;
  readonly redirects?: unknown;
}

interface ProblemView extends ProblemDocument {
  /** Of whoever is signed in. */
  readonly roles?: Roles | undefined;
}

/** A problem for someone with a browser: what happened and what to do now. */
export function problemPage({ title, status, detail, errors, redirects, roles }: ProblemView): string {
  const mistakes = textsOf(errors, "detail");
  const elsewhere = textsOf(redirects, "name");
  // Whoever opened what is for others is shown what is for them.
  const places = roles && status === 403 ? placesFor(roles) : [];
  const body = html`<div class="app-narrow">
<h1 class="govuk-heading-l">${title}</h1>
${detail ? paragraph(detail) : ""}
${mistakes.length > 0 ? list(mistakes) : ""}
${elsewhere.length > 0 ? html`${paragraph("These may help you instead:")}${list(elsewhere)}` : ""}
${places.length > 0 ? html`${paragraph("You can open:")}${list(places.map(({ path, label }) => html`<a href="${path}">${label}</a>`))}` : ""}
${status === 401 ? html`<form method="get" action="/sign-in">${button("Sign in")}</form>` : ""}
${paragraph(html`<a href="/">Go to the start page</a>`)}
</div>`;
  return layout({ title, body, roles });
}

function textsOf(items: unknown, name: string): string[] {
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    const text =
      typeof item === "object" && item !== null ? (item as Record<string, unknown>)[name] : undefined;
    return typeof text === "string" ? [text] : [];
  });
}
