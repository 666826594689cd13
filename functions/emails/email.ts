import { type Html, html } from "../pages/html.ts";

/** A mail as the mailer sends it; both bodies say the same. */
export interface Email {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments?: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly content: string;
  }[];
}

/** One part of a mail: a paragraph, a heading, a list, or a link that is shown as its address. */
export type Block =
  | string
  | { readonly heading: string }
  | { readonly list: readonly string[] }
  | { readonly link: string; readonly says: string };

/** Text and HTML from the same blocks, so that they cannot differ. */
export function email(subject: string, blocks: readonly Block[]): Email {
  const page = html`<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${subject}</title></head>
<body>
${blocks.map(asHtml)}
</body>
</html>
`;
  return { subject, text: `${blocks.map(asText).join("\n\n")}\n`, html: page.toString() };
}

function asText(block: Block): string {
  if (typeof block === "string") return block;
  if ("heading" in block) return `# ${block.heading}`;
  if ("list" in block) return block.list.map((item) => `* ${item}`).join("\n");
  return `${block.says}\n${block.link}`;
}

function asHtml(block: Block): Html {
  if (typeof block === "string") return html`<p>${block}</p>\n`;
  if ("heading" in block) return html`<h2>${block.heading}</h2>\n`;
  if ("list" in block) return html`<ul>${block.list.map((item) => html`<li>${item}</li>`)}</ul>\n`;
  return html`<p>${block.says}<br><a href="${block.link}">${block.link}</a></p>\n`;
}
