import { describe, expect, it } from "vitest";
import { type CaseMail, tagsOf } from "../../functions/core/mail-tags.ts";
import { deliveryNews } from "../../functions/record-delivery/delivery-news.ts";

const about: CaseMail = {
  area: "frimley",
  reference: "23456789CD",
  email: "ask:AAAAAAAAAAAAAAAAAAAA_-",
  to: "person",
};
const tags = Object.fromEntries(Object.entries(tagsOf(about)).map(([name, value]) => [name, [value]]));
const mail = {
  messageId: "m-1",
  destination: ["one@example.org"],
  tags: { ...tags, "ses:operation": ["SendEmail"] },
};
const recipients = (...addresses: string[]) => addresses.map((emailAddress) => ({ emailAddress }));
const bounce = (bounceType: string, ...addresses: string[]) => ({
  bounceType,
  bounceSubType: "General",
  bouncedRecipients: recipients(...addresses),
});
const read = (message: unknown) => deliveryNews(JSON.stringify(message));

describe("news of a mail", () => {
  it.each([
    [
      "a permanent bounce",
      { eventType: "Bounce", bounce: bounce("Permanent", "one@example.org") },
      "bounced",
    ],
    [
      "a bounce that passes",
      { eventType: "Bounce", bounce: bounce("Transient", "one@example.org") },
      undefined,
    ],
    ["a bounce of unknown kind", { eventType: "Bounce", bounce: bounce("Undetermined") }, undefined],
    [
      "a complaint",
      { eventType: "Complaint", complaint: { complainedRecipients: recipients("one@example.org") } },
      "complained",
    ],
    ["a refusal of SES's own", { eventType: "Reject", reject: { reason: "Bad content" } }, "rejected"],
    ["a delivery", { eventType: "Delivery", delivery: {} }, undefined],
    ["a delay", { eventType: "DeliveryDelay", deliveryDelay: {} }, undefined],
  ])("tells %s", (_, event, because) => {
    expect(read({ ...event, mail })).toMatchObject({
      messageId: "m-1",
      because,
      addresses: ["one@example.org"],
      about,
    });
  });

  it("is the same as a notification of an identity, which has no tags", () => {
    const { tags: _, ...untagged } = mail;
    const news = read({
      notificationType: "Bounce",
      bounce: bounce("Permanent", "one@example.org"),
      mail: untagged,
    });
    expect(news).toEqual({
      kind: "Bounce",
      messageId: "m-1",
      because: "bounced",
      addresses: ["one@example.org"],
      about: undefined,
    });
  });

  it("names the address that we sent to, though it was passed on to another", () => {
    const passedOn = bounce("Permanent", "elsewhere@example.org");
    expect(read({ eventType: "Bounce", bounce: passedOn, mail })?.addresses).toEqual(["one@example.org"]);
  });

  it("names those of several that it did not reach, as bare addresses", () => {
    const toTwo = { ...mail, destination: ["one@example.org", "two@example.org"] };
    const event = { eventType: "Bounce", bounce: bounce("Permanent", "Two <TWO@example.org>"), mail: toTwo };
    expect(read(event)?.addresses).toEqual(["two@example.org"]);
  });

  it.each([
    ["no JSON", "Successfully validated SNS topic for Amazon SES event publishing."],
    ["another kind of event", JSON.stringify({ eventType: "Open", mail })],
    ["a bounce without its details", JSON.stringify({ eventType: "Bounce", mail })],
    ["an event without its mail", JSON.stringify({ eventType: "Delivery" })],
    ["a list", "[]"],
    ["nothing", "null"],
    ["an empty text", ""],
  ])("is not %s", (_, message) => {
    expect(deliveryNews(message)).toBeUndefined();
  });

  it.each([
    ["that lack one", { ...tags, reference: [] }],
    ["of an unknown addressee", { ...tags, to: ["everybody"] }],
  ])("with tags %s is of no case", (_, wrong) => {
    expect(read({ eventType: "Delivery", mail: { ...mail, tags: wrong } })?.about).toBeUndefined();
  });
});

it("tags hold only what SES takes", () => {
  for (const value of Object.values(tagsOf(about))) expect(value).toMatch(/^[A-Za-z0-9_-]{1,256}$/);
});
