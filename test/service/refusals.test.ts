import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aReferral } from "../support/builders.ts";
import { startWorkWell, type WorkWell } from "../support/service.ts";

const json = { "content-type": "application/json" };
const lead = "lead@greater-manchester.example.org";
const coach = "coach1@greater-manchester.example.org";

describe("the service refuses", () => {
  let service: WorkWell;

  beforeAll(async () => {
    service = await startWorkWell({ clock: "manual", now: "2026-03-02T10:00:00Z" });
  });
  afterAll(() => service.dispose());

  /** Posts a referral and answers the problem, having checked that it is a whole problem document. */
  async function refused(body: unknown, headers: Record<string, string> = {}) {
    const answer = await service.post("/referrals", body, headers);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body).toMatchObject({
      type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
      title: expect.any(String),
      status: answer.status,
      detail: expect.any(String),
      instance: expect.any(String),
    });
    return answer;
  }

  const pointersOf = ({ body }: { body: { errors?: { pointer: string }[] } }) =>
    body.errors?.map(({ pointer }) => pointer);

  it("what is no JSON, with 400", async () => {
    expect((await refused("{", json)).status).toBe(400);
    expect((await refused("", json)).status).toBe(400);
  });

  it("what is another format, with 415", async () => {
    expect((await refused("a=b", { "content-type": "application/x-www-form-urlencoded" })).status).toBe(415);
    expect((await refused("{}", { "content-type": "text/plain" })).status).toBe(415);
  });

  it("more than 64 KiB, with 413, and takes exactly that", async () => {
    const padded = (bytes: number) => {
      const text = JSON.stringify(aReferral());
      return text + " ".repeat(bytes - text.length);
    };
    expect((await refused(padded(64 * 1024 + 1), json)).status).toBe(413);
    expect((await service.post("/referrals", padded(64 * 1024), json)).status).toBe(202);
    // More than API Gateway itself takes never reaches a handler.
    expect((await refused("x".repeat(11 * 1024 * 1024), json)).status).toBe(413);
  });

  it.each(["short", "has a space", "ünïcodekey", "k".repeat(129)])(
    "the Idempotency-Key %j, with 400",
    async (key) => {
      const header = { "idempotency-key": Buffer.from(key).toString("latin1") };
      expect((await refused(aReferral(), header)).status).toBe(400);
    },
  );

  it("all mistakes of a request at once, each at its place, with 422", async () => {
    const answer = await refused({
      referrer: { kind: "neighbour" },
      person: {
        givenName: "",
        familyName: "a\u0007b",
        dateOfBirth: "2026-13-01",
        postcode: "ZZ99 9ZZZ",
        contact: {},
        surprise: 1,
      },
      work: { status: "in-work", since: "2030-01-01" },
      health: { mainBarrier: "musculoskeletal", note: "x".repeat(4001) },
      consent: { referral: { given: false, on: "2030-01-01", how: "online" } },
      extra: true,
    });
    expect(answer.status).toBe(422);
    expect(answer.body.type).toBe("/problems/not-valid");
    expect(pointersOf(answer)?.sort()).toEqual([
      "/consent/referral/given",
      "/consent/referral/on",
      "/extra",
      "/health/note",
      "/person/contact",
      "/person/dateOfBirth",
      "/person/familyName",
      "/person/givenName",
      "/person/postcode",
      "/person/surprise",
      "/referrer/kind",
      "/work/since",
    ]);
    expect(answer.body.errors.every(({ detail }: { detail: string }) => detail.length > 5)).toBe(true);
  });

  it.each([
    [{ person: { postcode: "ZQ1 1AA" } }, ["/person/postcode"]],
    [{ person: { postcode: undefined, localAuthority: "Nowhere" } }, ["/person/localAuthority"]],
    [{ person: { postcode: undefined, gpPractice: { icb: "XXX" } } }, ["/person/gpPractice/icb"]],
    [{ person: { postcode: undefined } }, ["/area"]],
    [{ person: { postcode: undefined, noFixedAddress: true } }, ["/area"]],
    [{ area: "atlantis" }, ["/area"]],
    [{ person: { noFixedAddress: true } }, ["/person/noFixedAddress"]],
  ])("a place that cannot be: %j at %j", async (overrides, pointers) => {
    const answer = await refused(aReferral(overrides));
    expect([answer.status, answer.body.type]).toEqual([422, "/problems/not-valid"]);
    expect(pointersOf(answer)).toEqual(pointers);
  });

  it("a place that is in two areas, with the areas to choose from", async () => {
    const answer = await refused(
      aReferral({ person: { postcode: undefined, localAuthority: "Waverley" } } as never),
    );
    expect([answer.status, answer.body.type]).toEqual([422, "/problems/area-ambiguous"]);
    expect(answer.body.candidates.map(({ id }: { id: string }) => id).sort()).toEqual([
      "frimley",
      "surrey-heartlands",
    ]);
  });

  it("a place that is in no area, with the next doors", async () => {
    const answer = await refused(aReferral({ person: { postcode: "LS1 4AP" } }));
    expect([answer.status, answer.body.type]).toEqual([422, "/problems/out-of-area"]);
    expect(answer.body.redirects.length).toBeGreaterThan(2);
  });

  it("the same key for another referral, with 422, and takes it again for the same", async () => {
    const key = { "idempotency-key": "sample-key-1" };
    const first = await service.post("/referrals", aReferral(), key);
    const again = await service.post("/referrals", JSON.stringify(aReferral(), null, 2), { ...key, ...json });
    expect([again.status, again.body]).toEqual([202, first.body]);
    const other = await refused(aReferral({ work: { status: "out-of-work" } }), key);
    expect([other.status, other.body.type]).toEqual([422, "/problems/idempotency-key-reused"]);
  });

  it("a referral from another site's page, with 403", async () => {
    expect((await refused(aReferral(), { origin: "https://elsewhere.example" })).status).toBe(403);
    expect((await refused(aReferral(), { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await service.post("/referrals", aReferral(), { origin: service.url })).status).toBe(202);
  });

  it("to tell unknown references from wrong tokens", async () => {
    const { body } = await service.post("/referrals", aReferral());
    const status = (reference: string, token?: string) =>
      service.get(`/referrals/${reference}`, token ? { authorization: `Bearer ${token}` } : {});
    expect((await status(body.reference)).status).toBe(401);
    const browser = await service.get(`/referrals/${body.reference}`, { accept: "text/html" });
    expect([browser.status, browser.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    expect(browser.text).toContain("Open the newest email that WorkWell sent you");
    expect(browser.text).not.toContain('action="/sign-in"');
    const wrong = await status(body.reference, "wrong");
    const unknown = await status("2222222222", body.statusToken);
    expect([wrong.status, unknown.status]).toEqual([404, 404]);
    const spoken = body.reference.toLowerCase().replace(/(.{4})(.{4})/, "$1-$2 ");
    expect((await status(encodeURIComponent(spoken), body.statusToken)).body.reference).toBe(body.reference);
    const withdrawal = await service.post(`/referrals/${body.reference}/withdrawal`, {
      token: body.statusToken,
    });
    expect(withdrawal.status).toBe(404);
  });

  it.each([
    ["GET", "/nowhere", 404],
    ["POST", "/areas/greater-manchester/nowhere", 404],
    ["GET", "/areas/atlantis", 404],
    ["GET", `/tasks/${"a".repeat(22)}`, 404],
    ["GET", "/my/nothing", 404],
    ["GET", "/referrals", 405],
    ["DELETE", "/health", 405],
    ["PUT", "/cases", 405],
    ["GET", "/cases", 401],
    ["GET", "/exports", 401],
    ["POST", "/exports", 401],
    ["GET", "/exports/preview", 401],
    ["GET", "/reports", 401],
  ])("%s %s with %i as a problem document", async (method, path, status) => {
    const body = method === "POST" ? { body: {} } : {};
    const answer = await service.request(method, path, body);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "application/problem+json"]);
    expect(answer.body.status).toBe(status);
    if (status === 405) expect(answer.headers.get("allow")).toBeTruthy();
  });

  it("a client that takes neither JSON nor a page, with 406", async () => {
    const answer = await service.get("/health", { accept: "image/png" });
    expect([answer.status, answer.body.type]).toEqual([406, "/problems/not-acceptable"]);
    expect((await service.get("/health", { accept: "image/png, */*;q=0.1" })).status).toBe(200);
  });

  it("to list the name of a restricted record", async () => {
    await service.post("/referrals", aReferral({ area: "surrey-heartlands", safety: { restricted: true } }));
    await service.advance("PT0S");
    const { items } = (
      await service.get("/cases", await service.signIn("lead@surrey-heartlands.example.org"))
    ).body;
    expect(items).toMatchObject([{ stage: "review", openTasks: [{ kind: "review-referral" }] }]);
    expect(items[0]).not.toHaveProperty("preferredName");
  });

  it("what a browser asks for with a page that says the same", async () => {
    const answer = await service.get("/nowhere", { accept: "text/html,application/xhtml+xml" });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
    expect(answer.text).toContain("<h1");
    // With "no-referrer" a browser would send `Origin: null` with our own forms, and be refused.
    expect(answer.headers.get("referrer-policy")).toBe("same-origin");
  });

  it("strangers, colleagues and other areas at a task, and shows only the due date without a session", async () => {
    await service.post("/referrals", aReferral());
    await service.advance("PT0S");
    const mails = await service.inbox();
    const mail = mails.findLast(({ to, text }) => to.includes(coach) && text.includes("/tasks/"));
    const path = new URL(/\S+\/tasks\/[\w-]{22}/.exec(mail?.text ?? "")?.[0] ?? "").pathname;
    const without = await service.get(path);
    expect([without.status, Object.keys(without.body).sort()]).toEqual([
      401,
      ["detail", "dueAt", "instance", "status", "title", "type"],
    ]);
    const page = await service.get(path, { accept: "text/html" });
    expect(page.status).toBe(200);
    expect(page.text).toContain("Wednesday 4 March");
    expect(page.text).not.toMatch(/Sample|Person|07700/);
    const as = async (email: string) => (await service.get(path, await service.signIn(email))).status;
    expect(await as(lead)).toBe(200);
    expect(await as("coach2@greater-manchester.example.org")).toBe(403);
    expect(await as("commissioner@greater-manchester.example.org")).toBe(403);
    expect(await as("coach1@frimley.example.org")).toBe(404);
    const foreign = { ...(await service.signIn(coach)), origin: "https://elsewhere.example" };
    expect((await service.post(path, { outcome: "agreed" }, foreign)).status).toBe(403);
    expect((await service.post(path, { outcome: "agreed" })).status).toBe(401);
  });

  it("an answer with mistakes, telling each at its field, and records nothing", async () => {
    const mails = await service.inbox();
    const mail = mails.findLast(({ to, text }) => to.includes(coach) && text.includes("/tasks/"));
    const path = new URL(/\S+\/tasks\/[\w-]{22}/.exec(mail?.text ?? "")?.[0] ?? "").pathname;
    const session = await service.signIn(coach);
    const answer = await service.post(path, { outcome: "maybe", appointmentAt: "tomorrow" }, session);
    expect([answer.status, pointersOf(answer)]).toEqual([422, ["/outcome", "/appointmentAt"]]);
    expect((await service.get(path, session)).body).toMatchObject({ state: "open", attempts: [] });
  });

  it("to say who may sign in, more than 5 tries of a code, and more than 5 codes in 15 minutes", async () => {
    const asked = await service.post("/sign-in", { email: "nobody@example.org" });
    expect([asked.status, asked.text]).toEqual([
      202,
      (await service.post("/sign-in", { email: coach })).text,
    ]);
    expect(await service.inbox("nobody@example.org")).toEqual([]);
    const email = "duty@frimley.example.org";
    await service.post("/sign-in", { email });
    const codeOf = async () => /\b\d{6}\b/.exec((await service.inbox(email)).at(-1)?.text ?? "")?.[0] ?? "";
    const wrong = (await codeOf()) === "000000" ? "000001" : "000000";
    for (let tries = 0; tries < 5; tries++) {
      expect((await service.post("/sign-in/code", { email, code: wrong })).status).toBe(422);
    }
    expect((await service.post("/sign-in/code", { email, code: await codeOf() })).status).toBe(422);
    for (let codes = 1; codes < 5; codes++)
      expect((await service.post("/sign-in", { email })).status).toBe(202);
    const tooMany = await service.post("/sign-in", { email });
    expect([tooMany.status, tooMany.headers.get("retry-after")]).toEqual([429, "900"]);
    await service.advance("PT15M");
    expect((await service.post("/sign-in", { email })).status).toBe(202);
    await service.advance("PT10M");
    expect((await service.post("/sign-in/code", { email, code: await codeOf() })).status).toBe(422);
  });

  it("a session that has ended, by time, by signing out or by signing in anew", async () => {
    const early = await service.signIn(coach);
    expect((await service.get("/cases", early)).status).toBe(200);
    expect((await service.post("/sign-out", {}, early)).status).toBe(204);
    expect((await service.get("/cases", early)).status).toBe(401);
    const late = await service.signIn(coach);
    await service.post("/sign-in", { email: coach });
    await service.advance("PT0S");
    const code = /\b\d{6}\b/.exec((await service.inbox(coach)).at(-1)?.text ?? "")?.[0];
    const again = await service.post("/sign-in/code", { email: coach, code }, late);
    expect([again.status, (await service.get("/cases", late)).status]).toEqual([204, 401]);
    late.cookie = again.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    expect((await service.get("/cases", late)).status).toBe(200);
    await service.advanceTo("2026-03-02T19:00:00Z");
    expect((await service.get("/cases", late)).status).toBe(401);
  });

  it("all of it without keeping anything: no case, no email, no execution for what was refused", async () => {
    const before = [await service.get("/_local/executions"), await service.get("/_local/inbox")];
    for (const body of [
      {},
      aReferral({ person: { postcode: "LS1 4AP" } }),
      aReferral({ area: "atlantis" }),
    ]) {
      await refused(body);
    }
    await service.advance("PT0S");
    const after = [await service.get("/_local/executions"), await service.get("/_local/inbox")];
    expect(after.map(({ text }) => text)).toEqual(before.map(({ text }) => text));
  });
});
