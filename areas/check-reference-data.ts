import { readFileSync } from "node:fs";
import { z } from "zod";
import { type FieldError, fieldErrors } from "../functions/core/field-errors.ts";
import { OutwardRecord } from "../functions/core/place/postcode.ts";

const text = z.string().min(1);
const validity = { validFrom: z.iso.date(), validTo: z.iso.date().nullable() };
const odsCode = z.string().regex(/^([A-Z0-9]{3}|[A-Z0-9]{5})$/, "An ODS code has 3 or 5 characters");
const onsCode = z.string().regex(/^E\d{8}$/, "An ONS code of England is E and 8 digits");

const Boards = z.looseObject({
  icbs: z.array(
    z
      .looseObject({
        odsCode,
        name: text,
        gss: z.array(z.strictObject({ code: onsCode, ...validity })).min(1),
        ...validity,
        successors: z.array(odsCode),
      })
      .refine(
        ({ validTo, successors }) => (validTo === null) === (successors.length === 0),
        "A closed board has successors, and an open one has none",
      )
      .refine(
        ({ validFrom, validTo }) => validTo === null || validFrom <= validTo,
        "A board closes after it opens",
      ),
  ),
});

const Authorities = z.looseObject({
  authorities: z.array(
    z.strictObject({ code: onsCode, name: text, aliases: z.array(text), formerCodes: z.array(onsCode) }),
  ),
});

const folder = new URL("./data/", import.meta.url);
export const postcodesFile = new URL("postcodes-england.jsonl", folder);

/** Every outward code of the postcode file's text. Throws what is no such record. */
export function outwardRecordsIn(lines: string): OutwardRecord[] {
  return lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => OutwardRecord.parse(JSON.parse(line)));
}

/** What is wrong in the boards, authorities and postcodes under areas/data/: file, pointer, what is wrong. */
export function mistakesOfReferenceData(): string[] {
  const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  const boards = Boards.safeParse(read("icbs.json"));
  const authorities = Authorities.safeParse(read("local-authorities-england.json"));
  return [
    ...tell("icbs.json", boards.success ? mistakesBetweenBoards(boards.data) : fieldErrors(boards.error)),
    ...tell(
      "local-authorities-england.json",
      authorities.success ? mistakesBetweenAuthorities(authorities.data) : fieldErrors(authorities.error),
    ),
    ...tell("postcodes-england.jsonl", authorities.success ? mistakesOfPostcodes(authorities.data) : []),
  ];
}

function tell(file: string, mistakes: readonly FieldError[]): string[] {
  return mistakes.map(({ pointer, detail }) => `data/${file} ${pointer}: ${detail}.`);
}

/** Successors exist and are open the day after; codes are given once. */
function mistakesBetweenBoards({ icbs }: z.infer<typeof Boards>): FieldError[] {
  return icbs.flatMap((board, number) => {
    const lost = board.successors.filter((code) => {
      const successor = icbs.find((each) => each.odsCode === code);
      const day = board.validTo ?? "";
      return !successor || (successor.validTo !== null && successor.validTo <= day);
    });
    const isTwice = icbs.findIndex((each) => each.odsCode === board.odsCode) !== number;
    return [
      ...lost.map((code) => ({
        pointer: `/icbs/${number}/successors`,
        detail: `${code} is no board that was open after ${board.odsCode} closed`,
      })),
      ...(isTwice ? [{ pointer: `/icbs/${number}/odsCode`, detail: `${board.odsCode} is there twice` }] : []),
    ];
  });
}

function mistakesBetweenAuthorities({ authorities }: z.infer<typeof Authorities>): FieldError[] {
  const seen = new Set<string>();
  return authorities.flatMap(({ code, formerCodes }, number) =>
    [code, ...formerCodes].flatMap((each) => {
      if (!seen.has(each)) {
        seen.add(each);
        return [];
      }
      return [{ pointer: `/authorities/${number}`, detail: `${each} is there twice` }];
    }),
  );
}

function mistakesOfPostcodes({ authorities }: z.infer<typeof Authorities>): FieldError[] {
  const codes = new Set(authorities.map(({ code }) => code));
  const records = outwardRecordsIn(readFileSync(postcodesFile, "utf8"));
  return records.flatMap(({ outward, authority, sectors, units }) =>
    [authority, ...Object.values(sectors ?? {}), ...Object.values(units ?? {})]
      .filter((code) => !codes.has(code))
      .map((code) => ({ pointer: `/${outward}`, detail: `${code} is the code of no authority` })),
  );
}
