import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import frimley from "../../areas/frimley.json" with { type: "json" };
import greaterManchester from "../../areas/greater-manchester.json" with { type: "json" };
import { dynamoDbTable } from "../../functions/adapters/dynamodb-table.ts";
import { readAudit } from "../../functions/adapters/read-audit.ts";
import type { Table } from "../../functions/adapters/table.ts";
import { aReferral } from "../support/builders.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";

const westYorkshire = {
  ...frimley,
  area: "west-yorkshire",
  name: "West Yorkshire",
  effectiveFrom: "2026-03-03",
  icbAtLaunch: "QWO",
  icbAtLaunchName: "NHS West Yorkshire",
  localAuthorities: ["Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield"],
};
const services = {
  area: "west-yorkshire",
  source: "test",
  services: [{ id: "s1", name: "Counselling in Leeds", wait: "2 weeks" }],
};
const contactTakes = (workingDays: number, effectiveFrom: string) => ({
  ...greaterManchester,
  effectiveFrom,
  clocks: {
    ...greaterManchester.clocks,
    contactWorkingDays: { value: workingDays, mark: "published", source: "published by Greater Manchester" },
  },
});
const inLeeds = () => aReferral({ person: { postcode: "LS1 1AA", contact: { phone: "07700900000" } } });

describe("areas are data", () => {
  let service: WorkWell;

  beforeAll(async () => {
    service = await startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" });
  });
  afterAll(() => service.dispose());

  /** Where the running service keeps its data, as it tells when it is ready. */
  const dataPlace = () => {
    const [, table = "", endpoint = ""] =
      /--table (\S+) with AWS_ENDPOINT_URL_DYNAMODB=(\S+)/.exec(service.output()) ?? [];
    return { table, endpoint };
  };
  /** What is in the table of the running service. */
  const inTable = async <Answer>(use: (table: Table) => Promise<Answer>): Promise<Answer> => {
    const { table, endpoint } = dataPlace();
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const client = new DynamoDBClient({ endpoint, region: "eu-west-2", credentials });
    try {
      return await use(dynamoDbTable(table, client));
    } finally {
      client.destroy();
    }
  };
  /** What an operator does while the service runs: npm run publish-areas with the files, and nothing else. */
  const publish = (files: Record<string, unknown>) => {
    const { table, endpoint } = dataPlace();
    const folder = mkdtempSync(join(tmpdir(), "areas-"));
    mkdirSync(join(folder, "services"));
    for (const [file, content] of Object.entries(files)) {
      writeFileSync(join(folder, file), JSON.stringify(content));
    }
    const { status, stderr } = spawnSync(
      process.execPath,
      ["areas/publish-areas.ts", "--areas", folder, "--table", table, "--samples"],
      {
        encoding: "utf8",
        env: {
          ...process.env,
          AWS_ENDPOINT_URL_DYNAMODB: endpoint,
          AWS_REGION: "eu-west-2",
          AWS_ACCESS_KEY_ID: "local",
          AWS_SECRET_ACCESS_KEY: "local",
        },
      },
    );
    return { status, stderr };
  };
  const areasListed = async (): Promise<string[]> =>
    (await service.get("/areas")).body.items.map(({ id }: { id: string }) => id);
  const refer = async (referral: unknown) => {
    const { status, body } = await service.post("/referrals", referral);
    await service.advance("PT0S");
    return { status, body };
  };
  const contactDueAt = async (reference: string): Promise<string> => {
    const lead = await service.signIn("lead@greater-manchester.example.org");
    const { items } = (await service.get("/cases", lead)).body;
    return items.find((item: { reference: string }) => item.reference === reference).openTasks[0].dueAt;
  };

  it("a sixteenth area takes referrals from its date, by files alone and without a restart", async () => {
    expect(await areasListed()).toHaveLength(15);
    expect(
      publish({ "west-yorkshire.json": westYorkshire, "services/west-yorkshire.json": services }),
    ).toEqual({
      status: 0,
      stderr: "",
    });

    expect(await areasListed()).toHaveLength(15);
    expect((await service.get("/areas/west-yorkshire")).status).toBe(404);
    expect(await refer(inLeeds())).toMatchObject({
      status: 422,
      body: {
        type: "/problems/out-of-area",
        detail: expect.stringContaining("The person lives in Leeds, where WorkWell is not offered yet."),
      },
    });

    await service.advance("P1D");
    expect(await areasListed()).toContain("west-yorkshire");
    expect((await service.get("/areas/west-yorkshire")).body).toMatchObject({
      name: "West Yorkshire",
      services: [{ id: "s1", name: "Counselling in Leeds", wait: "2 weeks", mark: "published" }],
    });
    const referred = await refer(inLeeds());
    expect(referred).toMatchObject({ status: 202, body: { area: "west-yorkshire" } });
    expect(await service.inbox("coach1@west-yorkshire.example.org")).toHaveLength(1);
    const { reference } = referred.body;
    const lead = await service.signIn("lead@west-yorkshire.example.org");
    expect((await service.get(`/cases/${reference}`, lead)).body).toMatchObject({ stage: "contact" });
  });

  it("its practices' board leads to it too, and its staff get the digest", async () => {
    const { postcode: _, ...person } = inLeeds().person;
    const byPractice = { ...inLeeds(), person: { ...person, gpPractice: { icb: "QWO" } } };
    expect(await refer(byPractice)).toMatchObject({ status: 202, body: { area: "west-yorkshire" } });
    await service.advanceTo("2026-03-06T08:31:00Z");
    const mails = await service.inbox("coach1@west-yorkshire.example.org");
    expect(mails.at(-1)?.at).toMatch(/^2026-03-06T08:30/);
  });

  it("a changed clock holds from its date, and an older case keeps what was decided", async () => {
    const older = await refer(aReferral());
    const olderDueAt = await contactDueAt(older.body.reference);
    expect(olderDueAt).toBe("2026-03-10T17:00:00.000Z");

    const changed = { "greater-manchester.2026-03-09.json": contactTakes(5, "2026-03-09") };
    expect(publish(changed).status).toBe(0);
    const before = await refer(aReferral({ person: { givenName: "Before" } }));
    expect(await contactDueAt(before.body.reference)).toBe("2026-03-10T17:00:00.000Z");

    await service.advanceTo("2026-03-09T10:00:00Z");
    const after = await refer(aReferral({ person: { givenName: "After" } }));
    expect(await contactDueAt(after.body.reference)).toBe("2026-03-16T17:00:00.000Z");
    expect(await contactDueAt(older.body.reference)).toBe(olderDueAt);
  });

  it("an edited file of published rules is refused with advice, and what was published stays", async () => {
    const edited = { "greater-manchester.2026-03-09.json": contactTakes(1, "2026-03-09") };
    const { status, stderr } = publish(edited);
    expect(status).toBe(1);
    expect(stderr).toMatch(/greater-manchester\.2026-03-09\.json \/effectiveFrom: .*new effectiveFrom/);
    expect((await service.get("/areas/greater-manchester")).body.clocks.contactWorkingDays.value).toBe(5);
  });

  it("an export can be made of the new area, and not of one that had not begun", async () => {
    await service.advanceTo("2026-04-01T10:00:00Z");
    const national = await service.signIn("national@example.org");
    const asked = (area: string, quarter: string, headers = {}) =>
      service.post("/exports", { area, quarter }, { ...national, ...headers });
    const released = (await service.get("/exports", national)).body.items;
    const ofQuarter = released.filter((each: { scheduled?: boolean }) => each.scheduled);
    // By itself, in the night after the quarter: every area, and England last.
    expect(ofQuarter.map(({ quarter, profile }: Record<string, string>) => [quarter, profile])).toEqual(
      ofQuarter.map(() => ["2026-Q1", "nhs"]),
    );
    expect(ofQuarter.filter((each: { area?: string }) => each.area === "west-yorkshire")).toHaveLength(1);
    expect(ofQuarter.filter((each: { england?: boolean }) => each.england)).toHaveLength(1);
    // Whoever asks first is given that one; to ask once more is to ask for a change.
    const keyed = { "idempotency-key": "sample-key-1" };
    const first = await asked("west-yorkshire", "2026-Q1", keyed);
    expect([first.status, first.body.scheduled]).toEqual([201, true]);
    // Whoever has not heard the answer sends the same again, and is told the same.
    expect(await asked("west-yorkshire", "2026-Q1", keyed)).toMatchObject({ status: 201, body: first.body });
    expect(first.body.files).toEqual(expect.arrayContaining(["measures.csv", "measures.csv-metadata.json"]));
    expect(await asked("west-yorkshire", "2026-Q1")).toMatchObject({
      status: 409,
      body: { type: "/problems/no-change", release: { id: first.body.id, files: first.body.files } },
    });
    // The page's form carries a key of its own: pressed twice, it makes one release.
    const form = { ...national, "content-type": "application/x-www-form-urlencoded", accept: "text/html" };
    const body = "area=west-yorkshire&quarter=2026-Q1&profile=strict&once=sample-visit";
    const pressed = [
      await service.request("POST", "/exports", { headers: form, body }),
      await service.request("POST", "/exports", { headers: form, body }),
    ];
    expect(pressed.map(({ status }) => status)).toEqual([303, 303]);
    expect(new Set(pressed.map(({ headers }) => headers.get("location"))).size).toBe(1);
    expect(await asked("west-yorkshire", "2025-Q4")).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: "/area" }] },
    });
    expect(await asked("atlantis", "2026-Q1")).toMatchObject({ status: 422 });
  });

  it("a release is refused once England is of other areas than was released, and says what clashes", async () => {
    const files = {
      "merseyside.json": {
        ...westYorkshire,
        area: "merseyside",
        name: "Merseyside",
        effectiveFrom: "2026-03-20",
        icbAtLaunch: "QYG",
        icbAtLaunchName: "NHS Cheshire and Merseyside",
        localAuthorities: ["Liverpool", "Knowsley"],
      },
    };
    expect(publish(files)).toEqual({ status: 0, stderr: "" });
    const national = await service.signIn("national@example.org");
    const clash = await service.post(
      "/exports",
      { area: "frimley", quarter: "2026-Q1", profile: "strict" },
      national,
    );
    expect(clash).toMatchObject({
      status: 409,
      body: { type: "/problems/release-clash", title: "This does not fit with what was released before" },
    });
    expect(clash.body.figures).toContain("frimley, 2026-Q1: was released when England was of other areas");
    expect(clash.body.detail).toContain("They clash: ");
    const released = (await service.get("/exports", national)).body.items;
    const ofFrimley = released.filter(({ area }: { area?: string }) => area === "frimley");
    expect(ofFrimley.map(({ profile }: { profile: string }) => profile)).toEqual(["nhs"]);
  });

  it("the true figures of a month are for those who run the area, marked, and only once it has begun", async () => {
    const commissioner = await service.signIn("commissioner@frimley.example.org");
    const view = await service.get("/management?month=2026-03", commissioner);
    expect(view.body).toMatchObject({ area: "frimley", month: "2026-03", notForPublication: true });
    expect((await service.get("/management?month=2026-05", commissioner)).status).toBe(422);
    expect((await service.get("/management?month=March", commissioner)).status).toBe(422);
    const coach = await service.signIn("coach1@frimley.example.org");
    expect((await service.get("/management?month=2026-03", coach)).status).toBe(403);
    // Who looked is kept; who was refused has seen nothing.
    const seen = await inTable((table) => {
      const place = { area: "frimley", reference: "management" };
      return readAudit(table).ofCase(place, "2026-04-01T00:00:00Z", "2026-04-01T23:59:59Z");
    });
    expect(seen.map(({ staff, what }) => [staff, what])).toEqual([
      ["commissioner@frimley.example.org", "management 2026-03"],
    ]);
  });

  it("the embedded default starts over an edited file: it reports it, and what was published stays", async () => {
    const contactTries = { value: 9, mark: "default", source: "test" };
    const rules = { pk: "frimley#RULES", sk: frimley.effectiveFrom };
    await inTable((table) => table.update(rules, { set: { contactTries } }));
    await service.kill();

    service = await startWorkWell({ clock: "manual", dataDir: service.dataDir });
    expect(service.output()).toMatch(/frimley\.json \/effectiveFrom: .*stay in force/);
    expect((await service.get("/areas/frimley")).body.contactTries).toEqual(contactTries);
    expect(await areasListed()).toContain("west-yorkshire");
  });
});
