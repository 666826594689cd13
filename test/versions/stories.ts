import { aReferral } from "../support/builders.ts";
import type { WorkWell } from "../support/service.ts";

export const area = "greater-manchester";
/** An area none of whose coaches has room: whoever plays the stories sees to that before. */
export const fullArea = "cornwall-and-isles-of-scilly";

type Session = { cookie: string };
type Overrides = Parameters<typeof aReferral>[0];

/**
 * Takes sample people as far as one stage each, over the HTTP contract, which all versions keep. Answers the stage
 * of each reference. `teller`: tells the people of these stories from those of others.
 */
export async function playStories(service: WorkWell, teller: string): Promise<Record<string, string>> {
  // What is due at the start of a version would come between a code and whoever looks for it.
  await service.advance("PT0S");
  const lead = await service.signIn(`lead@${area}.example.org`);
  const fullLead = await service.signIn(`lead@${fullArea}.example.org`);
  const sessions = new Map<string, Session>();

  const sessionOf = async (coach: string) => {
    const session = sessions.get(coach) ?? (await service.signIn(coach));
    sessions.set(coach, session);
    return session;
  };
  const seen = async (reference: string, by = lead) => (await service.get(`/cases/${reference}`, by)).body;
  let people = 0;
  const refer = async (overrides: Overrides = {}) => {
    people++;
    const person = {
      givenName: "Samplename",
      familyName: `Sampleson ${teller} ${people}`,
      ...overrides.person,
      contact: {
        phone: "07700900000",
        email: `sample-${teller}-${people}@example.com`,
        ...overrides.person?.contact,
      },
    };
    const answer = await service.post("/referrals", aReferral({ ...overrides, person }));
    done(answer);
    await service.advance("PT0S");
    return answer.body.reference as string;
  };
  const answer = async (reference: string, kind: string, body: unknown) => {
    const { openTasks, coach } = await seen(reference);
    const task = openTasks.find((one: { kind: string }) => one.kind === kind);
    if (!task) throw new Error(`${reference} has no ${kind}, but ${JSON.stringify(openTasks)}`);
    const session = await sessionOf(coach);
    done(await service.post(new URL(task.taskUrl).pathname, body, session));
    await service.advance("PT0S");
  };
  const command = async (reference: string, name: string, body: unknown) => {
    done(await service.post(`/cases/${reference}/${name}`, body, lead));
    await service.advance("PT0S");
  };
  const today = await service.now();
  const inDays = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString();

  const agree = (reference: string) =>
    answer(reference, "contact", { outcome: "agreed", channel: "phone", note: "Samplenote of the call" });
  const attend = async (reference: string) => {
    await agree(reference);
    await answer(reference, "assessment", {
      heldAt: await service.now(),
      channel: "phone",
      attended: "yes",
      employmentStatus: "in-work-off-sick",
      mainBarrier: "mental-health",
      goals: "Samplegoal",
      note: "Samplenote of the appointment",
    });
  };
  const plan = async (reference: string) => {
    await attend(reference);
    await answer(reference, "plan", {
      planType: "return-to-work",
      actions: [
        { kind: "flexible-working", description: "Sampleaction one", by: "employer" },
        {
          kind: "counselling",
          description: "Sampleaction two",
          by: "person",
          dueOn: inDays(30).slice(0, 10),
        },
      ],
      shareWith: { gp: true },
    });
  };

  await refer({ person: { dateOfBirth: "2009-01-01" } });
  await refer();
  await answer(await refer(), "contact", { outcome: "could-not-reach", note: "Samplenote of a try" });
  await answer(await refer(), "contact", {
    outcome: "agreed",
    channel: "in-person",
    appointmentAt: inDays(10),
  });
  await agree(await refer());
  await attend(await refer());
  await plan(await refer());
  const reviewed = await refer({
    referrer: { kind: "gp", name: "Sample Surgery", email: "surgery@example.net" },
    consent: { shareBackWithReferrer: true },
  });
  await plan(reviewed);
  const [{ id }] = (await seen(reviewed)).plan.actions;
  await answer(reviewed, "review", {
    attended: "yes",
    actions: [{ id, status: "done" }],
    newActions: [{ kind: "skills", description: "Sampleaction three", by: "coach" }],
    next: "continue",
  });
  const finished = await refer();
  await plan(finished);
  await command(finished, "finish", {});
  const left = await refer();
  await plan(left);
  await command(left, "finish", {});
  await answer(left, "exit", {
    closure: "completed-plan",
    outcome: "returned-with-adjustments",
    employmentStatus: "in-work",
    adjustmentsMade: ["flexible-working"],
  });
  const held = await refer();
  await plan(held);
  await command(held, "hold", { until: inDays(9), reason: "Samplereason of a hold" });
  await refer({ safety: { atRisk: true, note: "Samplenote of a risk" } });
  const changed = await refer();
  await command(changed, "contact-details", {
    email: `sample-${teller}-new@example.com`,
    phone: "07700900001",
  });
  await command(changed, "consent", { which: "contactEmployer", given: true, on: today.slice(0, 10) });
  const moved = await refer();
  const { coach } = await seen(moved);
  const to = coach.startsWith("coach1@") ? `coach2@${area}.example.org` : `coach1@${area}.example.org`;
  await command(moved, "reassign", { to, reason: "Samplereason of a move" });
  await command(await refer(), "withdraw", { reason: "Samplereason of leaving" });
  await answer(await refer(), "contact", { outcome: "does-not-want-it" });
  await refer({ person: { postcode: "TR1 1AA" } });

  const everybody = [
    ...(await service.get("/cases", lead)).body.items,
    ...(await service.get("/cases?stage=closed", lead)).body.items,
    ...(await service.get("/cases", fullLead)).body.items,
  ];
  return Object.fromEntries(everybody.map(({ reference, stage }) => [reference, stage]));
}

function done({ status, text }: { status: number; text: string }): void {
  if (status >= 300) throw new Error(`${status} ${text}`);
}
