import type { Stage } from "../../functions/core/stages.ts";
import type { GivenAnswer } from "./answers.ts";
import type { SamplePerson } from "./people.ts";

/** What the clients of a rehearsal know of one person: all that the service has promised them. */
export interface PersonRecord {
  readonly person: SamplePerson;
  /** From the 202. */
  readonly accepted: {
    readonly reference: string;
    readonly area: string;
    readonly receivedAt: string;
    readonly statusToken: string;
  };
  /** Where the journey goes on: a transfer gives another reference in another area. */
  reference: string;
  area: string;
  /** As the last answer to anybody said. */
  stage: Stage;
  /** Answers that the service has confirmed, oldest first. */
  readonly given: GivenAnswer[];
  hasLeft: boolean;
  /** What was to happen beside the answers has happened. */
  hasHappened: boolean;
  /** The round in which the lead first saw that the case is closed. */
  endedInRound?: number;
}
