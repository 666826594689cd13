import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { close, listen } from "../local/servers.ts";
import { startService } from "../local/service.ts";
import { aReferral } from "./support/builders.ts";
import { type Mail, startWorkWell, type WorkWell } from "./support/service.ts";

const now = "2026-03-02T10:00:00Z";
const coach = "coach1@greater-manchester.example.org";

const taskMails = (mails: readonly Mail[]) => mails.filter(({ text }) => /\/tasks\//.test(text));
const taskPath = (mail: Mail | undefined) => {
  const [link = ""] = /\S+\/tasks\/[\w-]{22}/.exec(mail?.text ?? "") ?? [];
  return new URL(link).pathname;
};

/** Ended after each test, the newest first. */
const endings: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

describe("a process that is killed", () => {
  /** Kills the process as a power cut does, and starts the next one over what it left. */
  async function powerCut(service: WorkWell): Promise<WorkWell> {
    await service.kill("SIGKILL");
    const next = await startWorkWell({ dataDir: service.dataDir, port: Number(new URL(service.url).port) });
    endings.push(() => next.dispose());
    return next;
  }

  it("leaves a case that waits for its coach, which goes on at once with the same email and link", async () => {
    const first = await startWorkWell({ now });
    endings.push(() => first.dispose());
    const { reference } = (await first.post("/referrals", aReferral())).body;
    await first.advance("PT0S");
    const [asked] = taskMails(await first.inbox(coach));

    const second = await powerCut(first);
    await second.advance("PT0S");
    expect((await second.get("/_local/executions")).body).toEqual([
      { name: `${reference}-2`, status: "RUNNING", stage: "contact" },
    ]);
    await second.advance("PT1H");
    expect(taskMails(await second.inbox(coach))).toEqual([asked]);

    const session = await second.signIn(coach);
    const answered = await second.post(taskPath(asked), { outcome: "agreed", channel: "phone" }, session);
    expect([answered.status, answered.body]).toEqual([200, { reference, stage: "assessment" }]);
    await second.advance("PT0S");
    expect(taskMails(await second.inbox(coach))).toHaveLength(2);
  });

  it("does not turn programme time back, even in the middle of an advance", async () => {
    const first = await startWorkWell({ now });
    endings.push(() => first.dispose());
    const advanced = first.advance("P365D").catch(() => "killed");
    let lastSeen = now;
    while (lastSeen < "2026-03-09") lastSeen = await first.now();
    const second = await powerCut(first);
    expect(await advanced).toBe("killed");
    expect(Date.parse(await second.now())).toBeGreaterThanOrEqual(Date.parse(lastSeen));
  });
});

describe("a workflow service that refuses every call for a while", () => {
  it("costs a referral nothing but time: it is accepted, and the sweep begins its journey", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "workwell-"));
    endings.push(() => rmSync(dataDir, { recursive: true, force: true }));
    // The refusals that this test is about would be told to the terminal.
    vi.stubEnv("POWERTOOLS_LOG_LEVEL", "SILENT");
    const service = await startService({
      port: 0,
      data: dataDir,
      clock: "manual",
      now: Date.parse(now),
      speed: undefined,
      progress: () => {},
    });
    endings.push(() => service.stop());
    const door = await standInFrontOfTheWorkflowService();

    door.refuses = true;
    const referred = await request(service.url, "POST", "/referrals", aReferral());
    expect(referred.status).toBe(202);
    await request(service.url, "POST", "/_local/clock", { advance: "PT0S" });
    expect(door.refused).toBeGreaterThan(0);
    expect(taskMails((await request(service.url, "GET", "/_local/inbox")).body)).toEqual([]);

    door.refuses = false;
    await request(service.url, "POST", "/_local/clock", { advance: "PT30M" });
    const [asked, ...noMore] = taskMails((await request(service.url, "GET", "/_local/inbox")).body);
    expect(asked?.to).toEqual([coach]);
    expect(noMore).toEqual([]);
  });
});

interface Door {
  refuses: boolean;
  refused: number;
}

/** Clients of the workflow service meet this server instead, which passes on what they send, or refuses it. */
async function standInFrontOfTheWorkflowService(): Promise<Door> {
  const behind = process.env.AWS_ENDPOINT_URL_SFN;
  const door: Door = { refuses: false, refused: 0 };
  const server: Server = createServer(async (asked, answer) => {
    const body = await buffer(asked);
    if (door.refuses) {
      door.refused++;
      answer.writeHead(503).end();
      return;
    }
    const target = asked.headers["x-amz-target"] ?? "";
    const passed = await fetch(`${behind}${asked.url}`, {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": `${target}` },
      body,
    });
    answer.writeHead(passed.status, { "content-type": "application/x-amz-json-1.0" });
    answer.end(await passed.text());
  });
  // Clients look for the address when they send for the first time, and none has sent anything yet.
  process.env.AWS_ENDPOINT_URL_SFN = await listen(server, 0);
  endings.push(() => close(server));
  return door;
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects, and fails if that is not there.
type Answer = { status: number; body: any };

async function request(url: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(new URL(path, url), {
    method,
    headers: { accept: "application/json", "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}
