/**
 * When a person likes to be reached, as far as it can be read from their own words. Days count from Monday 1 to
 * Friday 5; times are the minutes since midnight in London at which a try may begin, one for each half hour.
 */
export interface PreferredTimes {
  readonly days: readonly number[];
  readonly times: readonly number[];
}

/** Anybody is tried from 9:00 to 19:00 on working days: later no coach is signed in. */
const opens = 9 * 60;
const closes = 19 * 60;
const halfHour = 30;

export const anyTime: PreferredTimes = {
  days: [1, 2, 3, 4, 5],
  times: Array.from({ length: (closes - opens) / halfHour }, (_, index) => opens + index * halfHour),
};

/**
 * Reads words such as "mornings", "not Mondays" or "weekdays after 4pm". Undefined as soon as a word is unknown, the
 * words can be read in two ways, or no working day and time is left: a wish that is half understood is not acted on.
 */
export function readPreferredTimes(text: string): PreferredTimes | undefined {
  const words = wordsIn(text);
  const wishes = words && wishesIn(words);
  if (!wishes) return undefined;
  const days = left("days", wishes);
  const times = left("times", wishes);
  return days.length > 0 && times.length > 0 ? { days, times } : undefined;
}

type Kind = "days" | "times";

/** A phrase that is known, by what it says. */
type Word =
  | { readonly says: Kind; readonly these: readonly number[] }
  | { readonly says: "not" | "except" | "but" | "comma" | "stop" | "and" | "nothing" };

const says = (what: Exclude<Word["says"], Kind>) => (): Word => ({ says: what });
const days =
  (...these: number[]) =>
  (): Word => ({ says: "days", these });
const hours = (first: number, end: number) => () => timesBetween(first * 60, end * 60);

const dayNames = ["mon(?:day)?", "tue(?:s(?:day)?)?", "wed(?:nesday)?", "thu(?:rs?(?:day)?)?", "fri(?:day)?"];
const day = `(${dayNames.join("|")}|sat(?:urday)?|sun(?:day)?)s?`;
const clock = String.raw`(\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm)?|noon|midday)`;
const upTo = String.raw`\s?(?:to|until|till|and|-)\s?`;

/** What is looked for at each place of a text, in this order. A reading that is undefined is not understood. */
const phrases: readonly (readonly [pattern: string, read: (...found: string[]) => Word | undefined])[] = [
  [
    `${day}${upTo.replace("|and", "")}${day}`,
    (first = "", last = "") => daysBetween(dayOf(first), dayOf(last)),
  ],
  [day, (name = "") => ({ says: "days", these: [dayOf(name)] })],
  ["week ?days?", days(1, 2, 3, 4, 5)],
  ["week ?ends?", days(6, 7)],
  [
    `(?:between |from )?${clock}${upTo}${clock}`,
    (first = "", end = "") => timesBetween(minutesOf(first), minutesOf(end)),
  ],
  [`(?:after|from|past) ${clock}(?: onwards?)?`, (first = "") => timesBetween(minutesOf(first), closes)],
  [`(?:before|until|till|by|up to) ${clock}`, (end = "") => timesBetween(opens, minutesOf(end))],
  ["mornings?", hours(9, 12)],
  ["lunch(?: ?times?| breaks?)?", hours(12, 14)],
  ["afternoons?", hours(12, 17)],
  ["evenings?|after work", hours(17, 19)],
  ["day ?times?|office hours|working hours", hours(9, 17)],
  ["except(?: for)?|excluding|apart from|other than|avoid", says("except")],
  ["not|no|never|don't|dont|do not|can't|cant|cannot", says("not")],
  ["but", says("but")],
  ["and|or", says("and")],
  [
    "i am|i'm|i|me|my|please|best|better|prefer|preferably|preferred|good|fine|ok|okay|great",
    says("nothing"),
  ],
  // Whoever is on call cannot be called.
  ["on call", () => undefined],
  ["on|in|the|at|is|are|do|during|usually|mostly|only|ideally|free|available", says("nothing")],
  ["any ?times?|any ?days?|every ?day|daily|any|calls?|ring|phone|contact|times?|days?", says("nothing")],
  ["am", hours(9, 12)],
  ["pm", hours(12, 19)],
];
const marks: readonly (readonly [RegExp, () => Word])[] = [
  [/\s*[,]\s*/y, says("comma")],
  [/\s*[.;!\n]+\s*/y, says("stop")],
  [/\s*[&/+]\s*/y, says("and")],
  [/\s+/y, says("nothing")],
];
const lexicon = [
  ...phrases.map(([pattern, read]) => [new RegExp(`(?:${pattern})(?![a-z0-9'])`, "y"), read] as const),
  ...marks,
];

/** The text from its beginning to its end as known phrases; undefined where one is not known. */
function wordsIn(text: string): Word[] | undefined {
  const plain = text
    .toLowerCase()
    .replaceAll("’", "'")
    .replaceAll(/[–—]/g, "-")
    .replaceAll(/\b([ap])\.m\b\.?/g, "$1m")
    .replaceAll(/[ \t]+/g, " ");
  const words: Word[] = [];
  for (let place = 0; place < plain.length; ) {
    const found = nextWord(plain, place);
    if (!found) return undefined;
    words.push(found.word);
    place = found.end;
  }
  return words.filter(({ says }) => says !== "nothing");
}

function nextWord(text: string, place: number): { word: Word; end: number } | undefined {
  for (const [pattern, read] of lexicon) {
    pattern.lastIndex = place;
    const found = pattern.exec(text);
    if (!found) continue;
    const word = read(...found.slice(1));
    return word && { word, end: pattern.lastIndex };
  }
  return undefined;
}

interface Wish {
  readonly kind: Kind;
  readonly these: readonly number[];
  readonly isWanted: boolean;
}

/**
 * What is wanted and what is not, each in its order. A "not" reaches to the end of its clause, and begins one or
 * follows "and": "mornings are not good" says the opposite of what its words in turn would say.
 */
function wishesIn(words: readonly Word[]): Wish[] | undefined {
  const wishes: Wish[] = [];
  let isWanted = true;
  let before: Word["says"] = "stop";
  for (const word of words) {
    const endsNot = !isWanted && (before === "days" || before === "times");
    switch (word.says) {
      case "days":
      case "times":
        // "Not Mondays, mornings" and "not Mondays and mornings" may ask for mornings or against them.
        if (!isWanted && before === "comma") return undefined;
        if (!isWanted && before === "and" && wishes.at(-1)?.kind !== word.says) return undefined;
        wishes.push({ kind: word.says, these: word.these, isWanted });
        break;
      case "not":
        if (before === "days" || before === "times" || before === "not") return undefined;
        isWanted = false;
        break;
      case "except":
        isWanted = false;
        break;
      case "stop":
      case "but":
        if (!isWanted && !endsNot) return undefined;
        isWanted = true;
        break;
      case "comma":
        if (!isWanted && !endsNot) return undefined;
        break;
    }
    before = word.says;
  }
  const isUnfinished = !isWanted && before !== "days" && before !== "times";
  return isUnfinished || isInterleaved(wishes) ? undefined : wishes;
}

/** "Monday mornings, Thursday afternoons": which time goes with which day is more than this reads. */
function isInterleaved(wishes: readonly Wish[]): boolean {
  const kinds = wishes.filter(({ isWanted }) => isWanted).map(({ kind }) => kind);
  return kinds.filter((kind, index) => kind !== kinds[index - 1]).length > 2;
}

/** The days, or the times, that the wishes leave. */
function left(kind: Kind, wishes: readonly Wish[]): number[] {
  const ofKind = wishes.filter((wish) => wish.kind === kind);
  const wanted = wantedOf(ofKind.filter(({ isWanted }) => isWanted).map(({ these }) => these));
  const unwanted = ofKind.filter(({ isWanted }) => !isWanted).flatMap(({ these }) => these);
  return anyTime[kind].filter((one) => (wanted ?? anyTime[kind]).includes(one) && !unwanted.includes(one));
}

/**
 * Two wants that have something in common narrow each other ("afternoons after 3pm"), two that have nothing are
 * alternatives: so what comes of them lies within either reading. Undefined where nothing is wanted.
 */
function wantedOf(wants: readonly (readonly number[])[]): readonly number[] | undefined {
  let wanted = wants[0];
  for (const these of wants.slice(1)) {
    const common = these.filter((one) => wanted?.includes(one));
    wanted = common.length > 0 ? common : these.concat(wanted ?? []);
  }
  return wanted;
}

/** Monday 1 to Sunday 7. */
function dayOf(name: string): number {
  return ["mo", "tu", "we", "th", "fr", "sa", "su"].indexOf(name.slice(0, 2)) + 1;
}

function daysBetween(first: number, last: number): Word | undefined {
  if (last < first) return undefined;
  return { says: "days", these: Array.from({ length: last - first + 1 }, (_, index) => first + index) };
}

function timesBetween(first: number | undefined, end: number | undefined): Word | undefined {
  if (first === undefined || end === undefined || end <= first) return undefined;
  return { says: "times", these: anyTime.times.filter((time) => first <= time && time < end) };
}

/** Minutes since midnight. Without am or pm, 1 to 6 are in the afternoon and 7 and 8 could be either: undefined. */
function minutesOf(text: string): number | undefined {
  if (text === "noon" || text === "midday") return 12 * 60;
  const [, hourText = "", minutes = "0", half] = /^(\d{1,2})(?:[:.](\d{2}))?\s?(am|pm)?$/.exec(text) ?? [];
  const hour = Number(hourText);
  if (hour > 23 || Number(minutes) > 59 || (half && (hour === 0 || hour > 12))) return undefined;
  if (half) return ((hour % 12) + (half === "pm" ? 12 : 0)) * 60 + Number(minutes);
  if (hour === 7 || hour === 8) return undefined;
  return (hour >= 1 && hour <= 6 ? hour + 12 : hour) * 60 + Number(minutes);
}

const dayWords = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays"];

/** What was read, for whoever decides: "Mondays and Fridays, from 9am to midday". */
export function preferredTimesInWords({ days, times }: PreferredTimes): string {
  const onDays =
    days.length === anyTime.days.length
      ? "Monday to Friday"
      : joined(days.map((one) => dayWords[one - 1] ?? ""));
  const spans: { first: number; end: number }[] = [];
  for (const time of times) {
    const last = spans.at(-1);
    if (last?.end === time) last.end = time + halfHour;
    else spans.push({ first: time, end: time + halfHour });
  }
  return `${onDays}, ${joined(spans.map(({ first, end }) => `from ${clockWords(first)} to ${clockWords(end)}`))}`;
}

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function clockWords(time: number): string {
  if (time === 12 * 60) return "midday";
  const hour = Math.floor(time / 60);
  const minutes = time % 60 === 0 ? "" : `:${String(time % 60).padStart(2, "0")}`;
  return `${hour > 12 ? hour - 12 : hour}${minutes}${hour < 12 ? "am" : "pm"}`;
}
