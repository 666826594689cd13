import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { StaffWithPlaces } from "../../functions/adapters/staff-store.ts";
import type { Case } from "../../functions/core/case.ts";
import type { KeptCase } from "../../functions/core/invariants.ts";
import type { Referral } from "../../functions/core/referral.ts";
import { lifted } from "../../functions/core/upcast.ts";

type Item = Record<string, unknown>;

/** Everything in the table that the rehearsal judges. */
export interface WholeTable {
  /** `notes`: how many of them there are. */
  readonly cases: readonly (KeptCase & { readonly summary: unknown; readonly notes: number })[];
  /** Also those who do not work here any more. */
  readonly coaches: readonly StaffWithPlaces[];
}

/** Reads the whole table, item by item: what an index has lost is found all the same. */
export async function scanTable(endpoint: string, TableName: string): Promise<WholeTable> {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint, region: "eu-west-2", credentials });
  const items: Item[] = [];
  for await (const { Items } of paginateScan(
    { client: DynamoDBDocumentClient.from(client) },
    { TableName },
  )) {
    items.push(...(Items ?? []));
  }
  client.destroy();
  const notes = Map.groupBy(items.filter(isNote), ({ pk }) => pk);
  const cases = items.filter(isCase).map((item) => caseFrom(item, notes.get(item.pk)?.length ?? 0));
  return { cases, coaches: items.filter(isCoach).map(coachFrom) };
}

function isNote({ pk, sk }: Item): boolean {
  return String(sk).startsWith("NOTE#") && String(pk).includes("#CASE#");
}

function isCase({ pk, sk }: Item): boolean {
  return sk === "CASE" && String(pk).includes("#CASE#");
}

function caseFrom({ snapshot, events, wakeAt, referral, summary }: Item, notes: number) {
  return {
    case: snapshot as Case,
    events: lifted(events as unknown[], { isOfNewer: false }),
    wakeAt: wakeAt as string | undefined,
    referral: referral as Referral | undefined,
    summary,
    notes,
  };
}

function isCoach({ pk, roles }: Item): boolean {
  return String(pk).endsWith("#STAFF") && Array.isArray(roles) && roles.includes("coach");
}

function coachFrom(item: Item): StaffWithPlaces {
  return { ...item, holding: item.holding ?? new Set() } as unknown as StaffWithPlaces;
}
