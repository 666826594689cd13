import type { Redirect } from "../core/place/redirects.ts";
import { crisisRoutes, signature, yourChoice } from "./common.ts";
import { type Email, email } from "./email.ts";

export interface OtherHelp {
  readonly reference: string;
  readonly areaName: string;
  /** Other services, best fit first. */
  readonly doors: readonly Redirect[];
}

/**
 * To a person whose referral the area lead did not accept: that nobody will call, and where to turn instead. The
 * lead's reason stays on the case: it may tell of the person's health, and others may read their mail.
 */
export function otherHelp({ reference, areaName, doors }: OtherHelp): Email {
  return email(`Your WorkWell referral ${reference}: other help for you`, [
    `A person at WorkWell in ${areaName} has read your referral. WorkWell there is not the right service for you now, so nobody will call you about it.`,
    "We are sorry if this is not what you hoped for.",
    { heading: "Other help" },
    ...doors.map(({ name, description, url }) =>
      url === undefined ? `${name}. ${description}` : { says: `${name}. ${description}`, link: url },
    ),
    yourChoice,
    ...crisisRoutes,
    signature,
  ]);
}
