import { createHash } from "node:crypto";
import { type Html, html, trusted } from "./html.ts";
import { style } from "./style.ts";

const styleHash = createHash("sha256").update(style).digest("base64");

/** Pages run no script, load nothing, send forms only here, and take exactly the one style sheet of `layout`. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export interface Layout {
  readonly title: string;
  readonly body: Html;
  /** Shows the way to one's cases and out. */
  readonly signedIn?: boolean;
  /** The page tells mistakes: its title says so first. */
  readonly hasErrors?: boolean;
}

/** A whole page around its main part. */
export function layout({ title, body, signedIn = false, hasErrors = false }: Layout): string {
  return html`<!doctype html>
<html lang="en-GB" class="govuk-template">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${hasErrors ? "Error: " : ""}${title} - WorkWell</title>
<style>${trusted(style)}</style>
</head>
<body class="govuk-template__body">
<a href="#main-content" class="govuk-skip-link">Skip to main content</a>
<header class="govuk-service-navigation">
<div class="govuk-width-container"><div class="govuk-service-navigation__container">
<span class="govuk-service-navigation__service-name"><a href="/">WorkWell</a></span>
<nav aria-label="Menu"><ul class="govuk-service-navigation__list">
${signedIn ? staffMenu : publicMenu}
</ul></nav>
</div></div>
</header>
<div class="govuk-width-container">
<main class="govuk-main-wrapper" id="main-content" tabindex="-1">
${body}
</main>
</div>
<footer class="govuk-footer"><div class="govuk-width-container">
<p>WorkWell is voluntary. It has no effect on your benefits.</p>
<p>In an emergency, call 999. For help with your mental health, call NHS 111 and choose option 2. To talk to someone, call Samaritans on 116 123.</p>
</div></footer>
</body>
</html>
`.toString();
}

const publicMenu = html`<li><a href="/areas">Areas</a></li><li><a href="/sign-in">Staff sign in</a></li>`;

const staffMenu = html`<li><a href="/cases">Cases</a></li><li><form method="post" action="/sign-out"><button class="link-button">Sign out</button></form></li>`;
