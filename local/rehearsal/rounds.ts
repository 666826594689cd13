/** One turn of the programme: what happens at this moment, in programme time. */
export interface Round {
  readonly number: number;
  readonly at: string;
}

const day = 24 * 60 * 60 * 1000;

/**
 * Moments at which people and staff act: every weekday for `dailyWeeks`, then once a week up to `weeks`. All lie
 * after 09:00 in London, when reviews and follow-ups are asked for.
 */
export function roundsOf(start: string, weeks: number, dailyWeeks: number): Round[] {
  const first = Date.parse(start);
  const moments: string[] = [];
  for (let days = 0; days < weeks * 7; days++) {
    const moment = new Date(first + days * day);
    const isWeekday = moment.getUTCDay() % 6 !== 0;
    const isActive = days < dailyWeeks * 7 ? isWeekday : days % 7 === 0;
    if (isActive) moments.push(moment.toISOString());
  }
  return moments.map((at, number) => ({ number, at }));
}
