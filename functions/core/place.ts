import type { LondonDate } from "./calendar.ts";
import type { FieldError } from "./field-errors.ts";
import { type AreaListing, coverOf } from "./place/area-listing.ts";
import { type Authority, authorityOfJobcentre, findAuthority } from "./place/authority.ts";
import { type Board, boardOn, findBoard, isNameOf, reachOf } from "./place/board.ts";
import {
  authorityCodeOf,
  mayLieOutsideEngland,
  type OutwardRecord,
  type Postcode,
  parsePostcode,
} from "./place/postcode.ts";
import { type Redirect, redirects } from "./place/redirects.ts";
import type { AreaTest } from "./words.ts";

/** The parts of a referral that say where a person belongs, as submitted. */
export interface PlaceAsked {
  readonly area?: string | undefined;
  readonly person: {
    readonly postcode?: string | undefined;
    readonly localAuthority?: string | undefined;
    readonly gpPractice?:
      | { readonly icb?: string | undefined; readonly icbName?: string | undefined }
      | undefined;
    readonly jobcentre?: string | undefined;
  };
}

/** What is known of places. `outward` is the record of the postcode's outward code, undefined where none is. */
export interface PlaceFacts {
  /** Every area as on the day of receipt. */
  readonly areas: readonly AreaListing[];
  readonly authorities: readonly Authority[];
  readonly boards: readonly Board[];
  readonly outward?: OutwardRecord | undefined;
  /** London date on which the referral is received: boards merge. */
  readonly on: LondonDate;
}

export interface FoundPlace {
  readonly area: string;
  /** Every test of belonging to the area that these facts pass, strongest first; none if only chosen. */
  readonly matches: readonly AreaTest[];
  /** ONS code of the authority where the person lives. */
  readonly authority?: string;
  /** ODS code, on the date of receipt, of the practice's board, else of the area's where one code tells. */
  readonly icbAtEvent?: string;
}

export type PlaceRefusal =
  | { readonly type: "not-valid"; readonly errors: readonly FieldError[] }
  | { readonly type: "area-ambiguous"; readonly candidates: readonly { id: string; name: string }[] }
  | {
      readonly type: "out-of-area";
      /** Why, in a sentence for whoever refers: where the person lives, or whose practice they are with. */
      readonly because: string;
      readonly redirects: readonly Redirect[];
    };

/** The areas that one fact points to. Unsettled: there are several, or the place reaches beyond the one. */
interface Pointing {
  readonly areas: readonly string[];
  readonly unsettled: boolean;
}

interface Residence extends Pointing {
  readonly authority?: string;
}

interface Pointings {
  readonly residence: Residence | undefined;
  readonly practice: Pointing | undefined;
}

/**
 * The pilot area of a referral: the person's choice, else where they live (the named authority before the
 * postcode), else the board of their GP practice. A person who lives in no area belongs by their practice when
 * its board is one area's. Refuses, with all mistakes at once, what does not exist; an authority or board that
 * does not settle the area; and what lies in no area. Sources: contract, "Area"; domain.md, "Traps".
 */
export function findPlace(asked: PlaceAsked, facts: PlaceFacts): FoundPlace | { refusal: PlaceRefusal } {
  const errors = mistakesOfPlace(asked, facts);
  if (errors.length > 0) return { refusal: { type: "not-valid", errors } };

  const pointings = { residence: residenceOf(asked, facts), practice: practiceOf(asked, facts) };
  const area = asked.area ?? areaPointedTo(pointings);
  if (area === undefined) {
    return { refusal: { type: "out-of-area", because: becauseOutside(asked, facts), redirects } };
  }
  if (typeof area === "string") return found(area, asked, facts, pointings);
  const candidates = facts.areas.filter(({ id }) => area.candidates.includes(id));
  return {
    refusal: { type: "area-ambiguous", candidates: candidates.map(({ id, name }) => ({ id, name })) },
  };
}

/** The test to record: the strongest match that the area accepts; "chosen" where only the choice places them. */
export function placedBy(place: FoundPlace, acceptedTests: readonly AreaTest[]): AreaTest | "chosen" {
  return place.matches.find((test) => acceptedTests.includes(test)) ?? "chosen";
}

function mistakesOfPlace({ area, person }: PlaceAsked, facts: PlaceFacts): FieldError[] {
  const errors: FieldError[] = [];
  const refuse = (pointer: string, detail: string) => errors.push({ pointer, detail });
  const { icb, icbName } = person.gpPractice ?? {};
  if (area !== undefined && !facts.areas.some(({ id }) => id === area)) {
    refuse("/area", "Choose one of the areas listed at /areas");
  }
  if (person.localAuthority !== undefined && !findAuthority(facts.authorities, person.localAuthority)) {
    refuse(
      "/person/localAuthority",
      "Enter the name of a district, borough, city or unitary council in England, like Bolton",
    );
  }
  if (person.postcode !== undefined) {
    const postcode = parsePostcode(person.postcode);
    if (!postcode) refuse("/person/postcode", "Enter a full UK postcode, like BL1 1AA");
    else if (!facts.outward && !mayLieOutsideEngland(postcode)) {
      refuse("/person/postcode", "Enter a postcode that exists: this one does not");
    }
  }
  const board = findBoard(facts.boards, icb ?? "");
  if (icb !== undefined && !board) {
    refuse("/person/gpPractice/icb", "Enter the ODS code of an integrated care board, like QOP or S1Y5D");
  }
  if (icbName !== undefined && icb === undefined) {
    refuse("/person/gpPractice/icb", "Give the board's ODS code beside its name");
  }
  if (icbName !== undefined && board && !isNameOf(board, icbName)) {
    refuse(
      "/person/gpPractice/icbName",
      `Check the name and the code: ${board.odsCode} is the code of ${board.name}`,
    );
  }
  if ([area, person.localAuthority, person.postcode, icb].every((fact) => fact === undefined)) {
    refuse("/area", "Choose an area, or give a postcode, a local authority or the GP practice's board");
  }
  return errors;
}

function residenceOf({ person }: PlaceAsked, facts: PlaceFacts): Residence | undefined {
  if (person.localAuthority === undefined && person.postcode === undefined) return undefined;
  const authority = findAuthority(
    facts.authorities,
    person.localAuthority ?? codeOfHome(person.postcode, facts),
  );
  if (!authority) return { areas: [], unsettled: false };
  const areas = facts.areas.filter((area) => coverOf(area, authority) !== undefined);
  return {
    areas: areas.map(({ id }) => id),
    unsettled: areas.length > 1 || areas.some((area) => coverOf(area, authority) === "part"),
    authority: authority.code,
  };
}

function codeOfHome(text: string | undefined, { outward }: PlaceFacts): string {
  const postcode: Postcode | undefined = parsePostcode(text ?? "");
  return postcode && outward ? authorityCodeOf(postcode, outward) : "";
}

function practiceOf({ person }: PlaceAsked, facts: PlaceFacts): Pointing | undefined {
  const board = findBoard(facts.boards, person.gpPractice?.icb ?? "");
  if (!board) return undefined;
  const { areas, beyond } = reachOf(board, facts.boards, facts.areas, facts.on);
  return { areas, unsettled: beyond || areas.length > 1 };
}

/** The one area, or the candidates of the first fact that is to decide and does not; undefined in no area. */
function areaPointedTo({
  residence,
  practice,
}: Pointings): string | { candidates: readonly string[] } | undefined {
  if (residence?.areas[0]) return residence.unsettled ? { candidates: residence.areas } : residence.areas[0];
  if (!practice?.areas[0]) return undefined;
  if (!practice.unsettled) return practice.areas[0];
  // Someone who lives in no area is told so, rather than asked about one that their board also touches.
  return residence ? undefined : { candidates: practice.areas };
}

/** The fact that decided, in plain words; it repeats nothing that is finer than an authority or a board. */
function becauseOutside({ person }: PlaceAsked, facts: PlaceFacts): string {
  const home = findAuthority(facts.authorities, person.localAuthority ?? codeOfHome(person.postcode, facts));
  if (home) return `The person lives in ${home.name}, where WorkWell is not offered yet.`;
  if (person.postcode !== undefined) {
    return "The postcode is not in England. WorkWell is offered only in parts of England.";
  }
  const board = findBoard(facts.boards, person.gpPractice?.icb ?? "");
  return `The GP practice belongs to ${board?.name ?? "another board"}, where WorkWell is not offered yet.`;
}

function found(area: string, asked: PlaceAsked, facts: PlaceFacts, pointings: Pointings): FoundPlace {
  const { residence, practice } = pointings;
  const board = asked.person.gpPractice?.icb ?? facts.areas.find(({ id }) => id === area)?.icbAtLaunch ?? "";
  const icbAtEvent = boardOn(board, facts.boards, facts.on);
  const tests: [AreaTest, boolean][] = [
    ["resident", residence?.areas.includes(area) ?? false],
    ["gp-practice", practice?.areas.includes(area) ?? false],
    ["jobcentre", jobcentreLiesIn(area, asked.person.jobcentre, facts)],
  ];
  return {
    area,
    matches: tests.filter(([, matches]) => matches).map(([test]) => test),
    ...(residence?.authority ? { authority: residence.authority } : {}),
    ...(icbAtEvent ? { icbAtEvent } : {}),
  };
}

function jobcentreLiesIn(area: string, jobcentre: string | undefined, facts: PlaceFacts): boolean {
  const authority = jobcentre === undefined ? undefined : authorityOfJobcentre(facts.authorities, jobcentre);
  const listing = facts.areas.find(({ id }) => id === area);
  return authority !== undefined && listing !== undefined && coverOf(listing, authority) !== undefined;
}
