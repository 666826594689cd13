import type { Seeker } from "../../functions/core/assignment/seeker.ts";
import type { Case } from "../../functions/core/case.ts";
import type { AskedCommand } from "../../functions/core/command-bodies.ts";
import type { ChosenCoach, Command, CommandOf } from "../../functions/core/commands.ts";

/** What a command can ask of the world beside its case. */
interface World {
  readonly seeker: Seeker;
  takeBest(seeker: Seeker, isMeant: (id: string) => boolean): ChosenCoach | undefined;
  takeNamed(to: string, isOver: boolean): Pick<CommandOf<"reassign">, "chosen" | "overrideCapacity">;
  caseOf(reference: string): Case | undefined;
}

/** The command with what its decision must know of the world, as change-case completes it. */
export function completed(asked: AskedCommand, given: Case, world: World): Command {
  switch (asked.name) {
    case "withdraw":
      return { type: "withdraw", through: "staff", ...asked.body };
    case "contact-details":
      return { type: "contact-details", contact: asked.body };
    case "transfer":
      return { type: "transfer", ...asked.body, delivers: true };
    case "merge": {
      const { into, reason } = asked.body;
      const survivor = world.caseOf(into);
      const facts = survivor && { reference: survivor.reference, stage: survivor.stage };
      return { type: "merge", reason, survivor: facts };
    }
    case "reassign": {
      const { to, overrideCapacity = false, reason } = asked.body;
      const taken =
        to === undefined
          ? { chosen: world.takeBest(world.seeker, (id) => id !== given.coach) }
          : world.takeNamed(to, overrideCapacity);
      return { type: "reassign", to, reason, ...taken };
    }
    case "reopen": {
      const seeker = { ...world.seeker, needsPlace: true };
      const hadCoach = given.coach !== undefined || given.start !== undefined;
      const former = world.takeBest(seeker, (id) => id === given.coach);
      const coach = former ?? (hadCoach ? world.takeBest(seeker, () => true) : undefined);
      return { type: "reopen", coach, ...asked.body };
    }
    default:
      return { type: asked.name, ...asked.body } as Command;
  }
}
