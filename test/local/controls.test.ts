import { createServer } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ProgrammeClock } from "../../local/clock.ts";
import { controlsOf } from "../../local/controls.ts";
import { close, listen } from "../../local/servers.ts";

const start = Date.parse("2026-04-01T09:00:00Z");
const hour = 3_600_000;
const mails = [
  { id: "1", at: "2026-04-01T09:00:00.000Z", to: ["a@example.org"], subject: "s", text: "t", html: "" },
];

let clock: ProgrammeClock;
let url: string;
let stop: () => Promise<void>;
const saveClock = vi.fn();
const inbox = vi.fn((_to?: string, _after?: string) => mails);

beforeEach(async () => {
  vi.clearAllMocks();
  clock = new ProgrammeClock({ mode: "manual", now: start });
  const controls = controlsOf({
    clock,
    saveClock,
    inbox,
    inboxPage: "http://127.0.0.1:1/",
    executions: () => [{ name: "R-0", status: "RUNNING", stage: "contact" }],
    data: { table: "Cases", endpoint: "http://127.0.0.1:2" },
  });
  const server = createServer((request, response) =>
    controls(request, response, new URL(request.url ?? "/", "http://local")),
  );
  url = await listen(server, 0);
  stop = () => close(server);
});
afterEach(async () => {
  await stop();
  clock.stop();
});

const post = async (body: unknown) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const answer = await fetch(`${url}/_local/clock`, { method: "POST", body: text });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

describe("/_local/clock", () => {
  it("shows programme time", async () => {
    expect(await (await fetch(`${url}/_local/clock`)).json()).toEqual({
      now: "2026-04-01T09:00:00.000Z",
      mode: "manual",
      speed: 1,
    });
  });

  it("answers an advance when everything due until then has happened, in order", async () => {
    const happened: string[] = [];
    const slowly = (what: string) => async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      happened.push(`${what} at ${new Date(clock.now()).toISOString()}`);
    };
    clock.at(start + 30 * hour, () => void clock.work(slowly("second")()));
    clock.at(start + 2 * hour, () => void clock.work(slowly("first")()));
    clock.at(start + 49 * hour, () => happened.push("too late"));
    expect(await post({ advance: "P2D" })).toEqual({
      status: 200,
      body: { now: "2026-04-03T09:00:00.000Z", mode: "manual", speed: 1 },
    });
    expect(happened).toEqual(["first at 2026-04-01T11:00:00.000Z", "second at 2026-04-02T15:00:00.000Z"]);
    expect(saveClock).toHaveBeenCalled();
  });

  it("answers PT0S when all work in flight is done", async () => {
    const done = vi.fn();
    void clock.work(new Promise<void>((resolve) => setTimeout(resolve, 30)).then(done));
    expect((await post({ advance: "PT0S" })).body.now).toBe("2026-04-01T09:00:00.000Z");
    expect(done).toHaveBeenCalledOnce();
  });

  it("moves to a time, with its offset", async () => {
    expect((await post({ to: "2026-04-01T12:00:00+01:00" })).body.now).toBe("2026-04-01T11:00:00.000Z");
    expect((await post({ to: "2026-04-01T11:00:00Z" })).status).toBe(200);
  });

  it("refuses a time that has passed", async () => {
    expect(await post({ to: "2026-04-01T08:59:59Z" })).toMatchObject({
      status: 409,
      body: { type: "/problems/time-has-passed", status: 409, instance: "/_local/clock" },
    });
  });

  it("sets the speed", async () => {
    expect((await post({ speed: 60 })).body.speed).toBe(60);
  });

  it.each([
    "",
    "{",
    "[]",
    "{}",
    { advance: "2 days" },
    { advance: "P1M" },
    { advance: 5 },
    { to: "tomorrow" },
    { to: "2026-04-01T12:00:00" },
    { speed: 0 },
    { speed: -1 },
    { speed: "fast" },
    { advance: "P1D", speed: 2 },
    { hurry: true },
  ])("refuses %j", async (body) => {
    expect(await post(body)).toMatchObject({ status: 400, body: { type: "/problems/malformed" } });
    expect(clock.now()).toBe(start);
  });

  it("makes two days of two advances by a day at once", async () => {
    await Promise.all([post({ advance: "P1D" }), post({ advance: "P1D" })]);
    expect(clock.now()).toBe(start + 48 * hour);
  });
});

describe("The other controls", () => {
  it("show the inbox, of everyone or of one address", async () => {
    expect(await (await fetch(`${url}/_local/inbox`)).json()).toEqual(mails);
    expect(inbox).toHaveBeenLastCalledWith(undefined, undefined);
    await fetch(`${url}/_local/inbox?to=a%2Bb@example.org`);
    expect(inbox).toHaveBeenLastCalledWith("a+b@example.org", undefined);
    await fetch(`${url}/_local/inbox?after=17`);
    expect(inbox).toHaveBeenLastCalledWith(undefined, "17");
  });

  it("show the executions and lead to the inbox page", async () => {
    expect(await (await fetch(`${url}/_local/executions`)).json()).toEqual([
      { name: "R-0", status: "RUNNING", stage: "contact" },
    ]);
    const page = await fetch(`${url}/_local/mail`, { redirect: "manual" });
    expect([page.status, page.headers.get("location")]).toEqual([302, "http://127.0.0.1:1/"]);
  });

  it("answer unknown paths and methods with problem documents", async () => {
    expect((await fetch(`${url}/_local/nothing`)).status).toBe(404);
    const wrong = await fetch(`${url}/_local/inbox`, { method: "DELETE" });
    expect([wrong.status, wrong.headers.get("content-type")]).toEqual([405, "application/problem+json"]);
  });
});
