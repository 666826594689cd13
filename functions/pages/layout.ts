import { script, styleSheet } from "./assets/asset-names.ts";
import { type Html, html } from "./html.ts";
import { placesFor, type Roles } from "./staff-menu.ts";

/** Pages take the one style sheet and the one script of ours, load nothing else, and send forms only here. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export interface Layout {
  readonly title: string;
  readonly body: Html;
  /** Of a page of staff: its menu leads to what they may use, and out. */
  readonly roles?: Roles | undefined;
  /** The page tells mistakes: its title says so first. */
  readonly hasErrors?: boolean;
}

/** A whole page around its main part. */
export function layout({ title, body, roles, hasErrors = false }: Layout): string {
  return html`<!doctype html>
<html lang="en-GB" class="govuk-template">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${hasErrors ? "Error: " : ""}${title} - WorkWell</title>
<link rel="stylesheet" href="${styleSheet}">
<script type="module" src="${script}"></script>
</head>
<body class="govuk-template__body">
<a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link">Skip to main content</a>
<header class="govuk-service-navigation" data-module="govuk-service-navigation">
<div class="govuk-width-container">
<div class="govuk-service-navigation__container">
<span class="govuk-service-navigation__service-name"><a href="/" class="govuk-service-navigation__link">WorkWell</a></span>
<nav aria-label="Menu" class="govuk-service-navigation__wrapper">
<button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle" aria-controls="navigation" hidden aria-hidden="true">Menu</button>
<ul class="govuk-service-navigation__list" id="navigation">
${roles ? staffMenu(roles) : publicMenu}
</ul>
</nav>
</div>
</div>
</header>
<div class="govuk-width-container">
<main class="govuk-main-wrapper" id="main-content" tabindex="-1">
${body}
</main>
</div>
<footer class="app-footer"><div class="govuk-width-container">
<p class="govuk-body-s">WorkWell is voluntary. It has no effect on your benefits.</p>
<p class="govuk-body-s">In an emergency, call 999. For help with your mental health, call NHS 111 and choose option 2. To talk to someone, call Samaritans on 116 123.</p>
</div></footer>
</body>
</html>
`.toString();
}

function menuItem(content: Html): Html {
  return html`<li class="govuk-service-navigation__item">${content}</li>`;
}

function menuLink(href: string, label: string): Html {
  return menuItem(html`<a class="govuk-service-navigation__link" href="${href}">${label}</a>`);
}

const publicMenu = html`${menuLink("/areas", "Areas")}${menuLink("/sign-in", "Staff sign in")}`;

function staffMenu(roles: Roles): Html {
  return html`${placesFor(roles).map(({ path, label }) => menuLink(path, label))}${menuItem(
    html`<form method="post" action="/sign-out"><button class="app-link-button">Sign out</button></form>`,
  )}`;
}
