import { dateInWords } from "../core/calendar.ts";
import { readerInWords } from "../core/sentences-of-commands.ts";
import type { Sharing } from "../core/sharing.ts";
import type { Instant } from "../core/texts.ts";
import { button, capital, heading, list } from "./components.ts";
import { type Html, html } from "./html.ts";

interface SharePart {
  readonly reference: string;
  readonly isClosed: boolean;
  readonly sharing: readonly Sharing[];
  readonly now: Instant;
}

/** Who may be given the plan, and what is to be done first where they may not yet. */
export function sharePart({ reference, isClosed, sharing, now }: SharePart): Html {
  if (isClosed) return html``;
  return html`${heading("Who may have the plan")}
${list(sharing.map((each) => readerPart(reference, each, now)))}`;
}

function readerPart(
  reference: string,
  { with: reader, agreed, on, sharedAt, stands }: Sharing,
  now: Instant,
): Html {
  const who = readerInWords(reader);
  const address = `/cases/${encodeURIComponent(reference)}`;
  if (!agreed) {
    return html`Not ${who}: the person has not agreed. Ask them, and record their consent below, before you share it.`;
  }
  const since = on ? ` on ${dateInWords(on, now)}` : "";
  const shared =
    stands && sharedAt
      ? html` Shared on ${dateInWords(sharedAt, now)}: <a href="${address}/plan?for=${reader}">what ${who} may see, to print or hand over</a>.`
      : "";
  return html`${capital(who)}: the person agreed${since}.${shared}
<form method="post" action="${address}/share"><input type="hidden" name="with" value="${reader}">${button(`Record that you share it with ${who}${stands ? " again" : ""}`, "secondary")}</form>`;
}
