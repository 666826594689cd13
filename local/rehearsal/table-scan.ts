import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { Case } from "../../functions/core/case.ts";
import type { CaseEvent } from "../../functions/core/events.ts";
import type { KeptCase, KeptCoach } from "../../test/support/invariants.ts";

type Item = Record<string, unknown>;

/** Everything in the table that the rehearsal judges. */
export interface WholeTable {
  readonly cases: readonly (KeptCase & { readonly summary: unknown })[];
  readonly coaches: readonly KeptCoach[];
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
  return { cases: items.filter(isCase).map(caseFrom), coaches: items.filter(isCoach).map(coachFrom) };
}

function isCase({ pk, sk }: Item): boolean {
  return sk === "CASE" && String(pk).includes("#CASE#");
}

function caseFrom({ snapshot, events, wakeAt, summary }: Item) {
  return {
    case: snapshot as Case,
    events: events as CaseEvent[],
    wakeAt: wakeAt as string | undefined,
    summary,
  };
}

function isCoach({ pk, roles }: Item): boolean {
  return String(pk).endsWith("#STAFF") && Array.isArray(roles) && roles.includes("coach");
}

function coachFrom({ id, area, capacity, holding }: Item): KeptCoach {
  const held = (holding as Set<string> | undefined) ?? new Set<string>();
  return { id: String(id), area: String(area), capacity: Number(capacity), holding: held };
}
