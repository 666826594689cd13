import { dateInWords, inWords } from "../core/calendar.ts";
import type { Overview } from "../core/overview.ts";
import { stageInWords, taskTitle, wordFor } from "../core/sentences.ts";
import type { Standing } from "../core/standards.ts";
import type { Instant } from "../core/texts.ts";
import { type Role, roles } from "../core/words.ts";
import { days, list, paragraph, tag } from "./components.ts";
import { type Html, html, type Value } from "./html.ts";
import { loadBar, scaleOf } from "./load-chart.ts";
import { mostRows, table } from "./table.ts";

/** An entry of the overview with the page of its task in the place of the task's handle. */
export type Linked<Entry> = Omit<Entry, "task"> & { readonly taskUrl?: string | undefined };

export type OverviewTask = Linked<Overview["unassignedTasks"][number]>;

const standardWords = {
  "first-contact": { what: "First contact", from: "of the referral" },
  "first-appointment": { what: "First appointment", from: "of the referral" },
  plan: { what: "Plan", from: "of the first appointment" },
} as const;

/** How a standard is called, and from when it runs. */
export function standardInWords(standard: Overview["standards"][number]["standard"]) {
  return standardWords[standard];
}

export const standingWords: Record<Standing, string> = {
  within: "In time",
  "due-soon": "Due today or tomorrow",
  over: "Over",
};

/** How many wait for each thing, and how that stands; every number leads to those who are meant. */
export function standardsPart(standards: Overview["standards"], onHold: number): Html {
  const rows = standards.map((each): [Value, ...Value[]] => {
    const { what, from } = standardWords[each.standard];
    const link = (count: number, standing: Standing) =>
      count === 0
        ? "0"
        : html`<a href="/cases?standard=${each.standard}&amp;standing=${standing}">${count}<span class="govuk-visually-hidden"> waiting for: ${what}. ${standingWords[standing]}</span></a>`;
    return [
      html`${what}<br><span class="app-normal">within ${days(each.workingDays)} ${from}${each.mark === "default" ? html` ${tag("default", "grey")}` : ""}</span>`,
      html`${link(each.over, "over")} ${each.over > 0 ? tag("over", "red") : ""}`,
      link(each.dueSoon, "due-soon"),
      link(each.within, "within"),
      each.waiting === 0 ? "Nobody waits" : days(each.longestWorkingDays),
    ];
  });
  return html`${table({
    caption: "How many people wait, and how long",
    isCaptionHidden: true,
    columns: ["Standard", "Over", "Due today or tomorrow", "In time", "Longest wait"],
    rows,
  })}${
    onHold > 0
      ? paragraph(
          html`Not counted: <a href="/cases?stage=hold">${onHold} on hold</a>, whose clocks stand still.`,
        )
      : ""
  }`;
}

/** In the order in which places are given. */
export function waitingPart(waiting: readonly Linked<Overview["waiting"][number]>[], now: Instant): Html {
  if (waiting.length === 0) return paragraph("Nobody waits.");
  const rows = waiting.slice(0, mostRows).map((each): [Value, ...Value[]] => {
    const { position, reference, stage, since, workingDaysWaited, why, taskUrl } = each;
    return [
      html`${position}. ${caseLink(reference)}`,
      html`${dateInWords(since, now)}, ${days(workingDaysWaited)}`,
      html`${stageInWords(stage)}: ${why.join("; ")}`,
      taskUrl
        ? html`<a href="${taskUrl}">${stage === "waiting" ? "Choose a coach" : "Do what is due meanwhile"}<span class="govuk-visually-hidden"> for ${reference}</span></a>`
        : "You have seen this: they get the next place that fits",
    ];
  });
  return html`${table({
    caption: "Who waits, in the order in which they get a place",
    columns: ["Who", "Since", "Why", "What to do"],
    rows,
  })}${andMore(waiting.length, "/cases?stage=waiting")}`;
}

/** `names`: of staff, by their id. */
export function tasksPart(
  caption: string,
  all: readonly OverviewTask[],
  { names, now }: { readonly names: ReadonlyMap<string, string>; readonly now: Instant },
): Html {
  if (all.length === 0) return paragraph("There are none.");
  const rows = all
    .slice(0, mostRows)
    .map(({ reference, kind, point, for: to, dueAt, overdue, taskUrl }): [Value, ...Value[]] => [
      caseLink(reference),
      taskUrl ? html`<a href="${taskUrl}">${taskTitle(kind, point)}</a>` : taskTitle(kind, point),
      isRole(to) ? wordFor(to) : (names.get(to) ?? to),
      html`${inWords(dueAt, now)} ${overdue ? tag("overdue", "red") : ""}`,
    ]);
  return html`${table({ caption, isCaptionHidden: true, columns: ["Case", "Task", "For", "By"], rows })}${andMore(all.length, "/cases?overdue=true")}`;
}

/** The chart: a bar and its numbers for each coach. */
export function coachesPart(coaches: Overview["coaches"]): Html {
  if (coaches.length === 0) {
    return paragraph(html`No coach works here yet. <a href="/area/coaches/add">Add a coach</a>.`);
  }
  const scale = scaleOf(coaches);
  return table({
    caption: "Each bar is a coach: the frame is their room, the filled part the people whom they support",
    columns: ["Coach", "People", "Overdue tasks"],
    rows: coaches.map((coach) => [
      html`<a href="/area/coaches/${encodeURIComponent(coach.email)}">${coach.name}</a> ${coach.isAway ? tag("away", "grey") : ""}`,
      loadBar(coach, scale),
      coach.overdueTasks === 0
        ? "0"
        : html`<a href="/cases?coach=${encodeURIComponent(coach.email)}&amp;overdue=true">${coach.overdueTasks}<span class="govuk-visually-hidden"> of ${coach.name}</span></a>`,
    ]),
  });
}

export function absencesPart(absences: Overview["absences"], now: Instant): Html {
  if (absences.length === 0) return paragraph("Nobody has said that they will be away.");
  return table({
    caption: "Who is away, and when",
    isCaptionHidden: true,
    columns: ["Who", "From", "To", "What to do"],
    rows: absences
      .slice(0, mostRows)
      .map(({ email, name, from, to, isNow }) => [
        html`<a href="/area/coaches/${encodeURIComponent(email)}">${name}</a>`,
        html`${dateInWords(from, now)} ${isNow ? tag("away now", "grey") : ""}`,
        dateInWords(to, now),
        html`<a href="/area/reassign?from=${encodeURIComponent(email)}">Give their people to others<span class="govuk-visually-hidden">: ${name}</span></a>`,
      ]),
  });
}

export function addressesPart(
  staff: Overview["unreachedStaff"],
  people: readonly OverviewTask[],
  now: Instant,
): Html {
  if (staff.length + people.length === 0) return paragraph("Every email arrives, as far as we know.");
  return html`${
    staff.length === 0
      ? ""
      : html`${paragraph("Our emails to these members of staff come back. Tell them, and check their addresses:")}${list(
          staff.map(
            ({ email, name, since }) =>
              html`<a href="/area/coaches/${encodeURIComponent(email)}">${name}</a>, ${email}, since ${inWords(since, now)}`,
          ),
        )}`
  }${
    people.length === 0
      ? ""
      : html`${paragraph("Emails to these people, or to whoever referred them, come back:")}${list(
          people
            .slice(0, mostRows)
            .map(
              ({ reference, taskUrl, dueAt, overdue }) =>
                html`${taskUrl ? html`<a href="${taskUrl}">Check the contact details of ${reference}</a>` : caseLink(reference)}, by ${inWords(dueAt, now)} ${overdue ? tag("overdue", "red") : ""}`,
            ),
        )}`
  }`;
}

type Side = Overview["duplicates"][number]["earlier"];

/** Pairs of open cases, each with the page on which to compare and join them. */
export function duplicatesPart(
  pairs: readonly (Overview["duplicates"][number] & { readonly compareUrl: string })[],
  now: Instant,
): Html {
  if (pairs.length === 0) return paragraph("No two open cases seem to be of the same person.");
  const side = ({ reference, stage, receivedAt }: Side) =>
    html`${caseLink(reference)}, ${dateInWords(receivedAt, now)}, ${stageInWords(stage)}`;
  return html`${paragraph("Two open cases have the same name, date of birth and postcode, or the same NHS number. Only you can say if it is one person.")}${table(
    {
      caption: "Cases to compare",
      isCaptionHidden: true,
      columns: ["First referral", "Later referral", "What to do"],
      rows: pairs
        .slice(0, mostRows)
        .map(({ earlier, later, compareUrl }) => [
          side(earlier),
          side(later),
          html`<a href="${compareUrl}">Compare them<span class="govuk-visually-hidden">: ${earlier.reference} and ${later.reference}</span></a>`,
        ]),
    },
  )}`;
}

export function limitsPart(
  limits: Overview["supportLimits"],
  { names, now }: { readonly names: ReadonlyMap<string, string>; readonly now: Instant },
): Html {
  if (limits.length === 0) return paragraph("There is none.");
  return html`${paragraph("Nothing ends by itself. The coach brings support to an end, or says in a note why it goes on.")}${list(
    limits
      .slice(0, mostRows)
      .map(
        ({ reference, coach, weeks, endsOn, isUsual }) =>
          html`${caseLink(reference)}, ${coach === undefined ? "no coach" : (names.get(coach) ?? coach)}: ${weeks} weeks, ${isUsual ? "as long as support usually lasts," : "the longest time for support,"} ended on ${dateInWords(endsOn, now)}`,
      ),
  )}`;
}

function andMore(count: number, href: string): Html | "" {
  return count > mostRows
    ? paragraph(html`And ${count - mostRows} more. <a href="${href}">See the list of cases</a>.`)
    : "";
}

export function caseLink(reference: string): Html {
  return html`<a href="/cases/${encodeURIComponent(reference)}">${reference}</a>`;
}

function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}
