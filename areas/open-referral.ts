import { z } from "zod";
import type { AreaService } from "../functions/core/area-service.ts";
import { type FieldError, fieldErrors } from "../functions/core/field-errors.ts";
import { ImportedService } from "./open-referral-service.ts";

export interface Imported {
  readonly services: readonly AreaService[];
  /** How many are there but not active: nobody should be sent to them. */
  readonly leftOut: number;
  /** Of a list that comes in pages: which one this is, and of how many. */
  readonly page?: { readonly number: number; readonly of: number };
}

/** Levels at which services are looked for: organisations in pages have theirs at the fourth. */
const deepest = 6;

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
    const service = ImportedService.safeParse(value);
    if (!service.success) {
      mistakes.push(
        ...fieldErrors(service.error).map((each) => ({ ...each, pointer: pointer + each.pointer })),
      );
    } else if (statusOf(value) !== "active") leftOut += 1;
    else if (!services.has(service.data.id)) services.set(service.data.id, service.data);
    else mistakes.push(...mistakesOfId(service.data, services.get(service.data.id), pointer));
  }
  if (mistakes.length > 0) return { mistakes };
  return { services: [...services.values()], leftOut, ...pageOf(document) };
}

/** One service may be told several times, shorter or longer; two services under one id are a mistake. */
export function mistakesOfId(
  { id, name }: AreaService,
  known: AreaService | undefined,
  pointer: string,
): FieldError[] {
  if (known === undefined || known.name === name) return [];
  const detail = `"${known.name}" has this id too (${id}). Give each service an id of its own`;
  return [{ pointer: `${pointer}/id`, detail }];
}

interface Found {
  readonly pointer: string;
  readonly value: object;
}

/** Only services have a status: that is how they are told from organisations and locations. */
function servicesIn(value: unknown, pointer: string, level = 0): Found[] {
  if (typeof value !== "object" || value === null || level > deepest) return [];
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => servicesIn(each, `${pointer}/${index}`, level + 1));
  }
  if ("status" in value) return [{ pointer, value }];
  return ["contents", "services", "service"].flatMap((inside) =>
    inside in value
      ? servicesIn((value as Record<string, unknown>)[inside], `${pointer}/${inside}`, level + 1)
      : [],
  );
}

function statusOf(value: object): unknown {
  return "status" in value ? value.status : undefined;
}

const Page = z.object({ page_number: z.int(), total_pages: z.int().min(2) });

function pageOf(document: unknown): Pick<Imported, "page"> {
  const page = Page.safeParse(document);
  return page.success ? { page: { number: page.data.page_number, of: page.data.total_pages } } : {};
}
