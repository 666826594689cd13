import { aReferral } from "../../support/builders.ts";
import type { WorkWell } from "../../support/service.ts";
import type { Ask } from "./walker.ts";

/** When the programme is looked at. */
export const begins = "2026-03-02T10:00:00Z";

/** An area in which nobody is referred. */
export const quietArea = "surrey-heartlands";
const domain = "greater-manchester.example.org";
export const staff = {
  coach: `coach1@${domain}`,
  full: `coach2@${domain}`,
  lead: `lead@${domain}`,
  duty: `duty@${domain}`,
  safeguarding: `safeguarding@${domain}`,
  commissioner: `commissioner@${domain}`,
  national: "national@example.org",
} as const;

type Overrides = NonNullable<Parameters<typeof aReferral>[0]>;
type Answers = readonly object[];

/** Part of every text of people that is as long as may be. */
export const longText = "Samplename-Samplename-Samplename";
const longName = `${"Samplename-".repeat(10)}\u202E`;
/** Words that do not break, and then words that do. */
const asLongAs = (characters: number) =>
  `${"Samplename-".repeat(6)} ${"and so on ".repeat(400)}`.slice(0, characters);
const agreed = { outcome: "agreed", channel: "phone" };
const held = {
  heldAt: "2026-03-02T10:00:00Z",
  channel: "phone",
  attended: "yes",
  employmentStatus: "out-of-work",
  mainBarrier: "mental-health",
  goals: asLongAs(4000),
  wellbeing: { lifeSatisfaction: 4, anxiety: 7 },
};
const plan = {
  planType: "seek-work",
  actions: [
    { kind: "skills", description: "Sample course", by: "person", dueOn: "2026-03-20" },
    { kind: "other", description: asLongAs(500), by: "employer" },
  ],
  shareWith: { gp: true },
};
const exit = { closure: "completed-plan", outcome: "started-job", employmentStatus: "in-work" };

/** People in every state that a page can show, each with what was answered about them. */
const people: Readonly<Record<string, { given?: Overrides; answers?: Answers }>> = {
  contact: { given: { person: { preferredName: longName, language: "Polish", interpreter: true } } },
  tried: { answers: [{ outcome: "could-not-reach", attemptId: "first" }] },
  appointed: { answers: [{ ...agreed, appointmentAt: "2026-03-10T14:30:00Z" }] },
  plan: { answers: [agreed, held] },
  support: {
    given: {
      person: { preferredName: longName, contact: { preferredTimes: asLongAs(200) } },
      health: { note: asLongAs(4000) },
      consent: { shareWithGp: true, contactEmployer: true },
    },
    answers: [agreed, held, plan],
  },
  held: { answers: [agreed, held, plan] },
  exit: { answers: [agreed, held, plan] },
  followed: { answers: [agreed, held, plan] },
  stopped: {},
  restricted: { given: { safety: { restricted: true } } },
  atRisk: { given: { safety: { atRisk: true, note: "Sample note" } } },
  young: { given: { person: { dateOfBirth: "2009-01-01" }, safety: { atRisk: true } } },
  bounced: { given: { person: { contact: { email: "bounce+sample@simulator.amazonses.com" } } } },
  earlier: { given: { person: { familyName: "Twin" } } },
  later: { given: { person: { familyName: "Twin" } } },
  moved: {},
  erased: {},
};

/** A programme with somebody in each state, as the people in it and their links. */
export interface Programme {
  /** By what became of them: the reference. */
  readonly references: Readonly<Record<string, string>>;
  /** Paths of the emailed links of whoever has an email address. */
  readonly myLinks: Readonly<Record<string, string>>;
  /** Where an address comes in an order that is the same each time, though references and handles are random. */
  readonly rankOf: (path: string) => string;
}

export async function aBusyProgramme(service: WorkWell): Promise<Programme> {
  const lead = await service.signIn(staff.lead);
  const full = await service.signIn(staff.full);
  await must(service.request("PUT", "/availability", { headers: full, body: { capacity: 0 } }));
  const references: Record<string, string> = {};
  const refer = async (name: string, given: Overrides = {}) => {
    const email = `${name}@person.example.org`;
    const referral = aReferral({
      ...given,
      person: { familyName: name, ...given.person, contact: { email, ...given.person?.contact } },
    });
    const { body } = await must(service.post("/referrals", referral));
    references[name] = body.reference;
    await service.advance("PT0S");
  };
  const send = async (name: string, command: string, body: object) => {
    await must(service.post(`/cases/${references[name]}/${command}`, body, lead));
    await service.advance("PT0S");
  };
  const answer = async (name: string, body: object) => {
    const { openTasks } = (await service.get(`/cases/${references[name]}`, lead)).body;
    await must(service.post(new URL(openTasks[0].taskUrl).pathname, body, lead));
    await service.advance("PT0S");
  };

  for (const [name, { given, answers = [] }] of Object.entries(people)) {
    await refer(name, given);
    for (const each of answers) await answer(name, each);
  }
  await send("held", "hold", { until: "2026-06-01T09:00:00Z", reason: "Sample reason" });
  await send("exit", "finish", {});
  await send("followed", "finish", {});
  await answer("followed", exit);
  for (const name of ["stopped", "erased"]) await send(name, "withdraw", { reason: "Sample reason" });
  await send("erased", "erase", { reason: "person-asked" });
  await send("moved", "transfer", { toArea: "frimley", reason: "Sample move" });
  await send("support", "note", { text: asLongAs(4000) });
  await send("support", "share", { with: "gp" });
  const coach = await service.signIn(staff.coach);
  const away = [{ from: "2026-04-01", to: "2026-04-10" }];
  await must(service.request("PUT", "/availability", { headers: coach, body: { capacity: 5, away } }));
  await refer("waiting");
  const commissioner = await service.signIn(staff.commissioner);
  await must(service.post("/exports", { area: "greater-manchester", quarter: "2025-Q4" }, commissioner));

  const myLinks: Record<string, string> = {};
  for (const { to, text } of await service.inbox()) {
    const link = /https?:\/\/[^/\s]+(\/my\/[\w-]+)/.exec(text)?.[1];
    const name = to[0]?.split("@")[0];
    // The link of whoever was erased leads to nothing, as was promised to them.
    if (link && name && name !== "erased") myLinks[name] = link;
  }
  return { references, myLinks, rankOf: await ranks(service, Object.values(references)) };
}

/** Cases in the order in which people were referred, and tasks by their case and kind; what is opened later last. */
async function ranks(service: WorkWell, references: readonly string[]): Promise<Programme["rankOf"]> {
  const { items } = (await service.get("/cases", await service.signIn(staff.lead))).body;
  const known = new Map(references.map((each, number) => [each, `case ${number + 10}`]));
  for (const { reference, openTasks } of items as CaseItem[]) {
    for (const { kind, taskUrl } of openTasks) {
      known.set(taskUrl.slice(-handleLength), `${known.get(reference)} ${kind}`);
    }
  }
  const random = new RegExp(`[2-9CDFGHJKMNPRTVWXY]{10}|[\\w-]{${handleLength}}`, "g");
  return (path) => path.replaceAll(random, (each) => known.get(each) ?? "~");
}

interface CaseItem {
  readonly reference: string;
  readonly openTasks: readonly { readonly kind: string; readonly taskUrl: string }[];
}

/** Characters of a task's handle. */
const handleLength = 22;

async function must<Given extends { status: number; text: string }>(sent: Promise<Given>): Promise<Given> {
  const answer = await sent;
  if (answer.status >= 300) throw new Error(`${answer.status} ${answer.text}`);
  return answer;
}

/** A browser of somebody: it keeps its cookies, says where its forms come from, and follows nothing by itself. */
export function browserOf(service: WorkWell, cookie = ""): Ask {
  const cookies = new Map(cookie === "" ? [] : [cookie.split("=") as [string, string]]);
  return async (method, path, fields) => {
    const headers = {
      accept: "text/html,application/xhtml+xml,*/*;q=0.8",
      cookie: [...cookies].map((each) => each.join("=")).join("; "),
      ...(fields && { origin: service.url, "content-type": "application/x-www-form-urlencoded" }),
    };
    const answer = await service.request(method, path, { headers, body: fields?.toString() });
    // What it brings about is done before anybody looks again.
    if (method === "POST" && answer.status < 400) await service.advance("PT0S");
    for (const each of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (each.split(";")[0] ?? "").split("=");
      if (/max-age=0/i.test(each)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
}
