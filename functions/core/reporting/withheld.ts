import type { Row } from "./build.ts";
import { largestWithheld, type Profile } from "./disclosure.ts";
import { type Why, whyWithheld } from "./words-of-rows.ts";

/** What a release does not tell, by the reason. */
export interface Withheld {
  /** All lines of the release. */
  readonly lines: number;
  readonly by: Readonly<Record<Why, readonly Row[]>>;
}

export function withheldIn(rows: readonly Row[]): Withheld {
  const by: Record<Why, Row[]> = { small: [], secondary: [], few: [], whole: [] };
  for (const row of rows) {
    const why = whyWithheld(row);
    if (why) by[why].push(row);
  }
  return { lines: rows.length, by };
}

/** The same in plain sentences, with the reason of each. Reasons for which nothing is withheld are left out. */
export function withheldInWords({ lines, by }: Withheld, profile: Profile): string[] {
  const reasons: Record<Why, string> = {
    small: `they are small (1 to ${largestWithheld[profile]}), and somebody could be recognised`,
    secondary: "with them somebody could work out a small figure of this release or of an earlier one",
    few: "they are times that come from fewer than 8 people",
    whole: "what they are a part of is withheld. Only their percentage is missing",
  };
  const told = (Object.keys(reasons) as Why[]).flatMap((why) => {
    const { length } = by[why];
    return length === 0 ? [] : [`${length} because ${reasons[why]}`];
  });
  const all = Object.values(by).reduce((sum, rows) => sum + rows.length, 0);
  if (all === 0) return [`Nothing is withheld. All ${lines} lines are shown in full.`];
  return [
    `Of ${lines} lines, ${all} are withheld in whole or in part. A star (*) stands in their place:`,
    ...told.map((each) => `${each}.`),
  ];
}
