/**
 * What AWS asks in London (eu-west-2), in US dollars without VAT, first tier, on demand. Free allowances are not taken
 * off: they would change little, and an organisation's other accounts may have used them.
 */
export interface Price {
  /** Dollars for one `unit`. */
  readonly dollars: number;
  readonly unit: string;
  /** Where AWS says so. */
  readonly page: string;
  /** Where and on what day it was seen; without it nobody has checked the price. */
  readonly readOn?: { readonly day: string; readonly line: string };
}

const million = 1e-6;
const pricesOf = (service: string) => `https://aws.amazon.com/${service}/pricing/`;

/** Lines of the price list as a public write-up quotes them; we have not read the list ourselves. */
const secondHand = (line: string) => ({ day: "2026-10-06", line: `price list, second hand: ${line}` });

const everywhere = {
  day: "2026-11-26",
  line: "articles of others, second hand; the same in every Region",
};

export const prices = {
  stateTransition: {
    dollars: 25 * million,
    unit: "state transition",
    page: pricesOf("step-functions"),
    readOn: { day: "2026-11-26", line: "a stored copy of AWS's page: Europe (London)" },
  },
  lambdaRequest: {
    dollars: 0.2 * million,
    unit: "invocation",
    page: pricesOf("lambda"),
    readOn: secondHand("EUW2-Request"),
  },
  lambdaGigabyteSecond: {
    dollars: 13.3334 * million,
    unit: "GB-second, Arm",
    page: pricesOf("lambda"),
    readOn: secondHand("EUW2-Lambda-GB-Second-ARM"),
  },
  tableWrite: { dollars: 0.7423 * million, unit: "write request unit", page: pricesOf("dynamodb") },
  tableRead: { dollars: 0.1485 * million, unit: "read request unit", page: pricesOf("dynamodb") },
  tableStorage: { dollars: 0.297, unit: "GB-month in the table and its indexes", page: pricesOf("dynamodb") },
  tableRecovery: {
    dollars: 0.2376,
    unit: "GB-month that can be recovered to any moment",
    page: pricesOf("dynamodb"),
  },
  nightlyCopy: { dollars: 0.1188, unit: "GB-month of copies of the table", page: pricesOf("backup") },
  gatewayRequest: { dollars: 3.5 * million, unit: "request to the REST API", page: pricesOf("api-gateway") },
  firewallRequest: {
    dollars: 0.6 * million,
    unit: "request that the firewall looks at",
    page: pricesOf("waf"),
    readOn: everywhere,
  },
  firewall: { dollars: 5, unit: "web ACL a month", page: pricesOf("waf"), readOn: everywhere },
  firewallRule: { dollars: 1, unit: "rule a month", page: pricesOf("waf"), readOn: everywhere },
  email: {
    dollars: 100 * million,
    unit: "email",
    page: pricesOf("ses"),
    readOn: secondHand("EUW2-Recipients"),
  },
  notice: { dollars: 0.5 * million, unit: "message to a topic", page: pricesOf("sns") },
  textMessage: {
    dollars: 0.04,
    unit: "text message to a UK phone",
    page: "https://aws.amazon.com/sns/sms-pricing/",
  },
  logIngested: {
    dollars: 0.5985,
    unit: "GB of logs taken in",
    page: pricesOf("cloudwatch"),
    readOn: secondHand("EUW2-DataProcessing-Bytes"),
  },
  logStored: {
    dollars: 0.0315,
    unit: "GB-month of logs",
    page: pricesOf("cloudwatch"),
    readOn: secondHand("EUW2-TimedStorage-ByteHrs"),
  },
  alarm: {
    dollars: 0.1,
    unit: "alarm a month",
    page: pricesOf("cloudwatch"),
    readOn: secondHand("EUW2-CW:AlarmMonitorUsage"),
  },
  dashboard: { dollars: 3, unit: "dashboard a month", page: pricesOf("cloudwatch") },
  trace: { dollars: 5 * million, unit: "trace", page: pricesOf("xray") },
  key: { dollars: 1, unit: "key a month", page: pricesOf("kms"), readOn: secondHand("eu-west-2-KMS-Keys") },
  keyRequest: {
    dollars: 3 * million,
    unit: "request for a key",
    page: pricesOf("kms"),
    readOn: secondHand("eu-west-2-KMS-Requests"),
  },
  storagePut: {
    dollars: 5.3 * million,
    unit: "PUT",
    page: pricesOf("s3"),
    readOn: secondHand("EUW2-Requests-Tier1"),
  },
  storageGet: {
    dollars: 0.42 * million,
    unit: "GET",
    page: pricesOf("s3"),
    readOn: secondHand("EUW2-Requests-Tier2"),
  },
  dataOut: {
    dollars: 0.09,
    unit: "GB to the internet",
    page: pricesOf("ec2"),
    readOn: secondHand("EUW2-DataTransfer-Out-Bytes"),
  },
} as const satisfies Record<string, Price>;

export type PriceName = keyof typeof prices;
