import type { Round } from "./rounds.ts";
import type { Sessions } from "./sessions.ts";

/** A coach of an area stops working there, and comes back later. */
interface Absence {
  readonly coach: string;
  readonly lead: string;
  readonly from: number;
  readonly until: number;
}

/** Of so many areas one loses a coach, in the middle of the time in which people are referred. */
const everyNthArea = 4;
/** Rounds of working days until the coach works there again: others may have to wait for room until then. */
const roundsAway = 30;

/** Who works here, as leads see to it. */
export interface StaffChanges {
  /** How many people were given to others, or to nobody yet. */
  readonly handedOver: number;
  /** What should not have happened, in words. */
  readonly complaints: readonly string[];
  hasLeft(staff: string): boolean;
  /** Whoever leaves or comes back in this round does. */
  happen(round: Round): Promise<void>;
}

export function staffChanges(sessions: Sessions, areas: readonly string[], rounds: number): StaffChanges {
  const absences = areas.flatMap((area, index): Absence[] => {
    const from = Math.floor(rounds / 3) + index;
    const staff = { coach: `coach2@${area}.example.org`, lead: `lead@${area}.example.org` };
    return index % everyNthArea === 0 ? [{ ...staff, from, until: from + roundsAway }] : [];
  });
  const away = new Set<string>();
  const complaints: string[] = [];
  let handedOver = 0;

  async function ask(method: string, { coach, lead }: Absence, body?: object) {
    const path = `/area/coaches/${encodeURIComponent(coach)}`;
    const answer = await sessions.request(lead, method, path, body ? { body } : {});
    if (answer.status !== 200) complaints.push(`${method} ${coach}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  return {
    complaints,
    get handedOver() {
      return handedOver;
    },
    hasLeft: (staff) => away.has(staff),
    async happen({ number }) {
      for (const absence of absences) {
        if (absence.from === number) {
          away.add(absence.coach);
          const handed = await ask("DELETE", absence);
          for (const list of [handed.moved, handed.left, handed.followedUpByLead]) handedOver += list.length;
        } else if (absence.until === number) {
          await ask("PUT", absence, { name: "Sample coach 2", roles: ["coach"], capacity: 25 });
          away.delete(absence.coach);
        }
      }
    },
  };
}
