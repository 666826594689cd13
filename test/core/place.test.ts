import { describe, expect, test } from "vitest";
import { readAreaFiles } from "../../areas/area-files.ts";
import { referenceData } from "../../areas/reference-data.ts";
import { type AreaListing, coverOf, listedOn } from "../../functions/core/place/area-listing.ts";
import { type Board, boardOn, reachOf } from "../../functions/core/place/board.ts";
import { parsePostcode } from "../../functions/core/place/postcode.ts";
import { findPlace, type PlaceAsked, placedBy } from "../../functions/core/place.ts";
import { outwardRecords } from "../areas/postcode-lines.ts";

const listings = readAreaFiles().areas.map(({ listing }) => listing);
const beforeMergers = "2026-03-31";
const afterMergers = "2026-04-01";

interface Given {
  area?: string;
  postcode?: string;
  localAuthority?: string;
  icb?: string;
  icbName?: string;
  jobcentre?: string;
}

function find({ area, icb, icbName, ...person }: Given, on = afterMergers, published = listings) {
  const asked: PlaceAsked = { area, person: { ...person, gpPractice: { icb, icbName } } };
  const outward = outwardRecords.get(parsePostcode(person.postcode ?? "")?.outward ?? "");
  return findPlace(asked, { ...referenceData, areas: listedOn(published, on), outward, on });
}

/** The answer in one word: the area, the refusal, or the refusal with its candidates. */
function told(given: Given, on?: string, published?: AreaListing[]): string {
  const place = find(given, on, published);
  if (!("refusal" in place)) return place.area;
  const { refusal } = place;
  if (refusal.type === "area-ambiguous") return `one of ${refusal.candidates.map(({ id }) => id).join(", ")}`;
  if (refusal.type === "not-valid")
    return `not valid: ${refusal.errors.map(({ pointer, detail }) => (detail ? pointer : "no words")).join(", ")}`;
  return refusal.type;
}

describe("where a postcode lies", () => {
  test.each([
    ["BL1 1AA", "greater-manchester"],
    ["bl11aa", "greater-manchester"],
    [" BL1-1AA ", "greater-manchester"],
    ["M1 1AE", "greater-manchester"],
    ["WN1 1AA", "greater-manchester"],
    ["B1 1AA", "birmingham-and-solihull"],
    ["B91 1AA", "birmingham-and-solihull"],
    ["WV1 1AA", "black-country"],
    ["BS1 1AA", "bristol-north-somerset-south-gloucestershire"],
    ["BS23 1AA", "bristol-north-somerset-south-gloucestershire"],
    ["CB1 1AA", "cambridgeshire-and-peterborough"],
    ["PE1 1AA", "cambridgeshire-and-peterborough"],
    ["TR1 1AA", "cornwall-and-isles-of-scilly"],
    ["TR21 0LW", "cornwall-and-isles-of-scilly"],
    ["CV1 1AA", "coventry-and-warwickshire"],
    ["SL1 1AA", "frimley"],
    ["GU14 1AA", "frimley"],
    ["HR1 1AA", "herefordshire-and-worcestershire"],
    ["LA1 1AA", "lancashire-and-south-cumbria"],
    ["LE1 1AA", "leicester-leicestershire-and-rutland"],
    ["LE15 6AA", "leicester-leicestershire-and-rutland"],
    ["N1 1AA", "north-central-london"],
    ["SW1A 1AA", "north-west-london"],
    ["W1A 1AA", "north-west-london"],
    ["S1 1AA", "south-yorkshire"],
    ["GU21 1AA", "surrey-heartlands"],
    ["LS1 1AA", "out-of-area"],
    ["SW1A 0WY", "out-of-area"],
    ["EH1 1AA", "out-of-area"],
    ["CF10 1AA", "out-of-area"],
    ["GU51 1AA", "one of frimley"],
    ["GU9 7AA", "one of frimley, surrey-heartlands"],
    ["GU10 5SA", "one of frimley"],
    ["CA28 1AA", "one of lancashire-and-south-cumbria"],
    ["LA9 4AA", "one of lancashire-and-south-cumbria"],
    ["ZZ1 1ZZ", "not valid: /person/postcode"],
    ["BL99 1AA", "not valid: /person/postcode"],
    ["BL1", "not valid: /person/postcode"],
    ["XBL1 1AA", "not valid: /person/postcode"],
    ["1 1AA", "not valid: /person/postcode"],
    ["Bolton", "not valid: /person/postcode"],
  ])("%s: %s", (postcode, expected) => {
    expect(told({ postcode })).toBe(expected);
  });

  test("a postcode begins with the letters of its area", () => {
    expect(parsePostcode("1 1AA")).toBeUndefined();
    expect(parsePostcode("M1 1AA")).toMatchObject({ outward: "M1", sector: "1", unit: "1AA" });
  });

  test.each([
    ["a unit before its sector and outward code", "GU10 1BF", "E07000216"],
    ["a sector before its outward code", "GU10 1AA", "E07000209"],
    ["the outward code where nothing is nearer", "GU10 2AA", "E07000216"],
    ["a unit that lies back in the outward code's authority", "AL3 8BQ", "E07000240"],
    ["a unit of a third authority", "AL3 8QE", "E06000056"],
    ["a sector of another authority", "AL3 8AA", "E07000096"],
  ])("the longest match wins: %s", (_name, postcode, authority) => {
    const place = find({ area: "frimley", postcode });
    expect(place).toMatchObject({ authority });
  });
});

describe("the 296 local authorities", () => {
  test.each(referenceData.authorities.map((authority) => [authority.name, authority] as const))(
    "%s is found by name, alias, code and former code",
    (name, authority) => {
      const areas = listings.filter((area) => coverOf(area, authority));
      const [first, second] = areas;
      const part = second !== undefined || (first && coverOf(first, authority) === "part");
      const ids = areas.map(({ id }) => id).join(", ");
      const expected = part ? `one of ${ids}` : (first?.id ?? "out-of-area");
      const calls = [
        name,
        authority.code,
        authority.code.toLowerCase(),
        ...authority.aliases,
        ...authority.formerCodes,
      ];
      for (const localAuthority of calls) {
        expect(told({ localAuthority })).toBe(expected);
        expect(find({ area: "frimley", localAuthority })).toMatchObject({ authority: authority.code });
      }
    },
  );

  test.each([
    ["bolton", "greater-manchester"],
    ["Bolton Council", "greater-manchester"],
    [" E08000001 ", "greater-manchester"],
    ["City of Bristol", "bristol-north-somerset-south-gloucestershire"],
    ["Bristol City Council", "bristol-north-somerset-south-gloucestershire"],
    ["Stratford on Avon", "coventry-and-warwickshire"],
    ["Windsor & Maidenhead", "frimley"],
    ["Borough of Telford", "out-of-area"],
    ["Hart", "one of frimley"],
    ["Waverley Borough Council", "one of frimley, surrey-heartlands"],
    ["KINGS LYNN AND WEST NORFOLK", "out-of-area"],
    ["Atlantis", "not valid: /person/localAuthority"],
    ["City Council", "not valid: /person/localAuthority"],
    ["E06999999", "not valid: /person/localAuthority"],
  ])("%s: %s", (localAuthority, expected) => {
    expect(told({ localAuthority })).toBe(expected);
  });
});

describe("the board of the GP practice", () => {
  const pilots = {
    QHL: "birmingham-and-solihull",
    QUA: "black-country",
    QUY: "bristol-north-somerset-south-gloucestershire",
    QUE: "cambridgeshire-and-peterborough",
    QT6: "cornwall-and-isles-of-scilly",
    QWU: "coventry-and-warwickshire",
    QNQ: "frimley",
    QOP: "greater-manchester",
    QGH: "herefordshire-and-worcestershire",
    QE1: "lancashire-and-south-cumbria",
    QK1: "leicester-leicestershire-and-rutland",
    QMJ: "north-central-london",
    QRV: "north-west-london",
    QF7: "south-yorkshire",
    QXU: "surrey-heartlands",
  };
  const merged = {
    S1Y5D: "one of cambridgeshire-and-peterborough",
    Z9B2Z: "one of north-central-london, north-west-london",
    S9B9J: "one of frimley, surrey-heartlands",
    S0E4D: "one of frimley",
  };
  const expectedOf = (code: string, on: string) => {
    if (code === "QRL") return on === afterMergers ? "one of frimley" : "out-of-area";
    return new Map(Object.entries({ ...pilots, ...merged })).get(code) ?? "out-of-area";
  };

  test.each(referenceData.boards.map(({ odsCode, name }) => [odsCode, name]))(
    "%s (%s) reaches where it should",
    (code) => {
      for (const on of [beforeMergers, afterMergers]) {
        expect(told({ icb: code }, on)).toBe(expectedOf(code, on));
        expect(told({ icb: ` ${code.toLowerCase()} ` }, on)).toBe(expectedOf(code, on));
      }
    },
  );

  test("places a person who lives in no area, when the board is one area's", () => {
    const place = find({ postcode: "WA1 1AA", icb: "QOP" });
    expect(place).toMatchObject({
      area: "greater-manchester",
      matches: ["gp-practice"],
      authority: "E06000007",
    });
  });

  test("leaves a person outside who lives in no area, when the board also reaches elsewhere", () => {
    expect(told({ postcode: "SO14 1AA", icb: "QRL" })).toBe("out-of-area");
  });

  test("comes after where a person lives, and does not settle what their home leaves open", () => {
    expect(find({ postcode: "BL1 1AA", icb: "QE1" })).toMatchObject({
      area: "greater-manchester",
      matches: ["resident"],
    });
    expect(told({ localAuthority: "Waverley", icb: "QXU" })).toBe("one of frimley, surrey-heartlands");
  });

  test.each([
    ["before the mergers", "QMJ", beforeMergers, "QMJ"],
    ["after the mergers", "QMJ", afterMergers, "Z9B2Z"],
    ["unchanged by the mergers", "QOP", afterMergers, "QOP"],
    ["split three ways", "QNQ", afterMergers, undefined],
    ["split three ways, before", "QNQ", beforeMergers, "QNQ"],
  ])("is kept as at the day of receipt: %s", (_name, icb, on, expected) => {
    const place = find({ icb }, on);
    expect("refusal" in place ? place : place.icbAtEvent).toBe(expected);
  });

  test("is needed for nothing where the person's home settles the area", () => {
    const outward = outwardRecords.get("BL1");
    const place = findPlace(
      { person: { postcode: "BL1 1AA" } },
      { ...referenceData, areas: listings, outward, on: afterMergers },
    );
    expect(place).toMatchObject({ area: "greater-manchester", matches: ["resident"], icbAtEvent: "QOP" });
  });

  test("reaches as far as the boards that it took over, whole or in part", () => {
    const board = (
      odsCode: string,
      validFrom: string,
      validTo: string | null,
      ...successors: string[]
    ): Board => ({
      odsCode,
      name: odsCode,
      validFrom,
      validTo,
      successors,
    });
    const renamed = board("NEW", "2026-04-01", null);
    const part = board("PART", "2026-04-01", null);
    const founded = board("OWN", "2026-04-01", null);
    const open = board("OPEN", "2026-04-01", null);
    const boards = [
      board("OLD", "2022-07-01", "2026-03-31", "NEW"),
      board("SPLIT", "2022-07-01", "2026-03-31", "PART", "REST"),
      board("LAST", "2022-07-01", "2026-04-01", "OPEN"),
      renamed,
      part,
      founded,
      open,
    ];
    const areas = ["OLD", "SPLIT", "OWN", "LAST", "OPEN"].map((code) => ({
      id: code.toLowerCase(),
      name: code,
      effectiveFrom: "2024-10-01",
      icbAtLaunch: code,
      icbCovers: "whole" as const,
      authorities: [],
    }));
    const reach = (of: Board) => reachOf(of, boards, areas, "2026-04-01");
    expect(reach(renamed)).toEqual({ areas: ["old"], beyond: false });
    expect(reach(part)).toEqual({ areas: ["split"], beyond: true });
    expect(reach(founded)).toEqual({ areas: ["own"], beyond: false });
    // It was open beside the one that it took over, so it has a footprint of its own.
    expect(reachOf(open, boards, areas, "2026-04-02")).toEqual({ areas: ["last", "open"], beyond: true });
    expect(boardOn("OLD", boards, "2026-04-01")).toBe("NEW");
  });

  test("is not a board that had not opened yet on the day of receipt", () => {
    expect(find({ area: "north-central-london", icb: "Z9B2Z" }, beforeMergers)).toEqual({
      area: "north-central-london",
      matches: ["gp-practice"],
    });
  });

  test.each([
    ["QOP", "NHS Greater Manchester", "greater-manchester"],
    ["QOP", "greater manchester integrated care board", "greater-manchester"],
    ["S9B9J", "NHS Surrey & Sussex", "one of frimley, surrey-heartlands"],
    ["QOP", "NHS Lancashire and South Cumbria", "not valid: /person/gpPractice/icbName"],
    [undefined, "NHS Greater Manchester", "not valid: /person/gpPractice/icb, /area"],
  ])("is checked as a pair of code and name: %s and %s", (icb, icbName, expected) => {
    expect(told({ icb, icbName })).toBe(expected);
  });

  test("still leads to the areas when its board is merged once more", () => {
    const again = referenceData.boards.map((board) =>
      board.odsCode === "Z9B2Z" ? { ...board, validTo: "2027-03-31", successors: ["X1X1X"] } : board,
    );
    const merged = {
      odsCode: "X1X1X",
      name: "NHS London North",
      validFrom: "2027-04-01",
      validTo: null,
      successors: [],
    };
    const on = "2027-04-01";
    const place = findPlace(
      { person: { gpPractice: { icb: "X1X1X" } } },
      { authorities: [], boards: [...again, merged], areas: listedOn(listings, on), on },
    );
    expect(place).toMatchObject({
      refusal: {
        type: "area-ambiguous",
        candidates: [{ id: "north-central-london" }, { id: "north-west-london" }],
      },
    });
  });

  test.each([
    ["a whole board", "whole", "leeds"],
    ["a part of its board", "part", "one of leeds"],
  ] as const)("settles an area that is %s only where it is no more", (_name, icbCovers, expected) => {
    const leeds: AreaListing = {
      id: "leeds",
      name: "Leeds",
      effectiveFrom: "2026-04-01",
      icbAtLaunch: "QWO",
      icbCovers,
      authorities: [{ code: "E08000035", covers: "whole" }],
    };
    expect(told({ icb: "QWO" }, afterMergers, [...listings, leeds])).toBe(expected);
    expect(told({ icb: "QWO" }, beforeMergers, [...listings, leeds])).toBe("out-of-area");
    expect(told({ localAuthority: "Leeds" }, afterMergers, [...listings, leeds])).toBe("leeds");
  });

  test("is the area's own where none is given", () => {
    expect(find({ postcode: "N1 1AA" }, beforeMergers)).toMatchObject({ icbAtEvent: "QMJ" });
    expect(find({ postcode: "N1 1AA" }, afterMergers)).toMatchObject({ icbAtEvent: "Z9B2Z" });
  });
});

describe("the order of the facts", () => {
  test("the person's choice always wins", () => {
    const place = find({
      area: "south-yorkshire",
      localAuthority: "Bolton",
      postcode: "BL1 1AA",
      icb: "QOP",
    });
    expect(place).toMatchObject({ area: "south-yorkshire", matches: [] });
  });

  test("the choice settles an authority or a board that leaves it open", () => {
    expect(find({ area: "frimley", postcode: "GU9 7AA" })).toMatchObject({
      area: "frimley",
      matches: ["resident"],
    });
    expect(find({ area: "north-west-london", icb: "Z9B2Z" })).toMatchObject({ matches: ["gp-practice"] });
  });

  test("the named authority comes before the postcode", () => {
    expect(told({ localAuthority: "Sheffield", postcode: "BL1 1AA" })).toBe("south-yorkshire");
    expect(told({ localAuthority: "Leeds", postcode: "BL1 1AA" })).toBe("out-of-area");
    expect(told({ localAuthority: "Hart", postcode: "BL1 1AA" })).toBe("one of frimley");
  });

  test("somebody with no fixed address is placed by authority or practice", () => {
    expect(told({ localAuthority: "Bolton" })).toBe("greater-manchester");
    expect(told({ icb: "QOP" })).toBe("greater-manchester");
  });
});

describe("the test that is recorded", () => {
  test("is the strongest one that the area accepts", () => {
    const place = find({ area: "greater-manchester", postcode: "BL1 1AA", icb: "QOP", jobcentre: "Bolton" });
    if ("refusal" in place) throw new Error("refused");
    expect(place.matches).toEqual(["resident", "gp-practice", "jobcentre"]);
    expect(placedBy(place, ["resident", "gp-practice"])).toBe("resident");
    expect(placedBy(place, ["gp-practice"])).toBe("gp-practice");
    expect(placedBy(place, [])).toBe("chosen");
  });

  test.each([
    ["Bolton Jobcentre Plus", ["jobcentre"]],
    ["Wigan Job Centre", ["jobcentre"]],
    ["Leeds Jobcentre", []],
    ["Wythenshawe", []],
  ])("a Jobcentre that bears an authority's name counts for its area: %s", (jobcentre, matches) => {
    expect(find({ area: "greater-manchester", postcode: "LS1 1AA", jobcentre })).toMatchObject({ matches });
  });
});

describe("what is refused", () => {
  test("all that does not exist is told at once", () => {
    expect(told({ area: "atlantis", localAuthority: "Atlantis", postcode: "ZZ1 1ZZ", icb: "ZZZ" })).toBe(
      "not valid: /area, /person/localAuthority, /person/postcode, /person/gpPractice/icb",
    );
  });

  test("a choice of area does not excuse a postcode that does not exist", () => {
    expect(told({ area: "frimley", postcode: "ZZ1 1ZZ" })).toBe("not valid: /person/postcode");
  });

  test("nothing to go by is told at the area", () => {
    expect(told({})).toBe("not valid: /area");
    expect(told({ jobcentre: "Bolton" })).toBe("not valid: /area");
  });

  test("who lives in no area is shown other doors", () => {
    const place = find({ postcode: "LS1 1AA" });
    if (!("refusal" in place) || place.refusal.type !== "out-of-area") throw new Error("not refused");
    expect(place.refusal.redirects.map(({ name }) => name)).toEqual([
      "Connect to Work",
      "Access to Work",
      "NHS Talking Therapies",
      "Disability employment adviser at your Jobcentre",
      "Refer yourself to WorkWell",
    ]);
    for (const { url } of place.refusal.redirects) {
      if (url !== undefined) expect(new URL(url).hostname).toMatch(/^www\.(gov|nhs)\.uk$/);
    }
  });

  test.each([
    [{ postcode: "LS1 1AA" }, "The person lives in Leeds, where WorkWell is not offered yet."],
    [{ localAuthority: "Leeds City Council", icb: "QRL" }, "The person lives in Leeds,"],
    [{ postcode: "EH1 1AA" }, "The postcode is not in England."],
    [{ icb: "QWO" }, "The GP practice belongs to NHS West Yorkshire,"],
  ])("who lives in no area is told why: %j", (given, because) => {
    expect(find(given)).toMatchObject({ refusal: { because: expect.stringContaining(because) } });
  });

  test("candidates bear the names of the areas", () => {
    expect(find({ localAuthority: "Waverley" })).toEqual({
      refusal: {
        type: "area-ambiguous",
        candidates: [
          { id: "frimley", name: "Frimley" },
          { id: "surrey-heartlands", name: "Surrey Heartlands" },
        ],
      },
    });
  });
});
