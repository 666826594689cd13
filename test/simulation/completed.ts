import type { Case } from "../../functions/core/case.ts";
import type { AskedCommand } from "../../functions/core/command-bodies.ts";
import type { ChosenCoach, Command } from "../../functions/core/commands.ts";

/** What a command can ask of the world beside its case. */
interface World {
  takeBest(isMeant: (id: string) => boolean): ChosenCoach | undefined;
  caseOf(reference: string): Case | undefined;
}

/** The command with what its decision must know of the world, as change-case completes it. */
export function completed(asked: AskedCommand, given: Case, { takeBest, caseOf }: World): Command {
  switch (asked.name) {
    case "withdraw":
      return { type: "withdraw", through: "staff", ...asked.body };
    case "contact-details":
      return { type: "contact-details", contact: asked.body };
    case "transfer":
      return { type: "transfer", ...asked.body, delivers: true };
    case "merge": {
      const { into, reason } = asked.body;
      const survivor = caseOf(into);
      const facts = survivor && { reference: survivor.reference, stage: survivor.stage };
      return { type: "merge", reason, survivor: facts };
    }
    case "reassign": {
      const { to, reason } = asked.body;
      const chosen = takeBest((id) => (to === undefined ? id !== given.coach : id === to));
      return { type: "reassign", to, chosen, reason };
    }
    case "reopen": {
      const former = takeBest((id) => id === given.coach);
      const coach = former ?? (given.coach ? takeBest(() => true) : undefined);
      return { type: "reopen", coach, ...asked.body };
    }
    default:
      return { type: asked.name, ...asked.body } as Command;
  }
}
