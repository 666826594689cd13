import { dateInWords } from "../calendar.ts";
import type { Standards } from "../reporting/measure.ts";
import { type Forecast, leastCases, leastDays, type TooLittle } from "./forecast.ts";
import { tellingWeeks } from "./outlook.ts";
import type { ForecastQuestion } from "./question.ts";
import type { Range } from "./ranges.ts";

/** "3 to 6 working days"; where they are the same, "3 working days", and where both are 0, "less than 1 working day". */
export function daysInWords({ low, high }: Range): string {
  const [from, to] = [Math.round(low), Math.round(high)];
  if (to === 0) return "less than 1 working day";
  return `${from === to ? "" : `${from} to `}${to} working day${to === 1 ? "" : "s"}`;
}

/** "With 2 more coaches and 20% more referrals"; undefined where nothing is to be different. */
export function changeInWords({ coaches, referrals }: ForecastQuestion): string | undefined {
  const changes = [
    coaches === 0
      ? ""
      : `${Math.abs(coaches)} ${coaches > 0 ? "more" : "fewer"} coach${Math.abs(coaches) === 1 ? "" : "es"}`,
    referrals === 0 ? "" : `${Math.abs(referrals)}% ${referrals > 0 ? "more" : "fewer"} referrals`,
  ].filter((each) => each !== "");
  return changes.length === 0 ? undefined : `With ${changes.join(" and ")}`;
}

/** The answer in sentences, the most important first. */
export function answerInWords({ question, basis, endsOn, asNow, whatIf }: Forecast): string[] {
  const last = dateInWords(endsOn.at(-1) ?? "", endsOn[0]);
  const change = changeInWords(question);
  const [waitNow, waitThen] = [asNow.lastWait, whatIf?.lastWait];
  const waitingAt = (range: Range | undefined) => (range ? peopleInWords(range) : "nobody");
  const wait = (range: Range | undefined) => (range ? daysInWords(range) : "no time, as nobody is referred");
  return [
    ...(change
      ? [`${change}, most people would wait ${wait(waitThen)} for a coach, instead of ${wait(waitNow)}.`]
      : [`If nothing changes, most people would wait ${wait(waitNow)} for a coach.`]),
    `That is for people who are accepted in the last ${tellingWeeks} weeks before ${last}. Most people means 8 of 10.`,
    `${basis.waiting === 1 ? "1 person waits" : `${basis.waiting} people wait`} for a coach now. On ${last} it would be ${
      change
        ? `${waitingAt(whatIf?.weeks.at(-1)?.waiting)}, instead of ${waitingAt(asNow.weeks.at(-1)?.waiting)}`
        : waitingAt(asNow.weeks.at(-1)?.waiting)
    }.`,
  ];
}

function peopleInWords({ low, high }: Range): string {
  return low === high ? `${high}` : `${low} to ${high}`;
}

/** What the forecast rests on, and what it does not know, a sentence or two each. */
export function assumptionsInWords({ basis, question }: Forecast, { firstContact }: Standards): string[] {
  const { accepted, days, leftTheQueue, coaches, places, held, placesOfOne, runs, seed } = basis;
  return [
    `Referrals: ${accepted} people were accepted here on the last ${days} working days. We expect as many, in quiet and busy weeks as they came${question.referrals === 0 ? "" : ", but for the change that you asked for"}.`,
    durationsInWords(basis),
    `Room: ${coaches} coach${coaches === 1 ? " has" : "es have"} ${places} places; ${held} people have a coach. A coach who comes brings ${placesOfOne} places on the next working day, and one who leaves takes as many: the average here.`,
    "Who has a place keeps it when a coach leaves: others take over, and nobody new gets a place until there is room again.",
    "Turns: the next free place goes to whoever has waited longest. Any coach can support anyone: place, language and skills are left out, and so are days on which coaches are away. This makes waits look shorter.",
    `Leaving: everybody waits until they have a coach. Of the ${accepted} people, ${leftTheQueue === 0 ? "none" : leftTheQueue} left before. This makes waits look longer.`,
    `A wait is told in working days from being accepted to having a coach. The aim for first contact is ${firstContact} working day${firstContact === 1 ? "" : "s"} from the referral.`,
    `Ranges: we simulated ${runs} programmes. 8 of 10 lie in the range; 1 of 10 is below and 1 of 10 above. The same question on the same data gives the same answer (seed ${seed}).`,
  ];
}

function durationsInWords({ durationsOf, ended, goOn, medianKept }: Forecast["basis"]): string {
  const half =
    medianKept === undefined
      ? "More than half of the places are kept for longer than any that has ended"
      : `Half of the places are free again after ${medianKept} working days`;
  const from =
    durationsOf === "area"
      ? `from ${ended} cases of this area that have ended and ${goOn} that go on`
      : `fewer than ${leastCases} cases have ended here, so the durations of England are used, from ${ended} cases that have ended and ${goOn} that go on`;
  return `How long a place is kept: ${from}. ${half}.`;
}

/** Why there is no forecast, and what to do. */
export const tooLittleInWords: Record<TooLittle, string> = {
  "no-places":
    "No coach here has places yet. Once a coach is added with the number of people they can support, ask again.",
  "no-coach-left": "There would be no coach left, so nobody would get one. Ask about fewer coaches leaving.",
  "few-days": `There have been referrals for fewer than ${leastDays} working days. That is too few to tell how many will come. Ask again in a few weeks.`,
  "few-accepted": `Fewer than ${leastCases} people have been accepted in the last 26 weeks. That is too few to tell how many will come. Ask again later.`,
  "few-ended": `Fewer than ${leastCases} cases have ended, here and in all of England. That is too few to tell how long a place is kept. Ask again later.`,
};
