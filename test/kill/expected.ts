import type { Stage } from "../../functions/core/stages.ts";
import type { GivenAnswer } from "../../local/rehearsal/answers.ts";
import type { PersonRecord } from "../../local/rehearsal/record.ts";

/** Where the case must be, by the answers alone. */
export function expectedStage({ person, given, hasLeft }: PersonRecord): Stage {
  if (hasLeft) return "closed";
  const ended = (kind: GivenAnswer["kind"]) => given.findLast((one) => one.kind === kind && one.ends);
  const followUps = given.filter(({ kind, ends }) => kind === "follow-up" && ends).length;
  if (followUps === 2) return "closed";
  const exit = ended("exit");
  if (exit) return exit.answer.closure === "withdrew" ? "closed" : "follow-up";
  const review = ended("review");
  if (review) return review.answer.next === "finish" ? "exit" : "support";
  if (ended("plan")) return "support";
  if (ended("assessment")) return "plan";
  const contact = ended("contact");
  if (contact) return contact.answer.outcome === "agreed" ? "assessment" : "closed";
  if (person.story.isLookedAt && !ended("review-referral")) return "review";
  return person.story.atRisk && !ended("make-safe") ? "assignment" : "contact";
}

/** What the history must hold, by type of event: how often, by the answers alone. */
export function expectedEvents(record: PersonRecord): Record<string, number> {
  const { person, given, hasLeft } = record;
  const ended = (kind: GivenAnswer["kind"]) => given.filter((one) => one.kind === kind && one.ends).length;
  const agreed = given.filter(({ answer }) => answer.outcome === "agreed").length;
  const isAssigned = ended("contact") > 0 || expectedStage({ ...record, hasLeft: false }) === "contact";
  const isClosed = expectedStage(record) === "closed";
  return {
    "referral-received": 1,
    triaged: 1,
    "safety-raised": person.story.atRisk ? 1 : 0,
    "made-safe": ended("make-safe"),
    "referral-reviewed": ended("review-referral"),
    ...(hasLeft ? {} : { "coach-assigned": isAssigned ? 1 : 0 }),
    "task-answered": given.filter(({ ends }) => ends).length,
    "task-attempted": given.filter(({ ends }) => !ends).length,
    "contact-agreed": agreed,
    "appointment-attended": ended("assessment"),
    "plan-agreed": ended("plan"),
    "review-held": ended("review"),
    "exit-recorded": ended("exit"),
    "follow-up-recorded": ended("follow-up"),
    withdrawn: hasLeft ? 1 : 0,
    "case-closed": isClosed ? 1 : 0,
    "person-indexed": 1,
  };
}
