import { z } from "zod";
import { AreaService } from "../functions/core/area-service.ts";
import { type FieldError, fieldErrors } from "../functions/core/field-errors.ts";

export interface Imported {
  readonly services: readonly AreaService[];
  /** How many are there but not active: nobody should be sent to them. */
  readonly leftOut: number;
  /** Of a list that comes in pages: which one this is, and of how many. */
  readonly page?: { readonly number: number; readonly of: number };
}

/** Characters that a description or a wait is cut to; what is longer is in the directory. */
const longestDescription = 500;
const longestLine = 200;

const text = z.string().nullish();
const Phones = z
  .array(z.looseObject({ number: z.string(), extension: z.union([z.number(), z.string()]).nullish() }))
  .nullish();

/** Open Referral UK 3 and HSDS 3 as far as they are the same, and HSDS 3's waits and capacities where given. */
const ForeignService = z.looseObject({
  id: z.string(),
  name: z.string(),
  description: text,
  url: text,
  email: text,
  status: z.enum(["active", "inactive", "defunct", "temporarily closed"]),
  wait_time: text,
  phones: Phones,
  contacts: z.array(z.looseObject({ phones: Phones })).nullish(),
  capacities: z
    .array(
      z.looseObject({
        available: z.number(),
        maximum: z.number().nullish(),
        updated: text,
        unit: z.looseObject({ name: text }).nullish(),
      }),
    )
    .nullish(),
});
type ForeignService = z.infer<typeof ForeignService>;

/** As the area's list has it. */
const Service = ForeignService.transform(serviceOf).pipe(AreaService);

/**
 * The services of an Open Referral UK or HSDS 3 document: a service, a list of services, services at locations, or
 * organisations with their services. A service that is there several times counts once. Answers every mistake at
 * once, each at its JSON Pointer.
 */
export function importedFrom(document: unknown): Imported | { readonly mistakes: readonly FieldError[] } {
  const found = servicesIn(document, "");
  if (found.length === 0) {
    const detail =
      "There are no services here. Give services, services at locations, or organisations with services";
    return { mistakes: [{ pointer: "/", detail }] };
  }
  const services = new Map<string, AreaService>();
  const mistakes: FieldError[] = [];
  let leftOut = 0;
  for (const { pointer, value } of found) {
    const service = Service.safeParse(value);
    if (!service.success) {
      mistakes.push(
        ...fieldErrors(service.error).map((each) => ({ ...each, pointer: pointer + each.pointer })),
      );
    } else if (statusOf(value) !== "active") leftOut += 1;
    else if (!services.has(service.data.id)) services.set(service.data.id, service.data);
  }
  if (mistakes.length > 0) return { mistakes };
  return { services: [...services.values()], leftOut, ...pageOf(document) };
}

interface Found {
  readonly pointer: string;
  readonly value: object;
}

/** Only services have a status: that is how they are told from organisations and locations. */
function servicesIn(value: unknown, pointer: string): Found[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => servicesIn(each, `${pointer}/${index}`));
  if (typeof value !== "object" || value === null) return [];
  if ("status" in value) return [{ pointer, value }];
  return ["contents", "services", "service"].flatMap((inside) =>
    inside in value ? servicesIn((value as Record<string, unknown>)[inside], `${pointer}/${inside}`) : [],
  );
}

function statusOf(value: object): unknown {
  return "status" in value ? value.status : undefined;
}

function serviceOf(foreign: ForeignService): z.input<typeof AreaService> {
  const { id, name, url, email, wait_time: wait } = foreign;
  const [capacity] = foreign.capacities ?? [];
  return {
    id,
    name: plain(name, longestLine) ?? "",
    description: plain(foreign.description, longestDescription),
    url: url?.trim() || undefined,
    phone: phoneOf(foreign),
    email: email?.trim() || undefined,
    wait: plain(wait, longestLine),
    capacity: capacity && {
      available: capacity.available,
      maximum: capacity.maximum ?? undefined,
      unit: plain(capacity.unit?.name, longestLine),
      updated: plain(capacity.updated, longestLine),
    },
  };
}

/** The service's own number before a contact's. Whose it is stays out: people's names are not for a public list. */
function phoneOf({ phones, contacts }: ForeignService): string | undefined {
  const [phone] = [...(phones ?? []), ...(contacts ?? []).flatMap((contact) => contact.phones ?? [])];
  const number = plain(phone?.number.replaceAll('"', ""), longestLine);
  return number && phone?.extension ? `${number} ext. ${phone.extension}` : number;
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
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&(#?\w+);/g, (entity, name: string) => entities.get(name) ?? entity)
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

const Page = z.object({ page_number: z.int(), total_pages: z.int().min(2) });

function pageOf(document: unknown): Pick<Imported, "page"> {
  const page = Page.safeParse(document);
  return page.success ? { page: { number: page.data.page_number, of: page.data.total_pages } } : {};
}
