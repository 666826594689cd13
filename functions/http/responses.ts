/** What a handler answers; `api` adds the headers that every answer has. */
export interface Response {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

export function page(status: number, html: string, headers: Record<string, string> = {}): Response {
  return { status, headers: { "content-type": "text/html; charset=utf-8", ...headers }, body: html };
}

export function noContent(headers: Record<string, string> = {}): Response {
  return { status: 204, headers };
}

/** A cookie that scripts cannot read and that ends with the browser; over https only there. */
export function cookieHeader(
  name: string,
  value: string,
  { baseUrl, path }: { readonly baseUrl: string; readonly path: string },
): string {
  const secure = baseUrl.startsWith("https:") ? "; Secure" : "";
  return `${name}=${value}; Path=${path}; HttpOnly; SameSite=Lax${secure}`;
}

/** After a form: the browser goes on with a GET, so that reloading repeats nothing. */
export function seeOther(location: string, headers: Record<string, string> = {}): Response {
  return { status: 303, headers: { location, ...headers } };
}
