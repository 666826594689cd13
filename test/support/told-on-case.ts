import { expect } from "vitest";
import type { WorkWell } from "./service.ts";

/**
 * The sample person's case in Greater Manchester is told whole and in sentences to the lead of the area, and neither
 * to the lead of another nor to a stranger. `events`: its history has more than so many.
 */
export async function expectToldToTheLeadAlone(
  service: Pick<WorkWell, "get" | "signIn">,
  reference: string,
  { events }: { readonly events: number },
): Promise<void> {
  const lead = await service.signIn("lead@greater-manchester.example.org");
  const seen = await service.get(`/cases/${reference}`, lead);
  expect(seen.body.person.givenName).toBe("Samplename");
  expect(seen.body.history.length).toBeGreaterThan(events);
  expect(seen.body.history.every(({ sentence }: { sentence: string }) => /^[A-Z].*\.$/s.test(sentence))).toBe(
    true,
  );
  expect(seen.body.notes.map(({ text }: { text: string }) => text)).toContain(
    "Sample goal: back at the desk by May.",
  );
  const stranger = await service.signIn("lead@frimley.example.org");
  expect((await service.get(`/cases/${reference}`, stranger)).status).toBe(404);
  expect((await service.get(`/cases/${reference}`)).status).toBe(401);
}
