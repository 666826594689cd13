import { Stack, Token, Validations } from "aws-cdk-lib";
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
  private readonly onlyVerified: boolean;
  private readonly identity: EmailIdentity;
  private readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, props: MailProps) {
    super(scope, id);
    const { sender, domain } = props.stage;
    this.sender = sender;
    this.address = addressOf(sender);
    this.onlyVerified = props.stage.emailsOnlyVerified;
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

  /**
   * Sending, as the service's own address only. Where Amazon SES sends to verified addresses alone, it asks for the
   * right to the identity of each recipient as well, and nobody knows those beforehand:
   * https://github.com/cloudposse/terraform-aws-ses/issues/40
   */
  grantSend(grantee: IGrantable) {
    const set = this.arnOf("configuration-set", this.configurationSet.configurationSetName);
    const identities = this.onlyVerified ? this.arnOf("identity", "*") : this.identity.emailIdentityArn;
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["ses:SendEmail", "ses:SendRawEmail"],
        resources: [identities, set],
        conditions: { StringEquals: { "ses:FromAddress": this.address } },
      }),
    );
    if (this.onlyVerified && Construct.isConstruct(grantee.grantPrincipal)) {
      const { region, account } = Stack.of(this);
      // cdk-nag writes an account that only a deployment knows so, and one that the stage names as it is.
      const inFinding = Token.isUnresolved(account) ? "<AWS::AccountId>" : account;
      Validations.of(grantee.grantPrincipal).acknowledge({
        id: `AwsSolutions-IAM5[Resource::arn:aws:ses:${region}:${inFinding}:identity/*]`,
        reason:
          "Before SES gives production access, it asks for the right to each recipient's identity; the sender's address is fixed.",
      });
    }
  }

  private arnOf(resource: string, resourceName: string) {
    return Stack.of(this).formatArn({ service: "ses", resource, resourceName });
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
