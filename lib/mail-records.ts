import { CfnOutput, Stack } from "aws-cdk-lib";
import { CfnRecordSet } from "aws-cdk-lib/aws-route53";
import type { DkimRecord } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import type { Domain } from "./stages.ts";

/** Seconds that others may remember a record for: an hour, so that a mistake is soon mended. */
const timeToLive = "3600";

interface MailRecordsProps {
  /** The domain of the sender's address. */
  readonly sendingDomain: string;
  /** Where what cannot be delivered comes back to; it is Amazon SES that listens there. */
  readonly mailFromDomain: string;
  readonly dkim: readonly DkimRecord[];
  readonly hostedZone: Domain["hostedZone"];
}

interface MailRecord {
  readonly id: string;
  readonly name: string;
  readonly type: "CNAME" | "MX" | "TXT";
  readonly value: string;
  readonly purpose: string;
}

/**
 * The DNS records by which other mail systems know that emails are ours: printed as outputs of the deployment, and
 * made by it where the sender's domain lies in a hosted zone of the stage.
 */
export class MailRecords extends Construct {
  constructor(scope: Construct, id: string, props: MailRecordsProps) {
    super(scope, id);
    const { sendingDomain, hostedZone } = props;
    const isOurs = hostedZone && `.${sendingDomain}`.endsWith(`.${hostedZone.name}`);
    for (const record of recordsOf(props, Stack.of(this).region)) {
      const { name, type, value } = record;
      new CfnOutput(this, record.id, {
        description: `DNS, ${record.purpose}${isOurs ? " (made by the deployment)" : ""}.`,
        value: `${name} ${type} ${value}`,
      });
      if (!isOurs) continue;
      new CfnRecordSet(this, `${record.id}Record`, {
        hostedZoneId: hostedZone.id,
        name,
        type,
        ttl: timeToLive,
        resourceRecords: [value],
      });
    }
  }
}

/** https://docs.aws.amazon.com/ses/latest/dg/mail-from.html */
function recordsOf({ sendingDomain, mailFromDomain, dkim }: MailRecordsProps, region: string): MailRecord[] {
  const signature = ({ name, value }: DkimRecord, number: number): MailRecord => ({
    id: `Dkim${number + 1}`,
    name,
    type: "CNAME",
    value,
    purpose: "DKIM: the key that signs emails",
  });
  return [
    ...dkim.map(signature),
    {
      id: "MailFromMx",
      name: mailFromDomain,
      type: "MX",
      value: `10 feedback-smtp.${region}.amazonses.com`,
      purpose: "MAIL FROM: where undeliverable emails come back to",
    },
    {
      id: "MailFromSpf",
      name: mailFromDomain,
      type: "TXT",
      value: '"v=spf1 include:amazonses.com -all"',
      purpose: "SPF: who may send for the MAIL FROM domain",
    },
    {
      id: "Dmarc",
      name: `_dmarc.${sendingDomain}`,
      type: "TXT",
      value: '"v=DMARC1; p=reject; adkim=s; aspf=r"',
      purpose: "DMARC: emails that are neither signed nor sent by us are refused",
    },
  ];
}
