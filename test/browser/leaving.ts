import { aReferral } from "../support/builders.ts";
import type { Canary } from "../support/leaks.ts";
import { misbehaviour } from "../support/recorder.ts";
import { type CanaryService, domain, staff } from "./canary-service.ts";
import { mark } from "./markup-judge.ts";

/** In what this person says, and in nothing else: the table can be told to refuse it. */
const refusedWord = "Quincunx";

/** Somebody whose every detail is a canary, as people write such details. */
const person = {
  givenName: "Quilliam",
  familyName: "O'Featherstonhaugh-Ørsted",
  preferredName: "Zebedeeah",
  dateOfBirth: "1961-07-23",
  nhsNumber: "943 476 5919",
  postcode: "BL3 6QT",
  gpPractice: { name: "Xanthoria", icb: "QOP" },
  jobcentre: "Wexcombeley",
  contact: {
    email: "quilliam.featherstonhaugh@example.net",
    phone: "07700 900461",
    preferredTimes: "Corriestone",
  },
  language: "Klingonesque",
  communicationNeeds: ["Brailleography"],
};
const referrer = {
  kind: "gp",
  name: "Doctor Featherbyshaw",
  organisation: "Practice of Featherbyshaw",
  email: "featherbyshaw@example.com",
  phone: "07700 900462",
} as const;
const said = "Vertiginously unwell\n    at 12 Peregrination Street";

/** Everything that is looked for: what this person is told by, and the mark of every text that doors were given. */
export const canaries: readonly Canary[] = [
  { what: "a text of any door", value: mark },
  { what: "the given name", value: person.givenName },
  { what: "the family name", value: person.familyName },
  { what: "the preferred name", value: person.preferredName },
  { what: "the date of birth", value: person.dateOfBirth },
  { what: "the NHS number", value: person.nhsNumber },
  { what: "the postcode", value: person.postcode },
  { what: "the GP practice", value: person.gpPractice.name },
  { what: "the jobcentre", value: person.jobcentre },
  { what: "the email address", value: person.contact.email },
  { what: "the phone number", value: person.contact.phone },
  { what: "the times to call", value: person.contact.preferredTimes },
  { what: "the language", value: person.language },
  { what: "the need", value: person.communicationNeeds[0] ?? "" },
  { what: "the referrer's name", value: referrer.name },
  { what: "the referrer's email address", value: referrer.email },
  { what: "the referrer's phone number", value: referrer.phone },
  { what: "what they said", value: "Vertiginously" },
  { what: "where they said it", value: "Peregrination" },
  { what: "what is refused", value: refusedWord },
  ...["07700 900111", "07700 900222", "07700 900333"].map((value) => ({
    what: "another phone number",
    value,
  })),
  { what: "another email address", value: "beatrix.kettleborough@example.org" },
];

const { gpPractice: _gp, jobcentre: _jobcentre, ...anywhere } = person;
const elsewhere = { ...anywhere, postcode: "LS1 4AP" };
const referral = aReferral({
  referrer,
  person,
  health: { mainBarrier: "other", note: said },
  consent: { shareBackWithReferrer: true },
  safety: { atRisk: true, note: said },
});

/** This person comes in, is spoken about, is refused in every way, and meets failures: answers the statuses. */
export async function leaveNothing(all: CanaryService): Promise<Record<string, number>> {
  const { service } = all;
  const key = "Quilliam-Featherstonhaugh-1961-07-23";
  const { body } = await service.post("/referrals", referral, { "idempotency-key": key });
  await service.advance("PT0S");
  const lead = { cookie: await all.cookieOf("lead") };
  const at = `/cases/${body.reference}`;
  await service.post(`${at}/note`, { text: said }, lead);
  await service.post(`${at}/raise-safety`, { note: said }, lead);
  await service.post(`${at}/withdraw`, { reason: said }, lead);
  await service.advance("PT0S");
  return { ...(await refused(all)), ...(await failed(all, body.reference)) };
}

/** Requests that are turned away, with this person in the address, the headers and the body. */
async function refused({ service }: CanaryService): Promise<Record<string, number>> {
  const query = `?name=${encodeURIComponent(person.familyName)}&born=${person.dateOfBirth}&next=/${person.givenName}`;
  const headers = {
    referer: `https://example.net/${person.givenName}`,
    "user-agent": person.familyName.replace("Ø", "O"),
    "x-forwarded-for": person.givenName,
  };
  const text = JSON.stringify(referral);
  const json = { ...headers, "content-type": "application/json" };
  const asked: Record<string, () => Promise<{ status: number }>> = {
    "a page with a query": () => service.get(`/areas${query}`, headers),
    "sign in with a query": () => service.get(`/sign-in${query}`, { ...headers, accept: "text/html" }),
    "an unknown address": () => service.get(`/people/${person.givenName}${query}`, headers),
    "an unknown method": () => service.request("DELETE", `/referrals${query}`, { headers }),
    "not JSON": () => service.post("/referrals", `${text}{`, json),
    "not a type we read": () =>
      service.post("/referrals", text, { ...headers, "content-type": "text/plain" }),
    "too large": () => service.post("/referrals", text.padEnd(70_000), json),
    "not valid": () =>
      service.post("/referrals", { ...referral, person: { ...person, dateOfBirth: said } }, headers),
    "a field that nobody knows": () => service.post("/referrals", { ...referral, [said]: said }, headers),
    "out of area": () => service.post("/referrals", { ...referral, person: elsewhere }, headers),
    "nobody of ours": () => service.post("/sign-in", { email: person.contact.email }, headers),
    "a wrong code": () =>
      service.post("/sign-in/code", { email: person.contact.email, code: "123456" }, headers),
    "a session of nobody": () => service.get("/cases", { ...headers, cookie: `session=${person.givenName}` }),
  };
  const told: Record<string, number> = {};
  for (const [name, ask] of Object.entries(asked)) told[name] = (await ask()).status;
  return told;
}

/** Requests that fail inside, because AWS refuses what they write and says what it was. */
async function failed(all: CanaryService, reference: string): Promise<Record<string, number>> {
  const { service } = all;
  const lead = { cookie: await all.cookieOf("lead") };
  const aside = { ...referral, health: { ...referral.health, note: refusedWord } };
  await service.get("/health", { [misbehaviour.awsRefuses]: refusedWord });
  const told = {
    "a referral that the table refuses": (await service.post("/referrals", aside)).status,
    "a note that the table refuses": (
      await service.post(`/cases/${reference}/note`, { text: `${said} ${refusedWord}` }, lead)
    ).status,
    "a name that the table refuses": (
      await service.request("PUT", `/area/coaches/${staff.coach}`, {
        headers: lead,
        body: { name: `${refusedWord} ${person.familyName}`, roles: ["coach"], capacity: 25 },
      })
    ).status,
    "a code that cannot be sent": (await service.post("/sign-in", { email: `duty@${domain}` })).status,
    "emails that cannot be sent": (await service.post("/referrals", referral)).status,
  };
  await service.advance("PT5M");
  await service.get("/health", { [misbehaviour.awsRefuses]: "off" });
  await service.advance("PT5M");
  return told;
}
