import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aReferral } from "../support/builders.ts";
import { type Answer, startWorkWell, type WorkWell } from "../support/service.ts";

let service: WorkWell;
beforeAll(async () => {
  service = await startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" });
});
afterAll(() => service.dispose());

const gp = { kind: "gp", name: "Sample Surgery", email: "surgery@example.org" } as const;
let count = 0;

/** Somebody with an address of their own, referred by a GP: their link as it came by email. */
async function somebody(contact: object = {}) {
  const address = `person${++count}@example.org`;
  const person = {
    givenName: "Samplename",
    familyName: "Sampleson",
    contact: { email: address, ...contact },
  };
  const { body } = await service.post("/referrals", aReferral({ referrer: gp, person }));
  await service.advance("PT0S");
  const mail = (await service.inbox(address)).find(({ text }) => text.includes("/my/"));
  const my = new URL(/\S+\/my\/\S+/.exec(mail?.text ?? "")?.[0] ?? "none:").pathname;
  return { reference: body.reference as string, address, my };
}

async function newestCode(address: string): Promise<string> {
  await service.advance("PT0S");
  return /\b\d{6}\b/.exec((await service.inbox(address)).at(-1)?.text ?? "")?.[0] ?? "none";
}

/** The cookie of a browser that opened the details with the emailed code. */
async function unlocked({ my, address }: { my: string; address: string }): Promise<{ cookie: string }> {
  expect((await service.post(`${my}/code`, {})).status).toBe(202);
  const answer = await service.post(`${my}/unlock`, { code: await newestCode(address) });
  expect(answer.status).toBe(204);
  return { cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
}

const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  service.request("POST", path, {
    headers: { accept: "text/html", "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams(fields).toString(),
  });
const asPage = (path: string, headers = {}) => service.get(path, { accept: "text/html", ...headers });
const problem = ({ status, body }: Answer) => [status, body?.type];
const wrongOf = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

describe("a person's link", () => {
  it("shows where they are to whoever holds it, and nothing of how they are reached", async () => {
    const { my, reference } = await somebody({ phone: "07700900123" });
    const json = await service.get(my);
    expect(json.body).toMatchObject({
      reference,
      progress: "arranging",
      coach: { name: expect.any(String) },
      next: { by: "2026-03-04T17:00:00.000Z" },
    });
    const page = await service.get(my, { accept: "*/*" });
    expect(page.text).toContain("gets in touch with you by Wednesday 4 March at 5pm");
    for (const told of [json.text, page.text]) expect(told).not.toMatch(/person\d+@|07700|BL1|surgery/);
  });

  it("that is unknown, wrong, cut short or another purpose's gets one and the same 404, whatever is asked of it", async () => {
    const { my, reference } = await somebody();
    const stop = new URL((await linksOf(my)).withdraw).searchParams.get("token");
    const forged = [
      "nothing",
      `${reference}${"A".repeat(32)}`,
      my.slice(4, -1),
      `${reference}${stop}`,
      reference,
    ];
    const told = new Set<string>();
    for (const token of forged) {
      for (const answer of [
        await service.get(`/my/${token}`),
        await service.get(`/my/${token}/details`),
        await service.post(`/my/${token}/code`, {}),
        await service.post(`/my/${token}/unlock`, { code: "123456" }),
        await service.post(`/my/${token}/lock`, {}),
        await service.post(`/my/${token}/contact-details`, { phone: "07700900001" }),
        await service.post(`/my/${token}/consents`, { evaluation: true }),
        await service.post(`/my/${token}/call`, {}),
      ]) {
        const { instance: _, ...rest } = answer.body;
        told.add(JSON.stringify([answer.status, rest]));
      }
    }
    expect([...told]).toHaveLength(1);
    const page = await asPage("/my/nothing");
    expect([page.status, page.text]).toEqual([404, expect.stringContaining("newest email")]);
  });

  it("changes nothing for another site that leads a browser to it", async () => {
    const { my } = await somebody();
    const paths = ["code", "unlock", "lock", "contact-details", "consents", "call"];
    for (const path of paths) {
      const answer = await service.post(`${my}/${path}`, {}, { origin: "https://elsewhere.example" });
      expect([path, ...problem(answer)]).toEqual([path, 403, "/problems/foreign-origin"]);
    }
  });
});

const linksOf = async (my: string) => (await service.get(my)).body.links;

describe("a person's details", () => {
  it("are neither shown nor changed before a code, and what was typed then is not lost", async () => {
    const { my } = await somebody();
    expect(problem(await service.get(`${my}/details`))).toEqual([401, "/problems/code-needed"]);
    const changes = { "contact-details": { phone: "07700900001" }, consents: { evaluation: true } };
    for (const [path, body] of Object.entries(changes)) {
      expect(problem(await service.post(`${my}/${path}`, body))).toEqual([401, "/problems/code-needed"]);
    }
    const page = await asPage(`${my}/details`);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining("Email me a code")]);
    expect(page.text).not.toMatch(/person\d+@|07700/);
    const typed = await form(`${my}/contact-details`, { phone: "07700900001" });
    expect(typed.status).toBe(401);
    expect(typed.text).toContain('<input type="hidden" name="phone" value="07700900001">');
  });

  it("are changed after the code, for the old address to hear, by the commands that staff use too", async () => {
    const one = await somebody();
    const mine = await unlocked(one);
    const shown = (await service.get(`${one.my}/details`, mine)).body;
    expect(shown.contact).toEqual({ email: one.address, phone: "07700900000" });
    const saved = await service.post(`${one.my}/contact-details`, { email: "new@example.org" }, mine);
    expect(saved.body).toEqual({ reference: one.reference, stage: "contact" });
    await service.post(`${one.my}/consents`, { shareWithGp: true, evaluation: false }, mine);
    await service.advance("PT0S");
    expect((await service.inbox(one.address)).at(-1)?.subject).toBe(
      `Contact details changed: ${one.reference}`,
    );
    const lead = await service.signIn("lead@greater-manchester.example.org");
    const { person, consents, history } = (await service.get(`/cases/${one.reference}`, lead)).body;
    expect(person.contact.email).toBe("new@example.org");
    expect(consents.shareWithGp).toEqual({ given: true, on: "2026-03-02" });
    const types = history.map(({ type }: { type: string }) => type);
    expect(types.filter((type: string) => /consent|contact-changed/.test(type))).toEqual([
      "contact-changed",
      "consent-changed",
    ]);
    // What follows goes by the new address.
    await service.post(`${one.my}/code`, {});
    await service.advance("PT0S");
    expect((await service.inbox("new@example.org")).at(-1)?.subject).toBe("Your code for WorkWell");
  });

  it("tell a form every mistake at its field, and do not empty what there is", async () => {
    const one = await somebody();
    const mine = await unlocked(one);
    const refused = await form(`${one.my}/contact-details`, { email: "no address", phone: "" }, mine);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("Enter another phone number, or the one from before");
    expect(refused.text).toContain("Enter an email address");
    expect(refused.text).toContain('value="no address"');
    const theirs = await service.post(`${one.my}/contact-details`, { email: gp.email }, mine);
    expect([theirs.status, theirs.body.errors[0].pointer]).toEqual([422, "/email"]);
    const unknown = await service.post(`${one.my}/consents`, { everything: true }, mine);
    expect([unknown.status, unknown.body.errors[0].pointer]).toEqual([422, "/everything"]);
    expect((await service.get(`${one.my}/details`, mine)).body.contact).toMatchObject({
      email: one.address,
      phone: "07700900000",
    });
  });

  it("stay closed to the code of another person, and to a browser that has finished", async () => {
    const [one, other] = [await somebody(), await somebody()];
    const mine = await unlocked(one);
    expect((await service.get(`${other.my}/details`, mine)).status).toBe(401);
    await service.post(`${other.my}/code`, {});
    const code = await newestCode(other.address);
    expect((await service.post(`${one.my}/unlock`, { code })).status).toBe(422);
    expect((await service.post(`${one.my}/lock`, {}, mine)).status).toBe(204);
    expect((await service.get(`${one.my}/details`, mine)).status).toBe(401);
  });

  it("do not make their cookie a session of staff, nor a session theirs", async () => {
    const one = await somebody();
    const { cookie } = await unlocked(one);
    const token = cookie.slice("my=".length);
    expect((await service.get("/cases", { cookie: `session=${token}` })).status).toBe(401);
    const staff = await service.signIn("lead@greater-manchester.example.org");
    const stolen = { cookie: staff.cookie.replace("session=", "my=") };
    expect((await service.get(`${one.my}/details`, stolen)).status).toBe(401);
  });
});

describe("a code", () => {
  it("goes to the address on record only, and to no referrer's", async () => {
    const before = (await service.inbox(gp.email)).length;
    const { my } = await somebody();
    await service.post(`${my}/code`, { email: "elsewhere@example.org" });
    await service.post(`${my}/code`, {});
    await service.advance("PT0S");
    expect(await service.inbox("elsewhere@example.org")).toEqual([]);
    const toThem = (await service.inbox(gp.email)).slice(before);
    expect(toThem.filter(({ subject }) => subject.includes("code"))).toEqual([]);
    const lead = await service.signIn("lead@greater-manchester.example.org");
    const withoutOwn = await somebody();
    await service.post(`/cases/${withoutOwn.reference}/contact-details`, { email: gp.email }, lead);
    expect(problem(await service.post(`${withoutOwn.my}/code`, {}))).toEqual([409, "/problems/conflict"]);
    expect((await asPage(`${withoutOwn.my}/details`)).text).toContain("We have no email address of yours");
  });

  it("that comes back marks the address like any other email to it", async () => {
    const one = await somebody();
    const dead = { email: `bounce+${one.reference}@simulator.amazonses.com` };
    await service.post(`${one.my}/contact-details`, dead, await unlocked(one));
    await service.post(`${one.my}/code`, {});
    await service.advance("PT0S");
    const lead = await service.signIn("lead@greater-manchester.example.org");
    const { history, openTasks } = (await service.get(`/cases/${one.reference}`, lead)).body;
    const sentences: string[] = history.map(({ sentence }: { sentence: string }) => sentence);
    expect(sentences).toContainEqual(
      expect.stringMatching(/^The email with a code for the person's own page came back/),
    );
    expect(openTasks.map(({ kind }: { kind: string }) => kind)).toContain("check-address");
  });

  it("works once, for ten minutes", async () => {
    const one = await somebody();
    await service.post(`${one.my}/code`, {});
    const code = await newestCode(one.address);
    expect((await service.post(`${one.my}/unlock`, { code })).status).toBe(204);
    expect((await service.post(`${one.my}/unlock`, { code })).status).toBe(422);
    await service.post(`${one.my}/code`, {});
    const next = await newestCode(one.address);
    await service.advance("PT10M");
    expect((await service.post(`${one.my}/unlock`, { code: next })).status).toBe(422);
  });

  it("is used up by five wrong tries, and replaced by a newer one", async () => {
    const one = await somebody();
    await service.post(`${one.my}/code`, {});
    const code = await newestCode(one.address);
    for (let tries = 0; tries < 5; tries++) {
      const answer = await service.post(`${one.my}/unlock`, { code: wrongOf(code) });
      expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, "/code"]);
    }
    expect((await service.post(`${one.my}/unlock`, { code })).status).toBe(422);
    await service.post(`${one.my}/code`, {});
    const newer = await newestCode(one.address);
    expect((await service.post(`${one.my}/unlock`, { code: newer })).status).toBe(204);
  });

  it("is the sixth in a quarter of an hour only after a wait, and a form says until when", async () => {
    const one = await somebody();
    for (let number = 0; number < 5; number++) {
      expect((await service.post(`${one.my}/code`, {})).status).toBe(202);
    }
    const sixth = await service.post(`${one.my}/code`, {});
    expect([...problem(sixth), sixth.headers.get("retry-after")]).toEqual([
      429,
      "/problems/too-many-requests",
      "900",
    ]);
    const page = await form(`${one.my}/code`, { form: "contact-details", phone: "07700900001" });
    expect([page.status, page.text]).toEqual([429, expect.stringMatching(/from Monday 2 March at /)]);
    expect(page.text).toContain('name="phone" value="07700900001"');
  });

  it("opens the details for half an hour, after which another is asked for", async () => {
    const one = await somebody();
    const mine = await unlocked(one);
    await service.advance("PT29M");
    expect((await service.get(`${one.my}/details`, mine)).status).toBe(200);
    await service.advance("PT1M");
    expect((await service.get(`${one.my}/details`, mine)).status).toBe(401);
  });
});

describe("a call that a person asks for", () => {
  it("needs no code, is told to the coach once a day, and waits on the case and in the list until it is answered", async () => {
    const one = await somebody();
    const asked = await form(`${one.my}/call`, { when: "evening" });
    expect([asked.status, asked.headers.get("location")]).toEqual([303, `${one.my}#call`]);
    expect((await service.post(`${one.my}/call`, { when: "morning" })).status).toBe(200);
    await service.advance("PT0S");
    const lead = await service.signIn("lead@greater-manchester.example.org");
    const { coach, callAsked } = (await service.get(`/cases/${one.reference}`, lead)).body;
    expect(callAsked.when).toBe("morning");
    const told = (await service.inbox(coach)).filter(({ subject }) => subject.includes("call someone back"));
    const mine = told.filter(({ subject }) => subject.includes(one.reference));
    expect(mine).toHaveLength(1);
    expect(mine[0]?.text).not.toMatch(/Samplename|morning|evening/);
    const listed = async () =>
      (await service.get("/cases", lead)).body.items.find(
        ({ reference }: { reference: string }) => reference === one.reference,
      );
    expect((await listed()).callAsked).toMatchObject({ when: "morning" });
    await service.post(`/cases/${one.reference}/note`, { text: "Rang, all is well" }, lead);
    expect((await listed()).callAsked).toBeUndefined();
    expect((await service.get(one.my)).body.callAsked).toBeUndefined();
  });

  it("has no room for a text, and ends in a wait when it is asked for again and again", async () => {
    const { my } = await somebody();
    expect((await service.post(`${my}/call`, { when: "now!" })).status).toBe(422);
    expect((await service.post(`${my}/call`, { note: "please" })).status).toBe(422);
    const answers = await Promise.all(Array.from({ length: 12 }, () => service.post(`${my}/call`, {})));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(10).fill(200), 429, 429]);
  });
});

describe("stopping", () => {
  it("is said honestly each time, and leaves a page that says so, and no call to ask for", async () => {
    const one = await somebody();
    const withdraw = new URL((await linksOf(one.my)).withdraw);
    const page = await asPage(`${withdraw.pathname}${withdraw.search}`);
    expect(page.text).toContain("Do you want to stop?");
    const token = withdraw.searchParams.get("token") ?? "";
    for (let times = 0; times < 2; times++) {
      const stopped = await form(withdraw.pathname, { token });
      expect([stopped.status, stopped.text]).toEqual([200, expect.stringContaining("You have stopped")]);
    }
    const mine = await asPage(one.my);
    expect(mine.text).toContain("You stopped on Monday 2 March");
    expect(problem(await service.post(`${one.my}/call`, {}))).toEqual([409, "/problems/conflict"]);
    expect((await linksOf(one.my)).withdraw).toBeUndefined();
  });

  it("is not claimed where the case was closed otherwise", async () => {
    const one = await somebody();
    const withdraw = new URL((await linksOf(one.my)).withdraw);
    const lead = await service.signIn("lead@greater-manchester.example.org");
    const { body } = await service.post(
      `/cases/${one.reference}/transfer`,
      { toArea: "surrey-heartlands", reason: "Moved" },
      lead,
    );
    await service.advance("PT0S");
    const page = await asPage(`${withdraw.pathname}${withdraw.search}`);
    expect(page.text).toContain("There is nothing to stop here");
    const goesOn = new URL((await linksOf(one.my)).goesOn).pathname;
    expect((await service.get(goesOn)).body).toMatchObject({ reference: body.newReference });
    const onwards = /href="(\/referrals\/[^"]+)"/.exec(page.text)?.[1]?.replaceAll("&amp;", "&");
    expect((await asPage(onwards ?? "none")).text).toContain("Do you want to stop?");
  });
});
