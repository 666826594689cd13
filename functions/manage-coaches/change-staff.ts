import { randomUUID } from "node:crypto";
import { AddressTaken, type Particulars, type StaffWithPlaces } from "../adapters/staff-store.ts";
import { mayBeGiven } from "../core/assignment/fit.ts";
import { londonDate } from "../core/calendar.ts";
import type { FieldError } from "../core/field-errors.ts";
import { isLeadOf } from "../core/permissions.ts";
import type { BulkReassignBody, MemberBody } from "../core/staff-bodies.ts";
import type { Instant } from "../core/texts.ts";
import { notFound, Problem } from "../http/problems.ts";
import { type HandedOver, handOver } from "../platform/hand-over.ts";
import { type QueueServices, serveQueueAtBest } from "../platform/serve-queue.ts";

interface Kept {
  readonly member: StaffWithPlaces;
  /** What became of the people of somebody who is no coach any more. */
  readonly handedOver: HandedOver | undefined;
}

/** Adds somebody, brings them back or changes them. Who stops being a coach hands their people over. */
export async function keepMember(
  services: QueueServices,
  lead: StaffWithPlaces,
  { id, body, now }: { id: string; body: MemberBody; now: Instant },
): Promise<Kept> {
  const { staff } = services;
  const { area } = lead;
  const before = await staff.evenIfGone(area, id);
  const works = before?.leftAt === undefined ? before : undefined;
  const isGoing = works?.roles.includes("coach") === true && !body.roles.includes("coach");
  const stopsLeading = works?.roles.includes("lead") === true && !body.roles.includes("lead");
  if (stopsLeading) await mustLeaveALead(services, area, id);
  // First of all, so that what breaks off after this is finished by the sweep.
  if (isGoing) await staff.beginHandOver(works, now, false);
  await keptUnlessTaken(services, area, id, particularsOf(body, before));
  if (stopsLeading && works && !(await hasLead(services, area))) {
    await staff.keep(area, id, particularsOf(works, works), randomUUID());
    if (isGoing) await staff.cancelHandOver(works);
    throw onlyLead();
  }
  const member = await staff.evenIfGone(area, id);
  if (!member) throw notFound();
  const handedOver = isGoing ? await handAllOver(services, lead, member, now) : undefined;
  await serveQueueAtBest(services, area, now);
  return { member, handedOver };
}

/** The member does not work here any more from this moment on, and their people go to others. Repeatable. */
export async function memberLeaves(
  services: QueueServices,
  lead: StaffWithPlaces,
  id: string,
  now: Instant,
): Promise<HandedOver> {
  const { staff } = services;
  const { area } = lead;
  const member = await staff.evenIfGone(area, id);
  if (!member) throw notFound();
  if (member.leftAt === undefined) {
    const leads = member.roles.includes("lead");
    if (leads) await mustLeaveALead(services, area, id);
    await staff.beginHandOver(member, now, true);
    if (leads && !(await hasLead(services, area))) {
      await staff.cancelHandOver(member);
      throw onlyLead();
    }
  }
  // Read again: somebody may have been given to them until just now.
  const from = (await staff.evenIfGone(area, id)) ?? member;
  const handedOver = await handAllOver(services, lead, from, now);
  await staff.freeAddress(member);
  await serveQueueAtBest(services, area, now);
  return handedOver;
}

/** All of a coach's people in one go, for a long absence for instance. Repeatable. */
export async function giveToOthers(
  services: QueueServices,
  lead: StaffWithPlaces,
  { from: id, to, reason }: BulkReassignBody,
  now: Instant,
): Promise<HandedOver | { errors: FieldError[] }> {
  const errors = await mistakesOfHandOver(services, lead, { from: id, to }, now);
  const from = await services.staff.evenIfGone(lead.area, id);
  if (!from || errors.length > 0) return { errors };
  const by = { kind: "staff", id: lead.id } as const;
  const isGoing = from.handsOverSince !== undefined;
  const handedOver = await handOver(services, { from, to, reason, isGoing, by, now });
  await serveQueueAtBest(services, lead.area, now);
  return handedOver;
}

/** What is wrong with whose people are to go to whom. */
export async function mistakesOfHandOver(
  { staff }: Pick<QueueServices, "staff">,
  { area }: StaffWithPlaces,
  { from: id, to }: Pick<BulkReassignBody, "from" | "to">,
  now: Instant,
): Promise<FieldError[]> {
  const from = await staff.evenIfGone(area, id);
  const target = (await staff.inArea(area)).find((each) => each.id === to && each.id !== id);
  const mayTake = target && mayBeGiven({ restricted: false }, target, area, londonDate(now));
  return [
    ...(from ? [] : [{ pointer: "/from", detail: "Choose somebody who works in this area" }]),
    ...(to === undefined || mayTake
      ? []
      : [{ pointer: "/to", detail: "Choose another coach of this area who is here" }]),
  ];
}

const leaving = "The coach does not work here any more";

async function handAllOver(
  services: QueueServices,
  lead: StaffWithPlaces,
  from: StaffWithPlaces,
  now: Instant,
): Promise<HandedOver> {
  const by = { kind: "staff", id: lead.id } as const;
  return await handOver(services, { from, isGoing: true, reason: leaving, by, now });
}

type Said = Pick<Particulars, "name" | "roles" | "capacity"> & Partial<Particulars>;

function particularsOf(body: Said, before: StaffWithPlaces | undefined): Particulars {
  return {
    name: body.name,
    roles: body.roles,
    capacity: body.capacity,
    places: body.places ?? before?.places ?? [],
    languages: body.languages ?? before?.languages ?? [],
    skills: body.skills ?? before?.skills ?? [],
    restrictedPool: body.restrictedPool ?? before?.restrictedPool ?? false,
    safeguarding: body.safeguarding ?? before?.safeguarding,
    provider: body.provider ?? before?.provider,
  };
}

async function keptUnlessTaken(
  { staff }: QueueServices,
  area: string,
  id: string,
  particulars: Particulars,
): Promise<void> {
  try {
    await staff.keep(area, id, particulars, randomUUID());
  } catch (error) {
    if (!(error instanceof AddressTaken)) throw error;
    throw new Problem(
      "conflict",
      "This address belongs to somebody who works for another area. Use another.",
    );
  }
}

async function mustLeaveALead({ staff }: QueueServices, area: string, id: string): Promise<void> {
  if (isOnlyLead(await staff.inArea(area), { area, id })) throw onlyLead();
}

/** Whether the area would have no lead without this member; so, too, where it has none. */
export function isOnlyLead(
  staff: readonly StaffWithPlaces[],
  { area, id }: Pick<StaffWithPlaces, "area" | "id">,
): boolean {
  return staff.filter((member) => isLeadOf(member, area)).every((member) => member.id === id);
}

/** Asked once more after the change: two leads may have gone at the same moment. */
async function hasLead({ staff }: QueueServices, area: string): Promise<boolean> {
  return (await staff.inArea(area)).some((member) => isLeadOf(member, area));
}

function onlyLead(): Problem {
  return new Problem("conflict", "The area would have no lead. Make somebody else a lead first.");
}
