import { describe, expect, it } from "vitest";
import { deliveryNews } from "../../functions/record-delivery/delivery-news.ts";
import { newsOfMail, type SentMail, sentMailOf } from "../../local/mailbox-simulator.ts";

const time = Date.parse("2026-04-01T09:00:00Z");
const mail = (...destination: string[]): SentMail => ({
  messageId: "m-1",
  source: "no-reply@example.org",
  destination,
  tags: { reference: "23456789CD" },
});
const newsOf = (...destination: string[]) => newsOfMail(mail(...destination), time);

describe("the mailbox simulator", () => {
  it.each([
    ["bounce@simulator.amazonses.com", ["bounce"], ["bounced"]],
    ["Bounce+any-label@Simulator.amazonses.com", ["bounce"], ["bounced"]],
    ["suppressionlist@simulator.amazonses.com", ["bounce"], ["bounced"]],
    ["complaint@simulator.amazonses.com", ["delivery", "complaint"], [undefined, "complained"]],
    ["success@simulator.amazonses.com", ["delivery"], [undefined]],
    ["ooto@simulator.amazonses.com", ["delivery"], [undefined]],
    ["other@simulator.amazonses.com", [], []],
    ["bounce@example.org", [], []],
    ["bounce@simulator.amazonses.com.example.org", [], []],
  ])("tells of %s what SES does, as the service reads it", (address, kinds, reasons) => {
    const news = newsOf(address);
    expect(news.map(({ kind }) => kind)).toEqual(kinds);
    expect(news.map(({ message }) => deliveryNews(message)?.because)).toEqual(reasons);
    for (const { message } of news) {
      expect(deliveryNews(message)).toMatchObject({ messageId: "m-1", addresses: [address.toLowerCase()] });
    }
  });

  it("names only the address among several that the mail did not reach, and carries the mail's tags", () => {
    const [news, ...others] = newsOf("one@example.org", "bounce@simulator.amazonses.com");
    expect(others).toEqual([]);
    expect(deliveryNews(news?.message ?? "")?.addresses).toEqual(["bounce@simulator.amazonses.com"]);
    expect(JSON.parse(news?.message ?? "").mail.tags).toEqual({ reference: ["23456789CD"] });
  });
});

describe("a mail that was sent", () => {
  const answer = "<SendEmailResponse><MessageId>m-1</MessageId></SendEmailResponse>";
  const request = new URLSearchParams({
    Action: "SendEmail",
    Source: "no-reply@example.org",
    "Destination.ToAddresses.member.1": "one+label@example.org",
    "Destination.ToAddresses.member.2": "two@example.org",
    "Tags.member.1.Name": "reference",
    "Tags.member.1.Value": "23456789CD",
  }).toString();

  it("is read out of the request and its answer", () => {
    expect(sentMailOf(request, answer)).toEqual(mail("one+label@example.org", "two@example.org"));
  });

  it.each([
    ["that SES did not take", request, "<ErrorResponse/>"],
    ["of another action", "Action=SendRawEmail", answer],
    ["that is none", "", answer],
  ])("is not one %s", (_, sent, answered) => {
    expect(sentMailOf(sent, answered)).toBeUndefined();
  });
});
