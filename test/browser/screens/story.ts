import { aReferral } from "../../support/builders.ts";
import type { WorkWell } from "../../support/service.ts";

const domain = "greater-manchester.example.org";
export const staff = {
  coach: `coach1@${domain}`,
  lead: `lead@${domain}`,
} as const;
export type Reader = keyof typeof staff;

/** Sample people in one area, as far as each has come, and where their pages are. */
export interface Story {
  readonly service: WorkWell;
  /** References in the order they were given: what changes from run to run is shown as if it did not. */
  readonly references: string[];
  /** Paths by name. */
  readonly at: Readonly<Record<string, string>>;
  readonly personEmail: string;
  readonly cookies: Readonly<Record<Reader, string>>;
}

/** The sample people. The clock stands at 2 March 2026, 10:00, and moves to the afternoon of 17 March. */
export async function tellStory(service: WorkWell): Promise<Story> {
  const references: string[] = [];
  const at: Record<string, string> = {};
  const personEmail = "person@example.org";
  const send = async (path: string, body: object, as: Reader) => {
    const { status, text } = await service.post(path, body, await service.signIn(staff[as]));
    if (status !== 200) throw new Error(`${path}: ${text}`);
    await service.advance("PT16M");
  };
  const refer = async (given: Parameters<typeof aReferral>[0]) => {
    const { body } = await service.post("/referrals", aReferral(given));
    await service.advance("PT0S");
    references.push(body.reference);
    return body.reference as string;
  };
  const taskOf = async (reference: string) => {
    const { body } = await service.get(`/cases/${reference}`, await service.signIn(staff.lead));
    await service.advance("PT16M");
    return new URL(body.openTasks[0].taskUrl).pathname;
  };
  const linkTo = async (email: string, part: string) => {
    const found = (await service.inbox(email)).findLast(({ text }) => text.includes(part));
    const url = new URL(new RegExp(`\\S+${part}\\S*`).exec(found?.text ?? "")?.[0] ?? "none:");
    return url.pathname + url.search;
  };

  await service.request("PUT", `/area/coaches/coach2@${domain}`, {
    headers: await service.signIn(staff.lead),
    body: { name: "Sample second coach", roles: ["coach"], capacity: 0 },
  });
  const note = "My back hurts when I sit. Mornings are better.";
  const supported = await refer({
    referrer: { kind: "gp", organisation: "Sample Surgery", name: "Receptionist Sampleson" },
    person: {
      givenName: "Samplename",
      familyName: "Sampleson",
      preferredName: "Sam",
      contact: { phone: "07700 900000", email: personEmail, safeToLeaveMessage: false },
      gpPractice: { name: "Sample Surgery" },
    },
    work: { status: "in-work-off-sick", since: "2026-01-12" },
    health: { mainBarrier: "musculoskeletal", note },
    consent: { shareWithGp: true, shareBackWithReferrer: true },
  });
  at.my = await linkTo(personEmail, "/my/");
  at.withdrawal = await linkTo(personEmail, "/withdrawal");
  at.done = await taskOf(supported);
  const appointment = { channel: "phone", appointmentAt: "2026-03-03T10:00:00Z" };
  await send(at.done, { outcome: "agreed", ...appointment }, "coach");
  await service.advanceTo("2026-03-03T11:00:00Z");
  await send(
    await taskOf(supported),
    {
      heldAt: "2026-03-03T10:00:00Z",
      channel: "phone",
      attended: "yes",
      employmentStatus: "in-work-off-sick",
      mainBarrier: "musculoskeletal",
      goals: "Go back to the same job, three days a week at first.",
    },
    "coach",
  );
  const actions = [
    { kind: "physiotherapy", description: "Six sessions of physiotherapy", by: "service" },
    { kind: "flexible-working", description: "Ask the employer for shorter days", by: "person" },
    { kind: "employer-conversation", description: "Talk with the employer about a chair", by: "coach" },
  ];
  await send(
    await taskOf(supported),
    { planType: "return-to-work", actions, shareWith: { gp: true } },
    "coach",
  );
  at.supported = `/cases/${supported}`;
  await service.advanceTo("2026-03-17T14:00:00Z");
  at.review = await taskOf(supported);
  const phone = { contact: { phone: "07700 900001", preferredTimes: "After 3pm" } };
  at.contact = await taskOf(
    await refer({ person: { givenName: "Alex", familyName: "Sampleson", ...phone } }),
  );
  const met = await refer({ person: { givenName: "Robin", familyName: "Sampleson" } });
  await send(
    await taskOf(met),
    { outcome: "agreed", channel: "video", appointmentAt: "2026-03-20T14:30:00Z" },
    "coach",
  );
  const held = await refer({ person: { givenName: "Jo", familyName: "Sampleson" } });
  at.held = await taskOf(held);
  await send(`/cases/${held}/hold`, { until: "2026-04-01T09:00:00Z", reason: "In hospital" }, "coach");
  const young = { givenName: "Kim", familyName: "Sampleson", dateOfBirth: "2008-06-01" };
  at.look = await taskOf(await refer({ person: young }));
  const twice = { givenName: "Alex", familyName: "Sampleson" };
  const second = await refer({
    referrer: { kind: "community" },
    person: { ...twice, contact: { phone: "07700 900002" } },
  });
  at.duplicates = `/area/duplicates/${references[1]}/${second}`;
  await service.request("PUT", `/area/coaches/${staff.coach}`, {
    headers: await service.signIn(staff.lead),
    body: { name: "Sample first coach", roles: ["coach"], capacity: 3, languages: ["Urdu"] },
  });
  await service.advance("PT16M");
  at.wait = await taskOf(await refer({ person: { givenName: "Lee", familyName: "Sampleson" } }));
  await service.advance("PT16M");
  const cookieOf = async (reader: Reader) => (await service.signIn(staff[reader])).cookie;
  const cookies = {
    coach: await cookieOf("coach"),
    lead: await cookieOf("lead"),
  };
  return { service, references, at, personEmail, cookies };
}
