import { Stack } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from "aws-cdk-lib/aws-ses";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { MailRecords } from "./mail-records.ts";
import type { Stage } from "./stages.ts";

interface MailProps {
  readonly stage: Stage;
  readonly key: IKey;
}

/** Where emails come from, who may send them, and where news of their delivery goes. */
export class Mail extends Construct {
  readonly sender: string;
  readonly deliveryEvents: Topic;
  private readonly address: string;
  private readonly identity: EmailIdentity;
  private readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, props: MailProps) {
    super(scope, id);
    const { sender, domain } = props.stage;
    this.sender = sender;
    this.address = addressOf(sender);
    const sendingDomain = domainOf(this.address);
    const mailFromDomain = `bounce.${sendingDomain}`;
    this.deliveryEvents = new Topic(this, "DeliveryEvents", { masterKey: props.key, enforceSSL: true });
    this.configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.configurationSet.addEventDestination("Delivery", {
      destination: EventDestination.snsTopic(this.deliveryEvents),
      events: [
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
    // The set is the identity's default, so no function needs to name it when it sends.
    this.identity = new EmailIdentity(this, "Identity", {
      identity: Identity.domain(sendingDomain),
      configurationSet: this.configurationSet,
      mailFromDomain,
    });
    new MailRecords(this, "Dns", {
      sendingDomain,
      mailFromDomain,
      dkim: this.identity.dkimRecords,
      hostedZone: domain?.hostedZone,
    });
  }

  /** Sending, as the service's own address only. */
  grantSend(grantee: IGrantable) {
    const set = Stack.of(this).formatArn({
      service: "ses",
      resource: "configuration-set",
      resourceName: this.configurationSet.configurationSetName,
    });
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["ses:SendEmail", "ses:SendRawEmail"],
        resources: [this.identity.emailIdentityArn, set],
        conditions: { StringEquals: { "ses:FromAddress": this.address } },
      }),
    );
  }
}

function addressOf(sender: string): string {
  return /<([^<>]+)>\s*$/.exec(sender)?.[1] ?? sender;
}

function domainOf(address: string): string {
  const domain = address.split("@")[1];
  if (!domain) throw new Error(`The sender needs an email address: ${address}`);
  return domain;
}
