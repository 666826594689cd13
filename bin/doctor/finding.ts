import type { Section } from "../../lib/runbook-sections.ts";

/** `ok`: nothing to do. `look`: somebody has to look today. `broken`: now. */
export type State = "ok" | "look" | "broken";

/** What one check came to, in a line. It says nothing about a person. */
export interface Finding {
  readonly check: string;
  readonly state: State;
  readonly says: string;
  /** What to read in docs/runbook.md, where something is to be done. */
  readonly section?: Section;
}

/** What `npm run doctor` ends with: 0 when all is well, 1 when somebody has to look, 2 when something is broken. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(({ state }) => state === "broken")) return 2;
  return findings.some(({ state }) => state === "look") ? 1 : 0;
}

/** A line for each check, and then what to read about each that is not ok. */
export function told(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.map(
    ({ state, check, says }) => `${state.padEnd(8)}${check.padEnd(width + 2)}${says}`,
  );
  const advice = findings.flatMap(({ state, check, section }) =>
    state === "ok" || section === undefined ? [] : [`${check}: see “${section}” in docs/runbook.md.`],
  );
  return [...lines, ...(advice.length > 0 ? ["", ...advice] : [])].join("\n");
}
