import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aReferral } from "../support/builders.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";

const domain = "greater-manchester.example.org";
const emails = {
  lead: `lead@${domain}`,
  coach1: `coach1@${domain}`,
  coach2: `coach2@${domain}`,
  duty: `duty@${domain}`,
};
const form = { "content-type": "application/x-www-form-urlencoded", accept: "text/html" };

// One story, told in order: what a test leaves behind is what the next begins with.
describe("the staff of an area", () => {
  let service: WorkWell;
  let as: Record<"lead" | "coach1" | "coach2" | "duty" | "birmingham", { cookie: string }>;
  let people = 0;

  beforeAll(async () => {
    service = await startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" });
    as = {
      lead: await service.signIn(emails.lead),
      coach1: await service.signIn(emails.coach1),
      coach2: await service.signIn(emails.coach2),
      duty: await service.signIn(emails.duty),
      birmingham: await service.signIn("lead@birmingham-and-solihull.example.org"),
    };
  });
  afterAll(() => service.dispose());

  type Who = keyof typeof as | undefined;
  const cookieOf = (who: Who) => (who ? { ...as[who] } : {});
  const get = (who: Who, path: string, headers = {}) => service.get(path, { ...cookieOf(who), ...headers });
  const send = (who: Who, method: string, path: string, body?: unknown, headers = {}) =>
    service.request(method, path, { body, headers: { ...cookieOf(who), ...headers } });
  const fill = (who: Who, path: string, fields: [string, string][]) =>
    send(who, "POST", path, new URLSearchParams(fields).toString(), form);
  const pointers = ({ body }: { body: { errors: { pointer: string }[] } }) =>
    body.errors.map(({ pointer }) => pointer).sort();

  const caseOf = async (reference: string) => (await get("lead", `/cases/${reference}`)).body;
  const overview = async () => (await get("lead", "/area")).body;
  const capacity = async (who: "coach1" | "coach2", number: number) => {
    expect((await send(who, "PUT", "/availability", { capacity: number })).status).toBe(200);
    await service.advance("PT0S");
  };
  const coach = (more: object = {}) => ({ name: "Sample new coach", roles: ["coach"], capacity: 0, ...more });

  /** Somebody new; where they have come to. */
  async function refer(person: object = {}): Promise<string> {
    people += 1;
    const referral = aReferral({ person: { familyName: `Person ${people}`, ...person } });
    const { body, status } = await service.post("/referrals", referral);
    expect(status).toBe(202);
    await service.advance("PT0S");
    return body.reference;
  }

  it("asks what if: the lead and the commissioner of their own area, the national role of any, and nobody else", async () => {
    const commissioner = await service.signIn(`commissioner@${domain}`);
    const national = await service.signIn("national@example.org");
    const own = await get("lead", "/forecast?coaches=+2&referrals=%2B20%25&weeks=");
    expect(own.status).toBe(200);
    expect(own.body).toMatchObject({
      area: "greater-manchester",
      question: { coaches: 2, referrals: 20, weeks: 26 },
      tooLittle: expect.stringContaining("too few"),
    });
    expect((await service.get("/forecast", commissioner)).body.area).toBe("greater-manchester");
    expect((await service.get("/forecast?area=frimley", national)).body.area).toBe("frimley");
    for (const path of ["/forecast", "/forecast?area=nowhere"]) {
      expect(pointers(await service.get(path, national))).toEqual(["/area"]);
    }
    const wrong = await get("lead", "/forecast?coaches=99&weeks=2&runs=100000");
    expect([wrong.status, ...pointers(wrong)]).toEqual([422, "/coaches", "/runs", "/weeks"]);
    for (const who of ["coach1", "duty"] as const) expect((await get(who, "/forecast")).status).toBe(403);
    for (const area of ["frimley", "nowhere"]) {
      expect((await get("lead", `/forecast?area=${area}`)).status).toBe(404);
      expect((await service.get(`/forecast?area=${area}`, commissioner)).status).toBe(404);
    }
    expect((await service.get("/forecast")).status).toBe(401);
    const page = await service.get("/forecast?coaches=2", { accept: "text/html" });
    expect(page.headers.get("location")).toBe("/sign-in?next=%2Fforecast%3Fcoaches%3D2");
  });

  it("is seen and changed by the lead alone, availability by coaches alone", async () => {
    const leads: [string, string][] = [
      ["GET", "/area"],
      ["GET", "/area/coaches"],
      ["POST", "/area/coaches"],
      ["GET", `/area/coaches/${emails.coach1}`],
      ["PUT", `/area/coaches/${emails.coach1}`],
      ["DELETE", `/area/coaches/${emails.coach1}`],
      ["POST", `/area/coaches/${emails.coach1}/leaving`],
      ["POST", "/area/reassign"],
    ];
    for (const [method, path] of leads) {
      const body = method === "GET" ? undefined : {};
      expect([path, (await send(undefined, method, path, body)).status]).toEqual([path, 401]);
      for (const who of ["coach1", "duty"] as const) {
        expect([path, (await send(who, method, path, body)).status]).toEqual([path, 403]);
      }
      const foreign = { origin: "https://elsewhere.example" };
      if (body) expect((await send("lead", method, path, body, foreign)).status).toBe(403);
    }
    expect((await send(undefined, "PUT", "/availability", {})).status).toBe(401);
    for (const method of ["GET", "PUT"]) {
      expect((await send("lead", method, "/availability", method === "PUT" ? {} : undefined)).status).toBe(
        403,
      );
    }
    for (const path of ["/area", "/area/coaches", "/availability"]) {
      const page = await service.get(path, { accept: "text/html" });
      expect([page.status, page.headers.get("location")]).toEqual([
        303,
        `/sign-in?next=${encodeURIComponent(path)}`,
      ]);
    }
    expect((await send("lead", "DELETE", "/area/coaches")).status).toBe(405);
  });

  it("availability: a coach's own, with every mistake told", async () => {
    expect((await get("coach1", "/availability")).body).toEqual({ capacity: 25, away: [], holding: 0 });
    const away = [{ from: "2026-04-01", to: "2026-04-10" }];
    const changed = await send("coach1", "PUT", "/availability", { capacity: 20, away });
    expect([changed.status, changed.body]).toEqual([200, { capacity: 20, away, holding: 0 }]);
    const wrong = await send("coach1", "PUT", "/availability", {
      capacity: 2.5,
      away: [
        { from: "2026-04-02", to: "2026-04-01" },
        { from: "2026-02-30", to: "2028-03-03" },
        { from: "2026-04-01" },
      ],
      extra: true,
    });
    expect([wrong.status, pointers(wrong)]).toEqual([
      422,
      ["/away/0/to", "/away/1/from", "/away/1/to", "/away/2/to", "/capacity", "/extra"],
    ]);
    const many = Array.from({ length: 21 }, () => away[0]);
    expect(pointers(await send("coach1", "PUT", "/availability", { away: many }))).toEqual(["/away"]);
    expect(
      (await send("coach1", "PUT", "/availability", "{", { "content-type": "application/json" })).status,
    ).toBe(400);
    expect((await get("coach1", "/availability")).body).toMatchObject({ capacity: 20, away });

    const saved = await fill("coach1", "/availability", [
      ["capacity", "25"],
      ["away.1.from", "2026-05-01"],
      ["away.1.to", "2026-05-02"],
      ["away.2.from", ""],
    ]);
    expect([saved.status, saved.headers.get("location")]).toEqual([303, "/availability?done=saved"]);
    const page = await get("coach1", "/availability", { accept: "text/html" });
    expect(page.text).toContain('value="2026-05-01"');
    const refused = await fill("coach1", "/availability", [
      ["capacity", "many"],
      ["away.0.from", "2026-05-02"],
      ["away.0.to", "2026-05-01"],
    ]);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("There is a problem");
    expect(refused.text).toContain('value="2026-05-02"');
    expect((await fill("coach1", "/availability", [["capacity", "25"]])).status).toBe(303);
    expect((await get("coach1", "/availability")).body.away).toEqual([]);
  });

  it("staff: added, changed, refused at every field, and no way into another area", async () => {
    const email = `New.Coach@${domain}`;
    const path = `/area/coaches/${encodeURIComponent(email)}`;
    const added = await send("lead", "PUT", path, coach({ languages: ["Urdu"], skills: ["mental health"] }));
    expect(added.status).toBe(200);
    const member = { email: email.toLowerCase(), languages: ["Urdu"], skills: ["mental health"], holding: 0 };
    expect(added.body).toMatchObject(member);
    const changed = await send("lead", "PUT", path, coach({ name: "Renamed", skills: [] }));
    expect(changed.body).toMatchObject({ ...member, name: "Renamed", skills: [] });
    const { items } = (await get("lead", "/area/coaches")).body;
    expect(items.filter((each: { email: string }) => each.email === email.toLowerCase())).toHaveLength(1);
    expect((await get("lead", path)).body).toEqual(
      items.find((each: { name: string }) => each.name === "Renamed"),
    );

    const wrong = await send("lead", "PUT", path, { roles: ["national"], capacity: -1, places: "", id: 1 });
    expect([wrong.status, pointers(wrong)]).toEqual([
      422,
      ["/capacity", "/id", "/name", "/places", "/roles/0"],
    ]);
    expect(pointers(await send("lead", "PUT", "/area/coaches/nobody", coach()))).toEqual(["/email"]);
    const unknown = `/area/coaches/nobody@${domain}`;
    expect((await get("lead", unknown)).status).toBe(404);
    expect((await send("lead", "DELETE", unknown)).status).toBe(404);
    expect((await get("birmingham", path)).status).toBe(404);
    expect((await send("birmingham", "DELETE", path)).status).toBe(404);
    const taken = await send("birmingham", "PUT", path, coach());
    expect([taken.status, taken.body.type]).toEqual([409, "/problems/conflict"]);
    expect(taken.body.detail).not.toMatch(/manchester/i);
    expect((await send("lead", "PUT", "/area/coaches/national@example.org", coach())).status).toBe(409);
    expect(
      pointers(await send("birmingham", "PUT", `/area/coaches/x@example.org`, coach({ places: ["Bolton"] }))),
    ).toEqual(["/places/0"]);

    const page = await fill("lead", "/area/coaches", [
      ["email", `second@${domain}`],
      ["name", ""],
      ["capacity", "3"],
    ]);
    expect(page.status).toBe(422);
    expect(page.text).toContain(`value="second@${domain}"`);
    const byForm = await fill("lead", "/area/coaches", [
      ["email", `second@${domain}`],
      ["name", "Sample second"],
      ["roles", "coach"],
      ["roles", "duty"],
      ["capacity", "0"],
      ["languages", "Urdu, Polish"],
    ]);
    const saved = `/area/coaches?saved=${encodeURIComponent(`second@${domain}`)}`;
    expect([byForm.status, byForm.headers.get("location")]).toEqual([303, saved]);
    expect((await get("lead", saved, { accept: "text/html" })).text).toContain("Sample second is saved.");
    expect((await get("lead", `/area/coaches/second@${domain}`)).body).toMatchObject({
      roles: ["coach", "duty"],
      languages: ["Urdu", "Polish"],
      skills: [],
    });
    for (const shown of ["/area/coaches", `/area/coaches/second@${domain}`]) {
      const { status, text } = await get("lead", shown, { accept: "text/html" });
      expect([status, text.includes("Sample second")]).toEqual([200, true]);
    }
  });

  it("the area always has a lead", async () => {
    const path = `/area/coaches/${emails.lead}`;
    const lead = { name: "Sample lead", roles: ["lead"], capacity: 0 };
    for (const refused of [
      await send("lead", "DELETE", path),
      await send("lead", "PUT", path, { ...lead, roles: ["duty"] }),
    ]) {
      expect([refused.status, refused.body.detail]).toEqual([
        409,
        "The area would have no lead. Make somebody else a lead first.",
      ]);
    }
    expect((await get("lead", "/area")).status).toBe(200);
    // Two leads who remove each other at the same moment do not both succeed.
    const other = `other.lead@${domain}`;
    await send("lead", "PUT", `/area/coaches/${other}`, { ...lead, name: "Other" });
    const otherCookie = await service.signIn(other);
    const both = await Promise.all([
      send("lead", "DELETE", `/area/coaches/${other}`),
      service.request("DELETE", path, { headers: { ...otherCookie } }),
    ]);
    expect(both.map(({ status }) => status).every((status) => status === 200)).toBe(false);
    const left = (await get("lead", "/area/coaches")).status === 200 ? as.lead : otherCookie;
    await service.request("PUT", path, { body: lead, headers: { ...left } });
    as.lead = await service.signIn(emails.lead);
    await send("lead", "DELETE", `/area/coaches/${other}`);
    const { items } = (await get("lead", "/area/coaches")).body;
    expect(items.filter(({ roles }: { roles: string[] }) => roles.includes("lead"))).toHaveLength(1);
  });

  it("a freed place goes to the longest waiting person, and who waits is shown with why", async () => {
    await capacity("coach1", 1);
    await capacity("coach2", 0);
    const supported = await refer();
    expect((await caseOf(supported)).coach).toBe(emails.coach1);
    const first = await refer();
    await service.advance("PT1M");
    const second = await refer();
    const { waiting, stages, coaches, unassignedTasks } = await overview();
    const why = ["every coach who could support the person is full: 1 of 1 places taken"];
    expect(waiting).toMatchObject([
      { reference: first, position: 1, workingDaysWaited: 0, why, stage: "waiting" },
      { reference: second, position: 2, why },
    ]);
    expect(stages).toMatchObject({ contact: 1, waiting: 2 });
    expect(coaches).toContainEqual(
      expect.objectContaining({ email: emails.coach1, capacity: 1, holding: 1, isAway: false }),
    );
    expect(unassignedTasks.map(({ reference, kind }: never) => [reference, kind])).toContainEqual([
      first,
      "wait-for-coach",
    ]);
    const listed = async (who: Who, path: string) => {
      const { due = [], items = due } = (await get(who, path)).body;
      return items.map(({ reference }: { reference: string }) => reference);
    };
    for (const path of ["/work", "/cases"]) {
      expect([await listed("coach1", path), await listed("coach2", path)]).toEqual([[supported], []]);
    }
    expect(await listed("lead", `/cases?coach=${emails.coach1.toUpperCase()}`)).toEqual([supported]);
    // The first two came at the same moment.
    expect(await listed("lead", "/cases")).toEqual([...[supported, first].toSorted(), second]);
    expect(await listed("lead", "/work")).toEqual([first, second]);
    const task = await get("lead", new URL(waiting[0].taskUrl).pathname);
    expect(task.body.kind).toBe("wait-for-coach");
    const { history } = await caseOf(first);
    expect(history.map(({ sentence }: { sentence: string }) => sentence)).toContain(
      `No coach can take the person yet: ${why[0]}.`,
    );
    const page = await get("lead", "/area", { accept: "text/html" });
    expect([page.text.includes(first), page.text.includes("Sample Person")]).toEqual([true, false]);

    await send("lead", "POST", `/cases/${supported}/withdraw`, { reason: "Moved on" });
    await service.advance("PT0S");
    expect([(await caseOf(first)).stage, (await caseOf(second)).stage]).toEqual(["contact", "waiting"]);
    const mail = (await service.inbox(emails.coach1)).at(-1);
    expect(mail?.text).toContain((await caseOf(first)).openTasks[0].taskUrl);

    await capacity("coach2", 1);
    expect(await caseOf(second)).toMatchObject({ stage: "contact", coach: emails.coach2 });
    // Less room than people moves nobody.
    await capacity("coach2", 0);
    expect((await caseOf(second)).coach).toBe(emails.coach2);
    expect((await overview()).waiting).toEqual([]);
  });

  it("a coach who comes back from an absence gets who waits, within 15 minutes of the day", async () => {
    await send("coach2", "PUT", "/availability", {
      capacity: 5,
      away: [{ from: "2026-03-02", to: "2026-03-02" }],
    });
    const waits = await refer();
    expect((await overview()).waiting).toMatchObject([{ reference: waits }]);
    await service.advanceTo("2026-03-03T00:15:00Z");
    // The day's sessions have ended.
    expect((await asLeadAgain(waits)).coach).toBe(emails.coach2);
  });

  const asLeadAgain = async (reference: string) => {
    for (const who of ["lead", "coach1", "coach2", "duty"] as const) {
      as[who] = await service.signIn(emails[who]);
    }
    return await caseOf(reference);
  };

  it("all of a coach's people go to others in one go, and whom nobody has room for stays visibly", async () => {
    await asLeadAgain(await refer());
    const before = (await get("lead", `/cases?coach=${emails.coach2}`)).body.items.map(
      ({ reference }: { reference: string }) => reference,
    );
    expect(before.length).toBeGreaterThan(1);
    await capacity("coach1", 2);
    const wrong = await send("lead", "POST", "/area/reassign", { from: `x@${domain}`, to: emails.duty });
    expect([wrong.status, pointers(wrong)]).toEqual([422, ["/reason"]]);
    const unknown = { from: `x@${domain}`, to: emails.duty, reason: "Leave" };
    expect(pointers(await send("lead", "POST", "/area/reassign", unknown))).toEqual(["/from", "/to"]);
    const own = { from: emails.coach2, to: emails.coach2, reason: "Leave" };
    expect(pointers(await send("lead", "POST", "/area/reassign", own))).toEqual(["/to"]);

    const body = { from: emails.coach2, reason: "Long leave" };
    const { status, body: handed } = await send("lead", "POST", "/area/reassign", body);
    expect(status).toBe(200);
    expect(handed).toMatchObject({ followedUpByLead: [], more: 0 });
    expect(handed.moved).toHaveLength(1);
    expect([...handed.moved.map(({ reference }: never) => reference), ...handed.left].sort()).toEqual(
      before.sort(),
    );
    for (const { reference, coach: to } of handed.moved) expect((await caseOf(reference)).coach).toBe(to);
    for (const reference of handed.left) expect((await caseOf(reference)).coach).toBe(emails.coach2);
    const again = (await send("lead", "POST", "/area/reassign", body)).body;
    expect([again.moved, again.left]).toEqual([[], handed.left]);

    // A lead may give one more than there is room for, and says so.
    const [reference] = handed.left;
    const command = `/cases/${reference}/reassign`;
    const to = { to: emails.coach1, reason: "Knows the person" };
    expect((await send("lead", "POST", command, to)).status).toBe(422);
    expect(pointers(await send("lead", "POST", command, { reason: "r", overrideCapacity: true }))).toEqual([
      "/to",
    ]);
    expect((await send("lead", "POST", command, { ...to, overrideCapacity: true })).status).toBe(200);
    expect((await caseOf(reference)).coach).toBe(emails.coach1);
    const { coaches } = await overview();
    expect(coaches).toContainEqual(
      expect.objectContaining({ email: emails.coach1, capacity: 2, holding: 3 }),
    );
  });

  it("who leaves is signed out at once, also after coming back, and leaves nobody behind", async () => {
    const theirs = (await get("lead", `/cases?coach=${emails.coach1}`)).body.items;
    expect(theirs).toHaveLength(3);
    const task = new URL(theirs[0].openTasks[0].taskUrl).pathname;
    await capacity("coach2", 1);
    const path = `/area/coaches/${emails.coach1}`;
    const left = await send("lead", "DELETE", path);
    expect(left.status).toBe(200);
    await service.advance("PT0S");
    expect((await get("coach1", "/availability")).status).toBe(401);
    expect((await send("coach1", "POST", task, { outcome: "agreed" })).status).toBe(401);
    await service.post("/sign-in", { email: emails.coach1 });
    await service.advance("PT0S");
    const codes = (await service.inbox(emails.coach1)).filter(({ text }) => /\b\d{6}\b/.test(text)).length;

    // Those whom nobody has room for are the lead's, and in the queue.
    const orphans = left.body.left;
    expect(orphans.length).toBeGreaterThan(0);
    for (const reference of orphans) {
      const { coach: none, openTasks } = await caseOf(reference);
      expect([none, openTasks.length]).toEqual([undefined, 1]);
    }
    expect((await overview()).waiting.map(({ reference }: never) => reference).sort()).toEqual(
      [...orphans].sort(),
    );
    expect((await get("lead", `/cases?coach=${emails.coach1}`)).body.items).toEqual([]);
    expect((await get("lead", path)).status).toBe(404);
    expect((await send("lead", "DELETE", path)).body).toMatchObject({ moved: [], left: [] });

    // Back again: a session of before is none of now, and the people who waited get a place.
    expect((await send("lead", "PUT", path, coach({ capacity: 9 }))).status).toBe(200);
    await service.advance("PT0S");
    expect((await get("coach1", "/availability")).status).toBe(401);
    as.coach1 = await service.signIn(emails.coach1);
    expect((await service.inbox(emails.coach1)).filter(({ text }) => /\b\d{6}\b/.test(text))).toHaveLength(
      codes + 1,
    );
    for (const reference of orphans) expect((await caseOf(reference)).coach).toBe(emails.coach1);
    expect((await get("coach1", "/availability")).body).toMatchObject({
      capacity: 9,
      holding: orphans.length,
    });

    // Who stops being a coach hands over in the same way, and stays signed in.
    const demoted = await send("lead", "PUT", path, coach({ roles: ["duty"] }));
    expect(demoted.body).toMatchObject({ roles: ["duty"], handingOver: true });
    expect(demoted.body.moved.length + demoted.body.left.length).toBe(orphans.length);
    expect([(await get("coach1", "/availability")).status, (await get("coach1", "/area")).status]).toEqual([
      403, 403,
    ]);
    expect((await get("lead", `/cases?coach=${emails.coach1}`)).body.items).toEqual([]);
  });

  it("a lead says where a person is supported, where the area works only in some places", async () => {
    as.birmingham = await service.signIn("lead@birmingham-and-solihull.example.org");
    for (const number of [1, 2]) {
      const places = [number === 1 ? "East Birmingham" : "North Solihull"];
      const path = `/area/coaches/coach${number}@birmingham-and-solihull.example.org`;
      expect((await send("birmingham", "PUT", path, coach({ capacity: 5, places }))).status).toBe(200);
    }
    const { body } = await service.post("/referrals", {
      ...aReferral({ person: { familyName: "Placed", postcode: "B33 8TH" } }),
      area: "birmingham-and-solihull",
    });
    await service.advance("PT0S");
    const path = `/cases/${body.reference}`;
    const task = new URL((await get("birmingham", path)).body.openTasks[0].taskUrl).pathname;
    const page = await get("birmingham", task, { accept: "text/html" });
    expect(page.text).toContain('<option value="North Solihull">');
    const accept = { decision: "accept", reason: "Lives there", place: "Bolton" };
    const refused = await send("birmingham", "POST", task, accept);
    expect([refused.status, pointers(refused)]).toEqual([422, ["/place"]]);
    const accepted = await send("birmingham", "POST", task, { ...accept, place: "North Solihull" });
    expect(accepted.status).toBe(200);
    await service.advance("PT0S");
    const seen = (await get("birmingham", path)).body;
    expect(seen).toMatchObject({
      place: "North Solihull",
      coach: "coach2@birmingham-and-solihull.example.org",
    });
    expect(JSON.stringify(seen.history)).toContain("delivers at the person's place");
  });
});
