import { expect } from "vitest";
import { answerSchemas } from "../../functions/core/answers.ts";
import { ContactDetails } from "../../functions/core/referral.ts";
import { BulkReassignBody, MemberBody, NewMemberBody } from "../../functions/core/staff-bodies.ts";
import { textFieldsOfZod } from "../support/text-fields.ts";
import { type CanaryService, domain, staff } from "./canary-service.ts";

const member = { name: "Sample", roles: ["coach"], capacity: 25 };

/** Nobody else's address. */
const address = "beatrix.kettleborough@example.org";

/** Uses every door that takes text, as far as a follow-up, which comes weeks later. */
export async function useEveryDoor(canaries: CanaryService): Promise<void> {
  await staffDoors(canaries);
  const first = await canaries.refer({ person: { contact: { email: address } } });
  await myDoors(canaries, first);
  await supported(canaries, first);
  await looked(canaries);
  await commands(canaries);
}

async function staffDoors(canaries: CanaryService): Promise<void> {
  const email = `new@${domain}`;
  await canaries.fill({
    operation: "POST /area/coaches",
    schema: NewMemberBody,
    path: "/area/coaches",
    body: { ...member, capacity: 0, email },
    as: "lead",
  });
  await room(canaries, staff.coach, 25);
  await room(canaries, staff.other, 0);
}

/** What a lead says of a coach, and for how many people they have room. */
async function room(canaries: CanaryService, email: string, capacity: number): Promise<void> {
  await canaries.fill({
    operation: "PUT /area/coaches/{email}",
    schema: MemberBody,
    method: "PUT",
    path: `/area/coaches/${email}`,
    body: { ...member, capacity, restrictedPool: true },
    as: "lead",
  });
}

async function myDoors(canaries: CanaryService, reference: string): Promise<void> {
  const { service } = canaries;
  const mail = (await service.inbox(address)).at(-1)?.text ?? "";
  canaries.my = new URL(/\S+\/my\/\S+/.exec(mail)?.[0] ?? "none:").pathname;
  const withdrawal = new URL(/\S+\/withdrawal\S+/.exec(mail)?.[0] ?? "none:");
  canaries.withdrawal = withdrawal.pathname + withdrawal.search;
  expect(withdrawal.pathname).toContain(reference);
  await service.post(`${canaries.my}/code`, {});
  await service.advance("PT0S");
  const code = /\b\d{6}\b/.exec((await service.inbox(address)).at(-1)?.text ?? "")?.[0];
  const unlocked = await service.post(`${canaries.my}/unlock`, { code });
  await canaries.fill({
    operation: "POST /my/{token}/contact-details",
    schema: ContactDetails,
    path: `${canaries.my}/contact-details`,
    body: { phone: "07700900111" },
    headers: { cookie: unlocked.headers.getSetCookie()[0]?.split(";")[0] ?? "" },
  });
}

/** From first contact to the question how support ended. */
async function supported(canaries: CanaryService, reference: string): Promise<void> {
  const more = { moreTime: { until: "2026-03-20T12:00:00Z", reason: "Sample" } };
  const appointmentAt = "2026-03-17T10:00:00Z";
  await canaries.answer(reference, "contact", { outcome: "could-not-reach", nextTryAt: appointmentAt });
  await canaries.answer(reference, "contact", more);
  await canaries.answer(reference, "contact", { outcome: "agreed", channel: "phone", appointmentAt });
  await canaries.advanceTo("2026-03-17T10:00:01Z");
  const later = { appointmentAt: "2026-03-18T10:00:00Z" };
  await canaries.answer(reference, "assessment", { rearrange: later });
  await canaries.answer(reference, "assessment", { attended: "no", next: later });
  const held = { heldAt: "2026-03-17T09:00:00Z", channel: "phone", attended: "yes" };
  const found = { employmentStatus: "out-of-work", mainBarrier: "other" };
  await canaries.answer(reference, "assessment", { ...held, ...found });
  const action = { kind: "skills", description: "Sample", by: "person" };
  const shareWith = { gp: true, employer: true };
  await canaries.answer(reference, "plan", { planType: "seek-work", actions: [action], shareWith });
  for (const reader of ["gp", "employer"]) await canaries.command(reference, "share", { with: reader });
  const now = await canaries.service.get(`/cases/${reference}`, { cookie: await canaries.cookieOf("lead") });
  const start = now.body.history.find(({ type }: { type: string }) => type === "appointment-attended");
  await canaries.command(reference, "correct", {
    eventId: start?.eventId,
    data: { mainBarrier: "mental-health" },
    reason: "Sample",
  });
  await canaries.advanceTo("2026-03-31T08:30:00Z");
  await canaries.answer(reference, "review", { attended: "no" });
  const { plan } = (
    await canaries.service.get(`/tasks/${[...canaries.handles].at(-1)}`, {
      cookie: await canaries.cookieOf("lead"),
    })
  ).body;
  await canaries.answer(reference, "review", {
    attended: "yes",
    actions: [{ id: plan.actions[0].id, status: "started", reason: "Sample" }],
    newActions: [action],
    next: "finish",
  });
  await canaries.answer(reference, "exit", {
    closure: "completed-plan",
    outcome: "started-job",
    employmentStatus: "in-work",
  });
}

/** What a lead and those on duty look at: a young person at risk, nobody with room, an email that comes back. */
async function looked(canaries: CanaryService): Promise<void> {
  const young = await canaries.refer({ person: { dateOfBirth: "2009-01-01" }, safety: { atRisk: true } });
  await canaries.answer(young, "make-safe", { action: "Sample", note: "Sample" }, "safeguarding");
  const decision = { decision: "redirect", reason: "Sample", redirectTo: "Sample" };
  await canaries.answer(young, "review-referral", decision);
  await room(canaries, staff.coach, 0);
  const bounced = { contact: { email: "bounce@simulator.amazonses.com" } };
  const unreached = await canaries.refer({ person: bounced, safety: { restricted: true } });
  await canaries.answer(unreached, "check-address", { phone: "07700900222" });
  await canaries.answer(unreached, "review-referral", { decision: "accept", reason: "Sample" });
  const assigned = { assignTo: staff.other, overrideCapacity: true, reason: "Sample" };
  await canaries.answer(unreached, "wait-for-coach", assigned);
}

async function commands(canaries: CanaryService): Promise<void> {
  await room(canaries, staff.coach, 25);
  const one = await canaries.refer({ person: { dateOfBirth: "1970-01-01" } });
  const reason = "Sample";
  await canaries.command(one, "note", { text: "Sample" });
  await canaries.command(one, "contact-details", { phone: "07700900333" });
  await canaries.command(one, "consent", { which: "evaluation", given: true, on: "2026-03-02" });
  await canaries.command(one, "reassign", { to: staff.other, overrideCapacity: true, reason });
  const body = { from: staff.other, reason };
  const operation = "POST /area/reassign";
  await canaries.fill({ operation, schema: BulkReassignBody, path: "/area/reassign", body, as: "lead" });
  await canaries.command(one, "hold", { until: "2026-05-01T10:00:00Z", reason });
  await canaries.command(one, "raise-safety", { note: "Sample" });
  await canaries.command(one, "legal-hold", { on: true, reason });
  await canaries.command(one, "withdraw", { reason });
  await canaries.command(one, "reopen", { reason });
  const two = await canaries.refer({ person: { dateOfBirth: "1970-01-01" } });
  await canaries.command(two, "merge", { into: one, reason });
  await canaries.command(one, "transfer", { toArea: "surrey-heartlands", reason });
}

/** Text fields of the answers to tasks that come weeks later, which are looked at without a service. */
export const laterAnswers = textFieldsOfZod(answerSchemas["follow-up"]);
