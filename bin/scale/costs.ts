import { type PriceName, prices } from "./prices.ts";
import {
  areaViewsAYear,
  checkedMegabytes,
  type Programme,
  passesAYear,
  quarters,
  secondsOfPage,
  sweepsAYear,
  traced,
  unitsOfPage,
  unitsOfPass,
} from "./programme.ts";

/** A line of the bill for the whole programme. */
export interface Line {
  readonly service: string;
  readonly what: string;
  readonly quantity: number;
  readonly price: PriceName;
  readonly dollars: number;
}

const gigabyte = 2 ** 30;
const months = 12;

/** Every line of the bill, over all years of the programme. Stored data grow evenly, so on average half is there. */
export function bill(programme: Programme): Line[] {
  return [
    ...ofCases(programme),
    ...ofPages(programme),
    ...ofPasses(programme),
    ...ofStorage(programme),
    ...standing(programme),
  ];
}

/** What the lines come to, in dollars. */
export function totalOf(lines: readonly Line[]): number {
  return lines.reduce((sum, { dollars }) => sum + dollars, 0);
}

function line(service: string, what: string, quantity: number, price: PriceName): Line {
  return { service, what, quantity, price, dollars: quantity * prices[price].dollars };
}

function ofCases({ cases, each, given }: Programme): Line[] {
  const logs = (cases * each.logBytes) / gigabyte;
  return [
    line("Step Functions", "state transitions", cases * each.transitions, "stateTransition"),
    line("Lambda", "invocations for cases", cases * each.invocations, "lambdaRequest"),
    line("Lambda", "time of those", cases * each.gigabyteSeconds, "lambdaGigabyteSecond"),
    line("DynamoDB", "writes of items", cases * each.writes, "tableWrite"),
    line("DynamoDB", "writes of indexes", cases * each.indexWrites, "tableWrite"),
    line("DynamoDB", "reads of items", cases * each.reads, "tableRead"),
    line("API Gateway", "requests", cases * each.requests, "gatewayRequest"),
    line("WAF", "requests", cases * each.requests, "firewallRequest"),
    line("Data to the internet", "answers", (cases * each.answeredBytes) / gigabyte, "dataOut"),
    line("SES", "emails", cases * each.emails, "email"),
    line("SNS", "news of emails", cases * each.emails, "notice"),
    line("SNS", "safety alerts by text message", cases * each.alerts * given.phones, "textMessage"),
    line("CloudWatch", "logs taken in", logs, "logIngested"),
    // Kept for a year.
    line("CloudWatch", "logs kept", logs * months, "logStored"),
    line("X-Ray", "traces", given.years * tracesAYear(cases / given.years, each, given), "trace"),
  ];
}

function tracesAYear(casesAYear: number, each: Programme["each"], given: Programme["given"]): number {
  return traced(casesAYear * (each.executions + each.invocations), given);
}

/** Pages with a list of what is open, which is as long in the last year as in the second. */
function ofPages(programme: Programme): Line[] {
  const { given, listViews, ownMegabytes, openMegabytes } = programme;
  const gigabytes = gigabytesOf(programme, "show-work");
  return [
    { whose: "coaches' lists", views: listViews, megabytes: ownMegabytes },
    { whose: "leads' lists", views: areaViewsAYear(programme), megabytes: openMegabytes },
  ].flatMap(({ whose, views: viewsAYear, megabytes }) => {
    const views = viewsAYear * given.years;
    const time = views * secondsOfPage(programme, megabytes) * gigabytes;
    return [
      line("DynamoDB", whose, views * unitsOfPage(programme, megabytes), "tableRead"),
      line("Lambda", `time of ${whose}`, time, "lambdaGigabyteSecond"),
      line("API Gateway", `requests for ${whose}`, views, "gatewayRequest"),
      line("WAF", `requests for ${whose}`, views, "firewallRequest"),
    ];
  });
}

/** What reads every case grows while the programme runs: on average half of what there is at the end is read. */
function ofPasses(programme: Programme): Line[] {
  const { given } = programme;
  const { mornings, nights, releases } = passesAYear(programme);
  const megabytes = (programme.listMegabytes * given.areas) / 2;
  const units = unitsOfPass(megabytes) * given.years;
  const secondsOf = (read: number) => ((read * given.listMilliseconds) / 1000) * given.years;
  const checked = checkedMegabytes(programme);
  const forReleases = ((megabytes * given.countMilliseconds) / 1000) * given.years;
  return [
    line("DynamoDB", "the morning's pass", mornings * units, "tableRead"),
    // Cases themselves are read as they are now, which is twice as much.
    line(
      "DynamoDB",
      "the nightly check",
      nights * unitsOfPass(megabytes + 2 * checked) * given.years,
      "tableRead",
    ),
    line("DynamoDB", "quarterly releases", releases * units, "tableRead"),
    line(
      "Lambda",
      "time of the morning's pass",
      mornings * secondsOf(megabytes) * gigabytesOf(programme, "send-digests"),
      "lambdaGigabyteSecond",
    ),
    // More memory is more of a processor, for less time.
    line(
      "Lambda",
      "time of the nightly check",
      nights * secondsOf(megabytes + checked) * gigabytesOf(programme, "send-digests"),
      "lambdaGigabyteSecond",
    ),
    line(
      "Lambda",
      "time of quarterly releases",
      releases * forReleases * gigabytesOf(programme, "release-quarter"),
      "lambdaGigabyteSecond",
    ),
  ];
}

function gigabytesOf({ stack }: Pick<Programme, "stack">, name: string): number {
  return (stack.memory[name] ?? 512) / 1024;
}

function ofStorage({ cases, each, given }: Programme): Line[] {
  const gigabyteMonths = ((cases * each.storedBytes) / gigabyte / 2) * given.years * months;
  return [
    line("DynamoDB", "storage", gigabyteMonths, "tableStorage"),
    line("DynamoDB", "point-in-time recovery", gigabyteMonths, "tableRecovery"),
    line("Backup", "nightly copies", gigabyteMonths * given.nightlyCopies, "nightlyCopy"),
  ];
}

/** What is paid whether or not anybody is referred. */
function standing(programme: Programme): Line[] {
  const { given, stack, sweepCalls, lists } = programme;
  const { resources, firewallRules } = stack;
  const of = (type: string) => resources[type] ?? 0;
  const { years } = given;
  const sweeps = sweepsAYear * years;
  const sweepSeconds = (given.baseMilliseconds + sweepCalls * given.callMilliseconds) / 1000;
  return [
    line("Lambda", "sweeps", sweeps, "lambdaRequest"),
    line(
      "Lambda",
      "time of sweeps",
      sweeps * sweepSeconds * gigabytesOf(programme, "resume-cases"),
      "lambdaGigabyteSecond",
    ),
    line("DynamoDB", "sweeps", sweeps * sweepCalls, "tableRead"),
    line("WAF", "web ACL", of("AWS::WAFv2::WebACL") * months * years, "firewall"),
    line("WAF", "rules", firewallRules * months * years, "firewallRule"),
    // Rotated each year, and every version is paid for: one in the first year, three in the third.
    line("KMS", "key", of("AWS::KMS::Key") * 2 * months * years, "key"),
    line("KMS", "requests", of("AWS::Lambda::Function") * given.keyRequestsPerFunction * years, "keyRequest"),
    line("CloudWatch", "alarms", of("AWS::CloudWatch::Alarm") * months * years, "alarm"),
    line("CloudWatch", "dashboards", of("AWS::CloudWatch::Dashboard") * months * years, "dashboard"),
    line("S3", "files of releases", quarters * years * lists.putsOfRelease, "storagePut"),
    line("S3", "earlier releases read", quarters * years * lists.getsOfRelease, "storageGet"),
  ];
}
