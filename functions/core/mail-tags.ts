import { z } from "zod";

/** Which email of which case a mail is, and whose address it goes to. */
export const CaseMail = z.object({
  area: z.string().min(1),
  reference: z.string().min(1),
  email: z.string().min(1),
  to: z.enum(["person", "referrer", "former-address", "staff"]),
});
export type CaseMail = z.infer<typeof CaseMail>;

/**
 * What a mail carries as tags, so that news of its delivery finds the case again. SES takes letters, digits, `_` and
 * `-` in a tag's value, and an email's id has a colon, hence base64url.
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_MessageTag.html
 */
export function tagsOf({ email, ...rest }: CaseMail): Record<string, string> {
  return { ...rest, email: Buffer.from(email).toString("base64url") };
}

/** The mail that these tags are of, each with its values as SES tells them; undefined for any other mail. */
export function caseMailOf(tags: Readonly<Record<string, readonly string[]>>): CaseMail | undefined {
  const [area, reference, email, to] = ["area", "reference", "email", "to"].map((name) => tags[name]?.[0]);
  const read = CaseMail.safeParse({
    area,
    reference,
    email: email && Buffer.from(email, "base64url").toString(),
    to,
  });
  return read.data;
}
