import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasOneOwner, isToldByItsEvents } from "../functions/core/invariants.ts";
import { scanTable } from "../local/rehearsal/table-scan.ts";
import { type Mail, startWorkWell, type WorkWell } from "./support/service.ts";
import { fillTable } from "./versions/fill-table.ts";
import { readKeptVersion } from "./versions/kept-version.ts";
import { area, fullArea } from "./versions/stories.ts";

// Version n took people as far as each stage; n + 1 was started over what it left, and took as many more as far. Both
// are older versions of this code, and what is told of them is what they really did (test/fixtures/versions). Now
// this version is started over that.

const n = readKeptVersion("n");
const next = readKeptVersion("n-plus-1");
const oldMails = [...n.mails, ...next.mails];
const open = Object.entries(next.stages).filter(([, stage]) => stage !== "closed");
/** As the workflow sees them: before assignment it holds until somebody made sure that the person is safe. */
const stageOfWorkflow = (stage: string) => (stage === "assignment" ? "hold" : stage);
const referencesAt = (stage: string) =>
  open.filter(([, each]) => each === stage).map(([reference]) => reference);

type Session = { cookie: string };
type OldLink = { to: string; path: string };

/** What each link of a mail leads to, without the address that the service had then. */
const linksIn = ({ text }: Pick<Mail, "text">) =>
  [...text.matchAll(/https?:\/\/[^/\s]+(\/\S+)/g)].map(([, path = ""]) => path);
const taskLinks: OldLink[] = oldMails.flatMap((mail) =>
  linksIn(mail)
    .filter((path) => path.startsWith("/tasks/"))
    .map((path) => ({ to: mail.to[0] ?? "", path })),
);

/** Whether the coach was emailed already to record the first appointment. */
function isAskedForAppointment(reference: string): boolean {
  return oldMails.some(
    ({ subject }) => /^Record the first appointment/.test(subject) && subject.includes(reference),
  );
}

describe("this version, over what two older ones left", () => {
  let service: WorkWell;
  const sessions = new Map<string, Session>();
  const sessionOf = async (email: string) => {
    const session = sessions.get(email) ?? (await service.signIn(email));
    sessions.set(email, session);
    return session;
  };
  const lead = () => sessionOf(`lead@${area}.example.org`);
  const stagesNow = async () => {
    const executions: { name: string; status: string; stage: string }[] = (
      await service.get("/_local/executions")
    ).body;
    return new Map(executions.map(({ name, status, stage }) => [name, `${status} ${stage}`]));
  };
  const stageOf = async (reference: string) =>
    (await service.get(`/cases/${reference}`, await lead())).body.stage;

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "workwell-"));
    await fillTable(dataDir, next.items);
    service = await startWorkWell({ dataDir, now: "2026-03-05T10:00:00Z" });
    await service.advance("PT0S");
  });
  afterAll(() => service?.dispose());

  it("gets every open case going again where it was, in its next execution", async () => {
    const generations = new Map(
      next.items
        .filter(({ sk }) => sk === "CASE")
        .map(({ reference, generation }) => [reference as string, (generation as number) + 1]),
    );
    const expected = open.map(([reference, stage]) => [
      `${reference}-${generations.get(reference)}`,
      `RUNNING ${stageOfWorkflow(stage)}`,
    ]);
    expect(await stagesNow()).toEqual(new Map(expected as [string, string][]));
  });

  it("sends nothing again, and of what was not sent only what is still to come or overdue", async () => {
    const sent = await service.inbox();
    const nameOf = ({ to, subject }: Pick<Mail, "to" | "subject">) => `${to.toSorted()} ${subject}`;
    const before = oldMails.map(nameOf);
    expect(sent.map(nameOf).filter((name) => before.includes(name))).toEqual([]);
    // Version n told nobody of their appointment yet; that of n + 1 did so of its own.
    const [appointment] = sent.filter(({ subject }) => subject.startsWith("Your appointment"));
    expect(appointment?.to).toEqual(["sample-n-4@example.com"]);
    expect(
      sent.filter(({ subject }) => !/^(Your appointment|URGENT: safety task overdue)/.test(subject)),
    ).toEqual([]);
    expect(sent).toHaveLength(2);
  });

  /** What each old link shows to whom it was sent to, before anything is answered. */
  const shown = new Map<string, { status: number; body: Record<string, string> }>();

  it("opens every task link of their emails for whom it was sent to, and for nobody without a session", async () => {
    expect(taskLinks.length).toBeGreaterThan(60);
    for (const { to, path } of taskLinks) shown.set(path, await service.get(path, await sessionOf(to)));
    for (const { status, body } of shown.values()) {
      expect([status, body.state]).toBeOneOf([
        [200, "open"],
        [200, "done"],
        [200, "superseded"],
      ]);
    }
    expect((await service.get(taskLinks[0]?.path ?? "")).status).toBe(401);
  });

  it("opens every person's own page by the link of their email", async () => {
    const links = oldMails.flatMap(linksIn).filter((path) => /^\/my\/[\w-]+$/.test(path));
    expect(new Set(links).size).toBe(Object.keys(next.stages).length);
    for (const path of new Set(links)) {
      const { status, body } = await service.get(path);
      expect([status, Object.keys(next.stages)]).toEqual([200, expect.arrayContaining([body.reference])]);
    }
  });

  it("counts everybody in the month's figures, those from before too", async () => {
    const { body } = await service.get("/management?month=2026-03", await lead());
    const values = new Map(
      (body.items as Record<string, unknown>[])
        .filter(({ dimension }) => dimension === "none")
        .map(({ measure, value }) => [measure, value]),
    );
    const counted = ["referrals", "starts", "plans-agreed"].map((measure) => [measure, values.get(measure)]);
    // All but the two of the other area; of each version's 16 six have started, and five of those have a plan.
    expect(Object.fromEntries(counted)).toEqual({ referrals: 32, starts: 12, "plans-agreed": 10 });
  });

  const held = {
    channel: "phone",
    attended: "yes",
    employmentStatus: "in-work",
    mainBarrier: "musculoskeletal",
  };
  const answers: Record<string, [answer: () => Promise<object>, after: string]> = {
    "review-referral": [async () => ({ decision: "accept", reason: "Samplereason" }), "contact"],
    contact: [async () => ({ outcome: "agreed", channel: "phone" }), "assessment"],
    assessment: [async () => ({ heldAt: await service.now(), ...held }), "plan"],
    plan: [
      async () => ({
        planType: "thrive-at-work",
        actions: [{ kind: "skills", description: "Sampleaction", by: "coach" }],
      }),
      "support",
    ],
    exit: [
      async () => ({ closure: "completed-plan", outcome: "remained-in-work", employmentStatus: "in-work" }),
      "follow-up",
    ],
    "make-safe": [async () => ({ action: "Sampleaction", note: "Samplenote" }), "contact"],
  };

  /** Coaches are asked at an appointment that is still to come. */
  const appointed = referencesAt("assessment").filter((reference) => !isAskedForAppointment(reference));
  const asked = ["review", "contact", "assessment", "plan", "exit", "assignment"]
    .flatMap(referencesAt)
    .filter((reference) => !appointed.includes(reference));

  it("takes the answer to every task that was open, by the old link, and the journey goes on", async () => {
    const answered = new Map<string, string>();
    for (const { to, path } of taskLinks) {
      const { kind = "", reference = "", state } = shown.get(path)?.body ?? {};
      const [answer, after] = answers[kind] ?? [];
      if (state !== "open" || !answer || !after || answered.has(reference)) continue;
      const sent = await service.post(path, await answer(), await sessionOf(to));
      expect(sent.status, sent.text).toBe(200);
      answered.set(reference, after);
    }
    await service.advance("PT0S");
    expect([...answered.keys()].toSorted()).toEqual(asked.toSorted());
    for (const [reference, after] of answered) expect(await stageOf(reference), reference).toBe(after);
  });

  it("goes on with those whose coach was not asked yet: later appointments, reviews and follow-ups", async () => {
    expect(appointed).toHaveLength(2);
    for (const reference of referencesAt("hold")) {
      const resumed = await service.post(`/cases/${reference}/resume`, {}, await lead());
      expect([resumed.status, resumed.body.stage]).toEqual([200, "support"]);
    }
    await service.advance("PT0S");
    const later: Record<string, [answer: object, after: string]> = {
      assessment: [{ heldAt: await service.now(), ...held }, "plan"],
      review: [{ attended: "yes", next: "finish" }, "exit"],
      "follow-up": [{ reached: true, outcome: "remained-in-work", employmentStatus: "in-work" }, "follow-up"],
    };
    for (const reference of [...appointed, ...["support", "hold", "follow-up"].flatMap(referencesAt)]) {
      const { openTasks, coach } = (await service.get(`/cases/${reference}`, await lead())).body;
      const [{ kind, taskUrl }] = openTasks;
      const [answer, after] = later[kind] ?? [];
      const sent = await service.post(new URL(taskUrl).pathname, answer, await sessionOf(coach));
      expect([sent.status, sent.body.stage], sent.text).toEqual([200, after]);
    }
  });

  it("gives a free place to whoever waits longest, although nobody had put them into a queue then", async () => {
    const [first, second] = next.items
      .filter(({ pk, stage }) => `${pk}`.startsWith(fullArea) && stage === "waiting")
      .toSorted((a, b) => (`${a.areaSort}` < `${b.areaSort}` ? -1 : 1));
    const older = n.stages[`${first?.reference}`];
    expect([older, first?.queuePartition, second?.queuePartition]).toEqual(["waiting", undefined, "QUEUE"]);
    const coach = await sessionOf(`coach1@${fullArea}.example.org`);
    const body = { capacity: 1, away: [] };
    expect((await service.request("PUT", "/availability", { headers: coach, body })).status).toBe(200);
    await service.advance("PT0S");
    const theirs = (await service.get("/cases", await sessionOf(`lead@${fullArea}.example.org`))).body.items;
    const stages = theirs.map(({ reference, stage }: Record<string, string>) => [reference, stage]);
    expect(Object.fromEntries(stages)).toEqual({
      [`${first?.reference}`]: "contact",
      [`${second?.reference}`]: "waiting",
    });
  });

  it("takes the withdrawal by the link that a person was sent long ago", async () => {
    const [link = ""] = n.mails.flatMap(linksIn).filter((path) => path.includes("/withdrawal?token="));
    const url = new URL(link, service.url);
    const body = { token: url.searchParams.get("token") };
    const { status, body: answer } = await service.post(url.pathname, body);
    expect([status, answer.stage]).toEqual([200, "closed"]);
  });

  it("keeps each open case as its events tell it, with one who is to go on with it", async () => {
    await service.advance("PT0S");
    const [, table = "", endpoint = ""] =
      /--table (\S+) with AWS_ENDPOINT_URL_DYNAMODB=(\S+)/.exec(service.output()) ?? [];
    const { cases } = await scanTable(endpoint, table);
    expect(cases).toHaveLength(Object.keys(next.stages).length);
    const wrong = cases
      .filter(({ case: { stage } }) => stage !== "closed")
      .flatMap((kept) => [...isToldByItsEvents(kept), ...hasOneOwner(kept)].map((each) => [kept.case, each]));
    expect(wrong).toEqual([]);
  });
});
