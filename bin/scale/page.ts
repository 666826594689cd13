import { type Assumption, assumptions, given } from "./assumptions.ts";
import { bill, type Line, totalOf } from "./costs.ts";
import { dollars, exact, figure, inWords, percent, table } from "./figures.ts";
import { type Limit, limits } from "./limits.ts";
import { type Price, prices } from "./prices.ts";
import { type Programme, programmeOf, secondsOfPage } from "./programme.ts";
import type { Metered } from "./stack.ts";
import { casesOf, countsOpen, emailsByKind, followsFromCases, largest, shareOfTime, sumOf } from "./use.ts";
import { breaksAt, shareUsed } from "./used-up.ts";

const scales = [1, 10, 100] as const;

/** docs/scale.md: what the service costs and what it can carry, from one metered rehearsal. */
export function scalePage(meter: Metered): string {
  const programmes = scales.map((scale) => programmeOf(meter, scale));
  const [one] = programmes;
  if (!one) return "";
  return `${[
    intro(meter, one),
    `## One case\n\n${oneCase(meter, one)}`,
    `## The programme\n\n${programmeCosts(programmes)}`,
    `## What the cost depends on\n\n${sensitivity(meter)}`,
    `## The busiest moments\n\n${busiest(programmes)}`,
    `## What breaks first, and what to do\n\n${breaks(meter)}`,
    `## Headroom\n\n${headroom(programmes)}`,
    `## What was assumed\n\n${assumed()}`,
    `## Prices\n\n${priced()}`,
    notIncluded,
  ].join("\n\n")}\n`;
}

function intro(meter: Metered, one: Programme): string {
  const { people, weeks, seed } = meter.rehearsal;
  const lines = bill(one);
  const [first] = brokenAt(meter);
  return `# Cost and scale

On AWS in London WorkWell costs about **${dollars(totalOf(lines) / one.cases)} a case**: ${dollars(totalOf(lines))} for ${figure(one.cases)} cases in ${given.years} years, ${dollars(totalOf(lines) / given.years)} a year.
These are list prices without VAT, support plan or staff.

What gives way first as the programme grows: ${first ? `**${lower(first.limit.what)}, at ${timesOf(first.scale)}**` : "nothing, up to a thousand times"}.

\`npm run scale\` computes this page from [scale-meter.json](scale-meter.json): the counts of a rehearsal of ${people} sample people over
${weeks} weeks (seed ${seed}), which came to ${casesOf(meter)} cases, and what the production stack is made of. \`npm test\` fails while the page says anything else. Calls, units,
transitions, emails and bytes are counted; how long functions run, and when people come, are assumptions and
marked as such. Two significant figures are shown; a small rehearsal and assumed times allow no more. **1x** is ${figure(one.cases)} people in
${given.years} years, **10x** and **100x** are ten and a hundred times that, in the same time and in as many areas.`;
}

function oneCase(meter: Metered, { each }: Programme): string {
  const { history, caseBytes } = largest(meter);
  const { aboutCases, codes, digests } = emailsByKind(meter);
  const aCase = (count: number) => figure(count / casesOf(meter));
  const rows: [string, string, string][] = [
    ["State transitions", figure(each.transitions), "states entered, retries, and one for each start"],
    ["Requests over HTTP", figure(each.requests), `${given.browser} times what was rehearsed`],
    ["Invocations of functions", figure(each.invocations), "requests, steps of the workflow, news of emails"],
    [
      "Emails",
      figure(each.emails),
      `${aCase(aboutCases)} about the case, ${aCase(codes)} codes to sign in, ${aCase(digests)} digests`,
    ],
    ["Safety alerts", figure(each.alerts), "of sample people; how many real ones there are is not known"],
    ["Write units: items", figure(each.writes), "1 KB each; writes whose condition failed included"],
    ["Write units: indexes", figure(each.indexWrites), "an entry whose key changes is written twice"],
    [
      "Read units",
      figure(each.reads),
      "4 KB each, strongly consistent; passes over all cases of an area are counted apart",
    ],
    ["Stored", `${figure(each.storedBytes / 1024)} KB`, "case, notes, pointers, read audit, indexes"],
    ["Logs", `${figure(each.logBytes / 1024)} KB`, "of functions, workflow and front door"],
    ["Sent to browsers", `${figure(each.answeredBytes / 1024)} KB`, "before compression"],
    ["Lambda", `${figure(each.gigabyteSeconds)} GB-seconds`, "assumed times"],
  ];
  return `${table(["From referral to closed", "One case", "What that is"], rows)}

Most of what is read and written is done by few functions. A write of a case is a write of all of it, so what is written
often is worth most to make smaller:

${byFunction(meter, casesOf(meter))}
${countsOpen(meter) ? "" : openNotCounted}
Of the looks that the workflow took at a case, ${percent(shareOfTime(meter))} came about by time alone, most of them while a follow-up is
waited for: every two weeks ([decision 47](decisions/0047-how-long-a-case-sleeps.md)). Rehearsed coaches sign in for nearly every answer, because they have few people; real ones
do less of that, so requests and emails are on the high side.

No size of the programme changes these: the longest history of one execution had ${exact(history)} events of the 25,000 that Step
Functions allows, and the largest case ${figure(caseBytes / 1024)} KB of the 400 KB that DynamoDB does (at 300 KB a case only takes what must not be refused).`;
}

const openNotCounted = `
The rehearsal did not know the index of open cases yet. Above, its writes are taken to be as many as those of the list
of all cases, and its entries to be as large as the largest there; this table is without them.
`;

/** Functions shown by themselves: those with most units written and read. */
const functionsShown = 6;

function byFunction({ service, table: { uses } }: Metered, cases: number): string {
  const rows = Object.entries(service.functions)
    .filter(([name]) => followsFromCases(name))
    .map(([name, { invocations }]) => {
      const { calls = 0, readUnits = 0, writeUnits = 0, indexWriteUnits = {} } = uses[name] ?? {};
      return { name, counts: [invocations, calls, readUnits, writeUnits, sumOf(indexWriteUnits)] };
    })
    .sort((a, b) => unitsOf(b.counts) - unitsOf(a.counts))
    .slice(0, functionsShown)
    .map(({ name, counts }) => [`\`${name}\``, ...counts.map((count) => figure(count / cases))]);
  const heads = [
    "Rehearsed, a case",
    "Invocations",
    "Calls of the table",
    "Read units",
    "Write units",
    "Of indexes",
  ];
  return table(heads, rows);
}

function unitsOf([, , reads = 0, writes = 0, indexWrites = 0]: readonly number[]): number {
  return reads + writes + indexWrites;
}

function programmeCosts(programmes: readonly Programme[]): string {
  const bills = programmes.map(bill);
  const services = [...Map.groupBy(bills.flat(), ({ service }) => service).keys()];
  const of = (lines: readonly Line[], service: string) =>
    totalOf(lines.filter((line) => line.service === service));
  const whole = bills[0] ?? [];
  const rows = services
    .sort((a, b) => of(whole, b) - of(whole, a))
    .map((service) => [service, ...bills.map((lines) => billed(of(lines, service)))]);
  const totals = bills.map((lines, at) => {
    const { cases } = programmes[at] ?? { cases: 1 };
    return { all: totalOf(lines), aYear: totalOf(lines) / given.years, aCase: totalOf(lines) / cases };
  });
  const heads = ["Service", ...scales.map((scale) => `${scale}x`)];
  return `What AWS asks for all ${given.years} years, in US dollars:

${table(heads, [
  ...rows,
  [`**All, ${given.years} years**`, ...totals.map(({ all }) => dollars(all))],
  ["**A year**", ...totals.map(({ aYear }) => dollars(aYear))],
  ["**A case**", ...totals.map(({ aCase }) => dollars(aCase))],
])}

A coach's list reads the coach's own people and a lead's the open cases of the area, not what has ended
([decision 48](decisions/0048-cases-under-way.md)). The largest lines of the bill:

${largestLines(bills)}`;
}

function billed(value: number): string {
  return value < 1 ? "under $1" : dollars(value);
}

function largestLines(bills: readonly (readonly Line[])[]): string {
  const [first = []] = bills;
  const named = first.map(({ service, what }, at) => ({
    name: `${service}: ${what}`,
    each: bills.map((lines) => lines[at]?.dollars ?? 0),
  }));
  const rows = named
    .filter(({ each }) => each.some((cost, at) => cost > 0.03 * totalOf(bills[at] ?? [])))
    .sort((a, b) => (b.each[0] ?? 0) - (a.each[0] ?? 0))
    .map(({ name, each }) => [name, ...each.map(dollars)]);
  return table(["Over 3% of the bill", ...scales.map((scale) => `${scale}x`)], rows);
}

function sensitivity(meter: Metered): string {
  const before = totalOf(bill(programmeOf(meter, 1)));
  const doubled = Object.entries(assumptions)
    .filter(([name]) => !["people", "years", "workingDays"].includes(name))
    .map(([name, { value, unit, says }]) => {
      const changed = programmeOf(meter, 1, { ...given, [name]: 2 * value });
      return { says: `${exact(value)} ${unit} ${says}`, by: totalOf(bill(changed)) / before - 1 };
    })
    .filter(({ by }) => Math.abs(by) >= 0.02)
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by));
  const rows = doubled.map(({ says, by }) => [says, `${by > 0 ? "+" : "−"}${percent(Math.abs(by))}`]);
  return `By how much the cost at 1x changes if an assumption is twice what is assumed (those that change less than 2% are
left out):

${table(["Twice", "Cost at 1x"], rows)}`;
}

function busiest(programmes: readonly Programme[]): string {
  const row = (what: string, of: (programme: Programme) => number) => [
    what,
    ...programmes.map((programme) => inWords(of(programme))),
  ];
  return table(
    ["Under the assumptions below", ...scales.map((scale) => `${scale}x`)],
    [
      row("Cases under way", ({ openCases }) => openCases),
      row("Coaches", ({ coaches }) => coaches),
      row("Referrals on the busiest day", ({ busy }) => busy.casesADay),
      row("Requests a second, in the busiest hour", ({ busy }) => busy.requestsASecond),
      row("State transitions a second, in the busiest hour", ({ busy, each }) => {
        return busy.casesASecond * each.transitions;
      }),
      row(
        `Waits that end at ${programmes[0]?.busy.minute}, on the busiest day`,
        ({ busy }) => busy.waitsAtOnce,
      ),
      row("Digests at 08:30", ({ coaches }) => coaches),
      row(
        "All cases of an average area at the end, in MB of their list",
        ({ listMegabytes }) => listMegabytes,
      ),
      row("Those of them that are open, in MB", ({ openMegabytes }) => openMegabytes),
      row("A coach's open cases, in MB", ({ ownMegabytes }) => ownMegabytes),
      row("Time to show a coach the list of their work, in seconds", (programme) => {
        return secondsOfPage(programme, programme.ownMegabytes);
      }),
    ],
  );
}

interface Broken {
  readonly limit: Limit;
  readonly scale: number;
}

function brokenAt(meter: Metered): Broken[] {
  return limits
    .flatMap((limit) => {
      const scale = breaksAt(limit, (some) => programmeOf(meter, some));
      return scale === undefined ? [] : [{ limit, scale }];
    })
    .sort((a, b) => a.scale - b.scale);
}

function breaks(meter: Metered): string {
  const broken = brokenAt(meter);
  const upTo = (least: number, most: number) => broken.filter(({ scale }) => scale > least && scale <= most);
  const parts = scales.map((scale, at) => {
    const some = upTo(scales[at - 1] ?? 0, scale);
    const first = `### ${at === 0 ? "Up to 1x" : `From ${scales[at - 1]}x to ${scale}x`}`;
    const told = some.map(
      ({ limit, scale: where }) =>
        `- **${limit.what}: at ${timesOf(where)}.** The limit is ${exact(limit.most)} ${limit.unit} (${limit.source}). ${limit.consequence} *What to do:* ${limit.remedy}`,
    );
    return `${first}\n\n${told.length > 0 ? told.join("\n") : "Nothing more."}`;
  });
  return parts.join("\n\n");
}

function headroom(programmes: readonly Programme[]): string {
  const owners = { account: "AWS, can be raised", AWS: "AWS, fixed", ours: "ours" };
  const rows = limits.map((limit) => [
    limit.what,
    `${exact(limit.most)} ${limit.unit}`,
    owners[limit.whose],
    ...programmes.map((programme) => {
      const share = shareUsed(limit, programme);
      return share > 1 ? `**${inWords(share * 100)}%**` : `${inWords(share * 100)}%`;
    }),
  ]);
  return `How much of each limit is used at the busiest moment; what is over 100% in bold. Limits are those of London
(eu-west-2) as AWS's pages name them for a new account, and our own; compare with the account's console, Service Quotas.

${table(["What", "Limit", "Whose", ...scales.map((scale) => `${scale}x`)], rows)}`;
}

function assumed(): string {
  const all: readonly Assumption[] = Object.values(assumptions);
  return table(
    ["Assumed", "Unit", "What"],
    all.map(({ value, unit, says }) => [exact(value), unit, says]),
  );
}

function priced(): string {
  const all: readonly Price[] = Object.values(prices);
  const rows = all.map(({ dollars: value, unit, page, readOn }) => [
    value < 0.001 ? `$${exact(value * 1e6)}` : `$${exact(value)}`,
    value < 0.001 ? `million: ${unit}` : unit,
    `[AWS](${page})`,
    readOn ? `${readOn.line}, ${readOn.day}` : "**unverified**",
  ]);
  return `For London, in US dollars, without VAT and without free allowances. Check each against AWS's page before a budget
is made of it; those marked unverified are from memory.

${table(["Price", "for a", "Page", "Where we saw it"], rows)}`;
}

const notIncluded = `## What is not in it

A support plan, VAT, a domain and its zone, other stages (without visitors they cost what is paid anyway: firewall, key,
alarms, dashboard), what releases take up in S3 (cents), pages that only leads, commissioners and analysts open, people,
penetration tests, telephones. Nothing is taken off for reserved capacity or savings plans.`;

function timesOf(scale: number): string {
  return `about ${inWords(scale * given.people)} cases (${figure(scale)}x)`;
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
