import type { PatientClient } from "../../local/rehearsal/client.ts";
import type { Sessions } from "../../local/rehearsal/sessions.ts";
import { sampleAreas } from "./homes.ts";

/** A case as its area's lead finds it in the list. */
export interface ListedCase {
  readonly reference: string;
  readonly stage: string;
}

/** All cases of the areas, as their leads see them; without a stage, those that are not closed. */
export async function listedCases(sessions: Sessions, stage?: string): Promise<ListedCase[]> {
  const lists = await Promise.all(sampleAreas.map((area) => listOf(sessions, area, stage)));
  return lists.flat();
}

async function listOf(sessions: Sessions, area: string, stage?: string): Promise<ListedCase[]> {
  const items: ListedCase[] = [];
  let next: string | undefined;
  do {
    const query = new URLSearchParams({ ...(stage ? { stage } : {}), ...(next ? { next } : {}) });
    const { status, body, text } = await sessions.request(leadOf(area), "GET", `/cases?${query}`);
    if (status !== 200) throw new Error(`The lead of ${area} sees no cases: ${status} ${text}`);
    items.push(...body.items);
    next = body.next;
  } while (next !== undefined);
  return items;
}

export function leadOf(area: string): string {
  return `lead@${area}.example.org`;
}

/** Checks that each open case has one running execution, its newest, and no other case has any. */
export async function checkThatAllGoOn(
  client: PatientClient,
  sessions: Sessions,
): Promise<{ open: number; mistakes: string[] }> {
  const open = await listedCases(sessions);
  await client.settle();
  const { body } = await client.request("GET", "/_local/executions");
  const executions = (body as { name: string; status: string }[]).map(({ name, status }) => {
    const [reference = "", generation] = name.split("-");
    return { name, reference, generation: Number(generation), isRunning: status === "RUNNING" };
  });
  const byReference = Map.groupBy(executions, ({ reference }) => reference);
  const openReferences = new Set(open.map(({ reference }) => reference));
  const mistakes = [...openReferences].flatMap((reference) => {
    const its = byReference.get(reference) ?? [];
    const running = its.filter(({ isRunning }) => isRunning);
    const newest = Math.max(...its.map(({ generation }) => generation));
    if (running.length === 1 && running[0]?.generation === newest) return [];
    const names = its.map(({ name, isRunning }) => `${name}${isRunning ? " running" : ""}`).join(", ");
    return [`case ${reference} does not have exactly its newest execution running: ${names || "none"}`];
  });
  for (const { name, reference, isRunning } of executions) {
    if (isRunning && !openReferences.has(reference)) mistakes.push(`execution ${name} runs for no open case`);
  }
  return { open: open.length, mistakes };
}
