import greaterManchester from "../../areas/greater-manchester.json" with { type: "json" };
import type { CaseKey } from "../../functions/adapters/case-store.ts";
import type { Particulars } from "../../functions/adapters/staff-store.ts";
import type { Table } from "../../functions/adapters/table.ts";
import type { Command } from "../../functions/core/commands.ts";
import { receive } from "../../functions/core/decide/receive.ts";
import { type NewEvent, stamped } from "../../functions/core/events.ts";
import { changeCase } from "../../functions/platform/case-changes.ts";
import { queueServices } from "../../functions/platform/serve-queue.ts";
import { aReferral, monday } from "./builders.ts";

const by = { kind: "service" } as const;

/** An area in a table, with staff and cases to be put into it. `told`: references whose workflows were told. */
export class AreaInTable {
  readonly area = "greater-manchester";
  readonly told: string[] = [];
  readonly services: ReturnType<typeof queueServices>;
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
    this.services = queueServices(table, async ({ stored }) => {
      this.told.push(stored.case.reference);
    });
  }

  /** Its rules; without them nothing can be decided. */
  async published(): Promise<this> {
    const { area, ...rules } = greaterManchester;
    await this.#table.put({ pk: `${area}#RULES`, sk: rules.effectiveFrom, area, ...rules });
    return this;
  }

  async coach(id: string, capacity: number, more: Partial<Particulars> = {}): Promise<void> {
    const lists = { places: [], languages: [], skills: [] };
    const particulars: Particulars = {
      name: id,
      roles: ["coach"],
      capacity,
      restrictedPool: false,
      ...lists,
      ...more,
    };
    await this.services.staff.keep(this.area, id, particulars, "first");
  }

  /** Somebody who was accepted and looks for a coach from this moment on. */
  async looking(
    reference: string,
    since = monday,
    overrides: Parameters<typeof aReferral>[0] = {},
  ): Promise<CaseKey> {
    const key = { area: this.area, reference };
    const referral = aReferral(overrides);
    const placed = { area: this.area, placedBy: "resident" } as const;
    await this.services.cases.create(
      key,
      stamped(receive(referral, placed, reference, since), 0, since, by),
      referral,
    );
    await this.do(key, { type: "triage", referral }, since);
    if ((await this.case(key)).stage === "review") {
      await this.record(key, [{ type: "referral-reviewed", decision: "accept" }], since);
    }
    return key;
  }

  async do(key: CaseKey, command: Command, now = monday): Promise<void> {
    const changed = await changeCase(this.services, key, { command, by, now });
    if ("refusal" in changed) throw new Error(`refused: ${JSON.stringify(changed.refusal)}`);
  }

  async record(key: CaseKey, events: readonly NewEvent[], now = monday): Promise<void> {
    const stored = await this.stored(key);
    await this.services.cases.append(stored, stamped(events, stored.case.eventCount, now, by), now);
  }

  async stored(key: CaseKey) {
    const stored = await this.services.cases.load(key);
    if (!stored) throw new Error("there is no such case");
    return stored;
  }

  async case(key: CaseKey) {
    return (await this.stored(key)).case;
  }

  /** Who holds a place for whom, by coach; also those who left. */
  async places(...ids: string[]): Promise<Record<string, string[]>> {
    const members = await Promise.all(ids.map((id) => this.services.staff.evenIfGone(this.area, id)));
    return Object.fromEntries(ids.map((id, index) => [id, [...(members[index]?.holding ?? [])].sort()]));
  }
}
