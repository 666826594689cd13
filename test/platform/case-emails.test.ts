import { describe, expect, it } from "vitest";
import greaterManchester from "../../areas/greater-manchester.json" with { type: "json" };
import { addressStore } from "../../functions/adapters/address-store.ts";
import { areaStore } from "../../functions/adapters/area-store.ts";
import { caseStore, VersionConflict } from "../../functions/adapters/case-store.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { signer } from "../../functions/adapters/server-key.ts";
import { staffStore } from "../../functions/adapters/staff-store.ts";
import { sendCaseEmail } from "../../functions/attend-to-case/case-emails.ts";
import { receive } from "../../functions/core/decide/receive.ts";
import { dueEmails } from "../../functions/core/due-now.ts";
import { stamped } from "../../functions/core/events.ts";
import { sleepsUntil } from "../../functions/core/where-is.ts";
import { changeCase, record } from "../../functions/platform/case-changes.ts";
import { aReferral, monday, rulesWith } from "../support/builders.ts";

const turn = { rules: rulesWith(), now: monday };
const key = { area: greaterManchester.area, reference: "23456789CD" };

/** A case as it was received, and an attempt to send an email of it; `sent` are the addresses that got one. */
async function aCaseWithMail(referral = aReferral({ person: { contact: { email: "p@example.org" } } })) {
  const table = memoryTable();
  const { area, ...rules } = greaterManchester;
  await table.put({ pk: `${area}#RULES`, sk: rules.effectiveFrom, area, ...rules });
  const events = receive(referral, { area, placedBy: "resident" }, key.reference, monday);
  const stores = { cases: caseStore(table), areas: areaStore(table), staff: staffStore(table) };
  await stores.cases.create(key, stamped(events, 0, monday, { kind: "person" }), referral);
  const sent: string[] = [];
  const services = {
    ...stores,
    addresses: addressStore(table),
    signer: signer(table),
    baseUrl: "http://127.0.0.1",
    mailer: {
      async send(to: readonly string[]) {
        sent.push(...to);
        return "sent" as const;
      },
    },
  };
  const loaded = async () => {
    const stored = await stores.cases.load(key);
    if (!stored) throw new Error("there is no such case");
    return stored;
  };
  return { services, sent, loaded };
}

it("an email that went out while somebody changed the case is recorded as sent, and not sent again", async () => {
  const { services, sent, loaded } = await aCaseWithMail();
  const mailer = {
    async send(to: readonly string[]) {
      sent.push(...to);
      const command = { type: "note", text: "Written meanwhile" } as const;
      await changeCase(services, key, { command, by: { kind: "service" }, now: monday });
      return "sent" as const;
    },
  };
  const action = { type: "send-email", email: "acknowledge-person", to: "person" } as const;
  const sending = sendCaseEmail({ ...services, mailer }, await loaded(), action, turn);
  await expect(sending).rejects.toBeInstanceOf(VersionConflict);
  expect((await loaded()).case.emails).toEqual({ "acknowledge-person": "sent" });
  expect(sent).toEqual(["p@example.org"]);
});

describe("a case with two emails", () => {
  const emailOf = (to: "person" | "referrer") =>
    ({ type: "send-email", email: `acknowledge-${to}`, to }) as const;
  const referrer = { kind: "gp", email: "surgery@example.org" } as const;
  const twoEmails = () =>
    aCaseWithMail(aReferral({ referrer, person: { contact: { email: "p@example.org" } } }));

  it("is written once for what is intended, and once for each that went out", async () => {
    const { services, sent, loaded } = await twoEmails();
    const first = await loaded();
    const then = await sendCaseEmail(services, first, emailOf("person"), turn);
    const last = await sendCaseEmail(services, then, emailOf("referrer"), turn);
    expect(sent).toEqual(["p@example.org", "surgery@example.org"]);
    expect(last.version - first.version).toBe(3);
    // So that a turn that ends here has nothing more to write.
    expect(last.wakeAt).toBe(sleepsUntil(last.case, turn.rules, last.referral, monday));
    expect(last.case.emails).toEqual({ "acknowledge-person": "sent", "acknowledge-referrer": "sent" });
  });

  it("sends the second no more when the person leaves while the first goes out", async () => {
    const { services, sent, loaded } = await twoEmails();
    const mailer = {
      async send(to: readonly string[]) {
        sent.push(...to);
        await changeCase(services, key, {
          command: { type: "withdraw", through: "link" },
          by: { kind: "person" },
          now: monday,
        });
        return "sent" as const;
      },
    };
    const sending = sendCaseEmail({ ...services, mailer }, await loaded(), emailOf("person"), turn);
    await expect(sending).rejects.toBeInstanceOf(VersionConflict);
    await sendCaseEmail(services, await loaded(), emailOf("referrer"), turn);
    expect(sent).toEqual(["p@example.org"]);
  });
});

describe("an address that has had as many emails as it may have in a day", () => {
  const referrer = { kind: "gp", email: "surgery@example.org" } as const;
  const news = { type: "send-email", email: "referrer-in-touch", to: "referrer" } as const;

  /** In touch with the person, and the referrer may hear so; three others have told them today. */
  async function full() {
    const made = await aCaseWithMail(aReferral({ referrer, consent: { shareBackWithReferrer: true } }));
    for (const email of ["one", "two", "three"]) {
      await made.services.addresses.mayHave(referrer.email, email, monday);
    }
    const by = { kind: "service" } as const;
    const { stored } = await record(
      made.services,
      await made.loaded(),
      [
        { type: "triaged", result: "eligible", reasons: [] },
        { type: "coach-assigned", coach: "coach1@example.org", because: [] },
        { type: "contact-agreed" },
      ],
      { by, now: monday },
    );
    return { ...made, stored };
  }

  it("gets the next one the next morning, and the case says so", async () => {
    const { services, sent, stored } = await full();
    const after = await sendCaseEmail(services, stored, news, turn);
    expect(sent).toEqual([]);
    const until = "2026-03-03T09:00:00.000Z";
    expect(after.events.at(-1)).toMatchObject({ type: "email-delayed", email: news.email, until });
    expect(dueEmails(after.case, monday).map(({ email }) => email)).not.toContain(news.email);
    const next = await sendCaseEmail(services, after, news, { ...turn, now: until });
    expect(sent).toEqual([referrer.email]);
    expect(next.case.emails).toMatchObject({ [news.email]: "sent" });
  });

  it("still hears of a new reference at once", async () => {
    const { services, sent, stored } = await full();
    const action = { type: "send-email", email: "acknowledge-referrer", to: "referrer" } as const;
    await sendCaseEmail(services, stored, action, turn);
    expect(sent).toEqual([referrer.email]);
  });

  it("has no limit once a code was used from it", async () => {
    const { services, sent, stored } = await full();
    await services.addresses.recordKnown(referrer.email);
    await sendCaseEmail(services, stored, news, turn);
    expect(sent).toEqual([referrer.email]);
  });
});
