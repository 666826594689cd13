import { signature } from "./common.ts";
import { type Email, email } from "./email.ts";

export interface StopNotice {
  readonly reference: string;
  readonly areaName: string;
}

/** To whoever worked with a person who withdrew: the one notice, with nothing to open. */
export function stopNotice({ reference, areaName }: StopNotice): Email {
  return email(`Please stop contacting: ${reference}`, [
    `The person with the reference ${reference} has withdrawn from WorkWell in ${areaName}.`,
    "Please do not contact them again. You do not need to do anything else: their tasks are closed.",
    "WorkWell is voluntary, and nobody has to say why they stop.",
    signature,
  ]);
}
