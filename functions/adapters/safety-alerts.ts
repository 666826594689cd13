import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";

export interface SafetyAlert {
  readonly area: string;
  /** The task's link: nothing about a person, and no reference. */
  readonly link: string;
}

export type SafetyAlerts = ReturnType<typeof safetyAlerts>;

/** Tells the phones that follow the safety topic. */
export function safetyAlerts(topicArn: string, client = new SNSClient({})) {
  return {
    /** Short enough for one text message. `area` is an attribute, so that a phone may follow one area alone. */
    async publish({ area, link }: SafetyAlert): Promise<void> {
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: "WorkWell: a safety task is waiting",
          Message: `A WorkWell safety task is waiting. Open it now: ${link}`,
          MessageAttributes: { area: { DataType: "String", StringValue: area } },
        }),
      );
    },
  };
}
