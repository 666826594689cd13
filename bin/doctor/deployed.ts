import type { Table } from "../../functions/adapters/table.ts";
import { type Section, sections } from "../../lib/runbook-sections.ts";
import type { Aws, StandingAlarm } from "./aws.ts";
import { checkDeadLetters, checkHeadroom, type Use } from "./checks.ts";
import { examineTable } from "./examine-table.ts";
import type { Finding } from "./finding.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A deployed stack. Its own alarms say which queues and which quotas there are, and where half of each is. */
export async function examineDeployed(
  aws: Aws,
  tableNamed: (name: string) => Table,
  now: Date,
): Promise<Finding[]> {
  const [table] = await aws.resources("AWS::DynamoDB::Table");
  if (!table) throw new Error("The stack has no table: is it WorkWell's, and in this region?");
  const named = await aws.resources("AWS::CloudWatch::Alarm");
  const alarms = await aws.alarms(named.map(({ name }) => name));
  return [
    ...(await examineTable(tableNamed(table.name), now.toISOString())),
    await deadLetters(aws, alarms, now),
    ...standingAlarms(alarms),
    await headroom(aws, alarms, now),
  ];
}

async function deadLetters(aws: Aws, alarms: readonly StandingAlarm[], now: Date): Promise<Finding> {
  const queues = alarms.filter((alarm) => sectionOf(alarm) === sections.deadLetters);
  const waiting = await aws.highest(queues, new Date(now.getTime() - hourMs), now);
  return checkDeadLetters(
    queues.map(({ watched }, index) => ({
      name: watched.Dimensions?.[0]?.Value ?? "",
      waiting: waiting[index] ?? 0,
    })),
  );
}

/** The alarms that are on, each with its own words; dead letters and quotas are told by themselves. */
function standingAlarms(alarms: readonly StandingAlarm[]): Finding[] {
  const on = alarms.filter(({ isOn }) => isOn);
  if (on.length === 0) return [{ check: "Alarms", state: "ok", says: `${alarms.length}, all quiet` }];
  return on.map((alarm) => {
    const section = sectionOf(alarm);
    const says = alarm.description.replace(/ Runbook: .*$/, "");
    return { check: "Alarm", state: "look", says, ...(section && { section }) };
  });
}

async function headroom(aws: Aws, alarms: readonly StandingAlarm[], now: Date): Promise<Finding> {
  const halves = alarms.filter((alarm) => sectionOf(alarm) === sections.quotas);
  const isDaily = ({ watched }: StandingAlarm) => (watched.Period ?? 0) * 1000 >= dayMs;
  const hourly = halves.filter((alarm) => !isDaily(alarm));
  const used = await aws.highest(hourly, new Date(now.getTime() - hourMs), now);
  const { sent, allowed } = await aws.emails();
  const uses: Use[] = [
    ...hourly.map((alarm, index) => ({
      what: /\((.*)\)/.exec(alarm.description)?.[1] ?? alarm.metric,
      used: used[index] ?? 0,
      allowed: 2 * alarm.threshold,
    })),
    // What this account may send, which is what the daily alarm can only guess.
    { what: `${allowed.toLocaleString("en-GB")} emails a day`, used: sent, allowed },
  ];
  return checkHeadroom(uses.filter((use) => use.allowed > 0));
}

function sectionOf({ description }: StandingAlarm): Section | undefined {
  const named = /Runbook: (.+)\.$/.exec(description)?.[1];
  return Object.values(sections).find((section) => section === named);
}
