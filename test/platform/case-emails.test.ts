import { expect, it } from "vitest";
import greaterManchester from "../../areas/greater-manchester.json" with { type: "json" };
import { areaStore } from "../../functions/adapters/area-store.ts";
import { caseStore, VersionConflict } from "../../functions/adapters/case-store.ts";
import { memoryTable } from "../../functions/adapters/memory-table.ts";
import { signer } from "../../functions/adapters/server-key.ts";
import { staffStore } from "../../functions/adapters/staff-store.ts";
import { sendCaseEmail } from "../../functions/attend-to-case/case-emails.ts";
import { receive } from "../../functions/core/decide/receive.ts";
import { stamped } from "../../functions/core/events.ts";
import { changeCase } from "../../functions/platform/case-changes.ts";
import { aReferral, monday, rulesWith } from "../support/builders.ts";

it("an email that went out while somebody changed the case is recorded as sent, and not sent again", async () => {
  const table = memoryTable();
  const { area, ...rules } = greaterManchester;
  await table.put({ pk: `${area}#RULES`, sk: rules.effectiveFrom, area, ...rules });
  const key = { area, reference: "23456789CD" };
  const referral = aReferral({ person: { contact: { email: "p@example.org" } } });
  const events = receive(referral, { area, placedBy: "resident" }, key.reference, monday);
  const stores = { cases: caseStore(table), areas: areaStore(table), staff: staffStore(table) };
  await stores.cases.create(key, stamped(events, 0, monday, { kind: "person" }), referral);
  const sent: string[] = [];
  const services = {
    ...stores,
    signer: signer(table),
    baseUrl: "http://127.0.0.1",
    mailer: {
      async send(to: readonly string[]) {
        sent.push(...to);
        const command = { type: "note", text: "Written meanwhile" } as const;
        await changeCase(stores, key, { command, by: { kind: "service" }, now: monday });
        return "sent" as const;
      },
    },
  };
  const action = { type: "send-email", email: "acknowledge-person", to: "person" } as const;
  const stored = await stores.cases.load(key);
  if (!stored) throw new Error("there is no such case");
  await expect(sendCaseEmail(services, stored, action, rulesWith(), monday)).rejects.toBeInstanceOf(
    VersionConflict,
  );
  const after = await stores.cases.load(key);
  expect(after?.case.emails).toEqual({ "acknowledge-person": "sent" });
  expect(sent).toEqual(["p@example.org"]);
});
