import { z } from "zod";
import type { Visit } from "../core/refer/visit.ts";
import { EmailAddress, Line, PhoneNumber } from "../core/texts.ts";
import { referrerKinds } from "../core/words.ts";
import { cookie, type Request } from "../http/request.ts";

/** What a browser may remember: an organisation's own details. No name, and nothing about anybody. */
const Organisation = z.strictObject({
  kind: z.enum(referrerKinds).optional(),
  organisation: Line.optional(),
  odsCode: Line.optional(),
  email: EmailAddress.optional(),
  phone: PhoneNumber.optional(),
});
type Organisation = z.infer<typeof Organisation>;

const cookieName = "organisation";

/** Seconds: half a year after it was last wanted. */
const remembered = 182 * 24 * 60 * 60;

/** The answers that the browser remembers; none when it remembers nothing that can be read. */
export function rememberedAnswers(request: Request): Visit["answers"] {
  const organisation = organisationOf(request);
  if (!organisation) return [];
  const known = Object.entries(organisation).map(([field, text]): [string, string] => [
    `referrer.${field}`,
    text,
  ]);
  return [...known, ["remember", "true"]];
}

/** Whether the browser remembers an organisation. */
export function remembers(request: Request): boolean {
  return organisationOf(request) !== undefined;
}

/** The header that makes the browser remember the organisation of a visit, if that is wanted. */
export function rememberingCookie({ answers }: Visit, baseUrl: string): Record<string, string> {
  const said = (name: string) => answers.findLast(([each]) => each === name)?.[1].trim();
  if (said("remember") !== "true") return {};
  const fields = Object.keys(Organisation.shape).map((field) => [field, said(`referrer.${field}`)]);
  const { data } = Organisation.safeParse(Object.fromEntries(fields));
  if (!data) return {};
  const value = Buffer.from(JSON.stringify(data)).toString("base64url");
  return { "set-cookie": `${cookieName}=${value}; Max-Age=${remembered}${attributes(baseUrl)}` };
}

/** The header that makes the browser forget it. */
export function forgettingCookie(baseUrl: string): Record<string, string> {
  return { "set-cookie": `${cookieName}=; Max-Age=0${attributes(baseUrl)}` };
}

function attributes(baseUrl: string): string {
  return `; Path=/refer; HttpOnly; SameSite=Lax${baseUrl.startsWith("https:") ? "; Secure" : ""}`;
}

function organisationOf(request: Request): Organisation | undefined {
  const value = cookie(request, cookieName);
  if (value === undefined) return undefined;
  try {
    return Organisation.safeParse(JSON.parse(Buffer.from(value, "base64url").toString())).data;
  } catch {
    return undefined;
  }
}
