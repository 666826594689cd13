import { randomUUID } from "node:crypto";
import type { Clock } from "./clock.ts";
import type { Notices } from "./template-topics.ts";

export interface Notice {
  readonly message: string;
  readonly subject?: string | undefined;
}

/** What stands for SNS between the parts of the service: notices reach the functions that follow a topic. */
export interface Topics {
  has(topic: string): boolean;
  /** Answers the id of the notice; the functions are invoked without anyone waiting for them, as on AWS. */
  publish(topic: string, notice: Notice): string;
}

/** Minutes after which Lambda invokes a function again that failed on a notice: two tries more. */
const retryAfterMinutes = [1, 2];

export function topicsOf(options: {
  notices: Pick<Notices, "topics" | "subscriptions">;
  clock: Clock;
  invoke: (functionArn: string, payload: unknown) => Promise<unknown>;
}): Topics {
  const { notices, clock, invoke } = options;

  const deliver = (target: string, event: unknown, tried = 0) => {
    // A function that fails says so itself.
    invoke(target, event).catch(() => {
      const minutes = retryAfterMinutes[tried];
      if (minutes === undefined) return;
      clock.at(clock.now() + minutes * 60_000, () => deliver(target, event, tried + 1));
    });
  };

  return {
    has: (topic) => notices.topics.includes(topic),
    publish(topic, notice) {
      const messageId = randomUUID();
      for (const subscription of notices.subscriptions.filter((each) => each.topic === topic)) {
        deliver(subscription.target, eventOf(topic, messageId, notice, clock.now()));
      }
      return messageId;
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
function eventOf(topic: string, messageId: string, { message, subject }: Notice, time: number) {
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: `${topic}:local`,
        Sns: {
          Type: "Notification",
          MessageId: messageId,
          TopicArn: topic,
          Subject: subject ?? null,
          Message: message,
          Timestamp: new Date(time).toISOString(),
          MessageAttributes: {},
        },
      },
    ],
  };
}
