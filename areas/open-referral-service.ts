import { z } from "zod";
import { AreaService } from "../functions/core/area-service.ts";

/** Characters that a description or a line is cut to; what is longer is in the directory. */
const longestDescription = 500;
const longestLine = 200;

const text = z.string().nullish();
const age = z.number().min(0).nullish();
const list = <Of extends z.ZodType>(of: Of) => z.array(of).nullish();

const Phones = list(
  z.looseObject({ number: z.string(), extension: z.union([z.number(), z.string()]).nullish() }),
);
const Contacts = list(z.looseObject({ phones: Phones }));
const Schedules = list(
  z.looseObject({ description: text, byday: text, opens_at: text, closes_at: text, freq: text }),
);

/**
 * A service of Open Referral UK 3 or HSDS 3, as far as they are the same, with what HSDS 3 alone has for waits,
 * capacities and the way in. Open Referral UK has no field for any of those, and may carry HSDS's.
 */
const ForeignService = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: text,
  url: text,
  email: text,
  status: z.enum(["active", "inactive", "defunct", "temporarily closed"]),
  wait_time: text,
  application_process: text,
  eligibility_description: text,
  minimum_age: age,
  maximum_age: age,
  phones: Phones,
  contacts: Contacts,
  schedules: Schedules,
  service_at_locations: list(z.looseObject({ phones: Phones, contacts: Contacts, schedules: Schedules })),
  capacities: list(
    z.looseObject({
      available: z.number().min(0),
      maximum: z.number().min(0).nullish(),
      updated: text,
      unit: z.looseObject({ name: text }).nullish(),
    }),
  ),
});
type ForeignService = z.infer<typeof ForeignService>;

/** The service as the area's list has it. */
export const ImportedService = ForeignService.transform(serviceOf).pipe(AreaService);

function serviceOf(foreign: ForeignService): z.input<typeof AreaService> {
  const { id, name, url, email, wait_time: wait, application_process: howToApply } = foreign;
  return {
    id,
    name: plain(name, longestLine) ?? "",
    description: plain(foreign.description, longestDescription),
    url: url?.trim() || undefined,
    phone: phoneOf(foreign),
    email: email?.trim() || undefined,
    howToApply: plain(howToApply, longestDescription),
    eligibility: plain(foreign.eligibility_description, longestDescription) ?? agesOf(foreign),
    hours: hoursOf(foreign),
    wait: plain(wait, longestLine),
    capacity: capacityOf(foreign),
  };
}

/** Those of the service itself come first; where it has none, those of the places where it is. */
function ownOrAtPlaces<Of>(
  foreign: ForeignService,
  of: (one: Pick<ForeignService, "phones" | "contacts" | "schedules">) => readonly Of[],
): readonly Of[] {
  const own = of(foreign);
  return own.length > 0 ? own : (foreign.service_at_locations ?? []).flatMap(of);
}

/** The service's own number before a contact's. Whose it is stays out: people's names are not for a public list. */
function phoneOf(foreign: ForeignService): string | undefined {
  const [phone] = ownOrAtPlaces(foreign, ({ phones, contacts }) => [
    ...(phones ?? []),
    ...(contacts ?? []).flatMap((contact) => contact.phones ?? []),
  ]);
  const number = plain(phone?.number.replaceAll('"', ""), longestLine);
  return number && phone?.extension ? plain(`${number} ext. ${phone.extension}`, longestLine) : number;
}

function agesOf({ minimum_age: from, maximum_age: to }: ForeignService): string | undefined {
  if (from && to) return `For people aged ${from} to ${to}`;
  if (from) return `For people aged ${from} and over`;
  return to ? `For people aged up to ${to}` : undefined;
}

function hoursOf(foreign: ForeignService): string | undefined {
  const told = ownOrAtPlaces(foreign, ({ schedules }) => schedules ?? []).flatMap(
    (schedule) => plain(schedule.description, longestDescription) ?? weeklyHours(schedule) ?? [],
  );
  return plain([...new Set(told)].join("; "), longestDescription);
}

const dayNames = new Map([
  ["MO", "Monday"],
  ["TU", "Tuesday"],
  ["WE", "Wednesday"],
  ["TH", "Thursday"],
  ["FR", "Friday"],
  ["SA", "Saturday"],
  ["SU", "Sunday"],
]);

/** "Thursday, Friday, 10:00 to 18:00"; a rule that says more than days of the week is left to the directory. */
function weeklyHours(schedule: NonNullable<ForeignService["schedules"]>[number]): string | undefined {
  const days = (schedule.byday ?? "").split(",").map((day) => dayNames.get(day.trim()));
  const isWeekly = schedule.freq === "WEEKLY" && days.every((day) => day !== undefined);
  if (!isWeekly) return undefined;
  const [opens, closes] = [schedule.opens_at, schedule.closes_at].map((time) =>
    /^\d{2}:\d{2}/.exec(time ?? "")?.at(0),
  );
  return `${days.join(", ")}${opens && closes ? `, ${opens} to ${closes}` : ""}`;
}

function capacityOf({ capacities }: ForeignService): z.input<typeof AreaService>["capacity"] {
  const [capacity] = capacities ?? [];
  return (
    capacity && {
      available: capacity.available,
      maximum: capacity.maximum ?? undefined,
      unit: plain(capacity.unit?.name, longestLine),
      updated: plain(capacity.updated, longestLine),
    }
  );
}

const entities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["#39", "'"],
  ["nbsp", " "],
]);

/** Directories write HTML into their texts: tags go, spaces are made one, and what is too long is cut. */
function plain(given: string | null | undefined, most: number): string | undefined {
  const words = (given ?? "")
    .replaceAll(/<[^<>]*>/g, " ")
    .replaceAll(/&(#?\w{1,10});/g, (entity, name: string) => entities.get(name) ?? entity)
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim();
  if (words === "") return undefined;
  return words.length <= most
    ? words
    : `${words
        .slice(0, most - 1)
        .replace(/\p{Cs}$/u, "")
        .trimEnd()}…`;
}
