import type { PersonRecord } from "./record.ts";
import type { Happening } from "./stories.ts";

/** A command that a member of staff gives. */
export interface GivenCommand {
  readonly name: string;
  readonly body: object;
  /** Rounds after which the open task is looked at again; undefined: at once. */
  readonly waits?: number;
}

const reason = "Sample reason.";
const day = 24 * 60 * 60 * 1000;
/** A fortnight on hold, in rounds of working days, and a little longer. */
const holdRounds = 11;

/** What the lead alone decides; a coach asks for it. */
const leads: readonly Happening["what"][] = ["reassign", "transfer"];

export function isForLead({ what }: Happening): boolean {
  return leads.includes(what);
}

/** What coach or lead ask of the case. `startEvent`: the event of the first appointment, if there was one. */
export function commandsFor(
  { what }: Happening,
  { person }: PersonRecord,
  around: { readonly now: string; readonly otherArea: string; readonly startEvent: string | undefined },
): readonly GivenCommand[] {
  const on = around.now.slice(0, 10);
  switch (what) {
    case "note":
      return [{ name: "note", body: { text: `Sample note of a coach about ${person.number}.` } }];
    case "consent and share":
      return [
        { name: "consent", body: { which: "shareWithGp", given: true, on } },
        { name: "share", body: { with: "gp" } },
      ];
    case "contact details":
      return [{ name: "contact-details", body: { email: `person-${person.number}-new@sample.example.org` } }];
    case "raise safety":
      return [{ name: "raise-safety", body: { note: "Sample: sounded very low." } }];
    case "hold": {
      const until = new Date(Date.parse(around.now) + 14 * day).toISOString();
      return [{ name: "hold", body: { until, reason }, waits: holdRounds }];
    }
    case "correct":
      return around.startEvent
        ? [{ name: "correct", body: { eventId: around.startEvent, data: { mainBarrier: "other" }, reason } }]
        : [];
    case "withdraw":
      return [{ name: "withdraw", body: { reason } }];
    case "finish":
      return [{ name: "finish", body: {} }];
    case "reassign":
      return [{ name: "reassign", body: { reason } }];
    case "transfer":
      return [{ name: "transfer", body: { toArea: around.otherArea, reason } }];
  }
}
