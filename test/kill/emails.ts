import type { Mail } from "../support/service.ts";

export interface EmailFindings {
  /** Emails about cases that were sent, each counted once. */
  readonly aboutCases: number;
  /** Emails that were sent again. */
  readonly repeats: readonly string[];
  readonly mistakes: readonly string[];
}

/**
 * Looks for emails that were sent more than once. `emailsAtKills` says how many had been sent at each kill: only a
 * kill between the two excuses a repeat.
 */
export function findRepeats(inbox: readonly Mail[], emailsAtKills: readonly number[]): EmailFindings {
  const sent = inbox
    .map((mail, index) => ({ name: nameOf(mail), life: lifeOf(index, emailsAtKills) }))
    .filter(({ name }) => name !== undefined);
  const groups = Map.groupBy(sent, ({ name }) => name ?? "");
  const repeats: string[] = [];
  const mistakes: string[] = [];
  for (const [name, copies] of groups) {
    for (const [index, copy] of copies.entries()) {
      const before = copies[index - 1];
      if (!before) continue;
      repeats.push(name);
      if (before.life === copy.life) mistakes.push(`"${name}" was sent twice with no kill in between`);
    }
  }
  const aboutCases = [...groups.keys()].filter((name) => !isDigest(name)).length;
  return { aboutCases, repeats, mistakes };
}

/** What an email is, whenever it is sent. A sign-in code is another one each time it is asked for. */
function nameOf({ to, subject, text }: Mail): string | undefined {
  if (subject === "Your WorkWell sign-in code") return undefined;
  const handle = isDigest(subject) ? undefined : /\/tasks\/([\w-]{22})/.exec(text)?.[1];
  return `${handle ? `task ${handle}` : subject}, to ${to.join(" ")}`;
}

function isDigest(name: string): boolean {
  return name.startsWith("Your WorkWell tasks for");
}

/** Which life of the process an email was sent in: 0 before the first kill. */
function lifeOf(index: number, emailsAtKills: readonly number[]): number {
  return emailsAtKills.filter((sent) => index >= sent).length;
}
