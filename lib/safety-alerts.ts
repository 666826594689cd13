import { CfnOutput } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { allowKeyUse } from "./key-use.ts";

interface SafetyAlertsProps {
  readonly key: IKey;
}

/** The topic that phones of duty officers follow. Each message has its area as the attribute `area` to filter by. */
export class SafetyAlerts extends Construct {
  readonly topicArn: string;
  private readonly topic: Topic;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: SafetyAlertsProps) {
    super(scope, id);
    this.key = props.key;
    this.topic = new Topic(this, "Topic", { masterKey: props.key, enforceSSL: true });
    this.topicArn = this.topic.topicArn;
    new CfnOutput(this, "TopicArn", {
      description: "Phones that are to hear of safety tasks subscribe to this topic.",
      value: this.topicArn,
    });
  }

  grantPublish(grantee: IGrantable) {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ["sns:Publish"], resources: [this.topicArn] }),
    );
    allowKeyUse(this.key, grantee, { through: "sns", to: "write" });
  }
}
