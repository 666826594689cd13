import { z } from "zod";
import { type CloudFormationTemplate, type Resolve, TemplateRefused } from "./intrinsics.ts";

/** Who hears of what: the topics of the stack, the functions that follow them, and where SES tells its news. */
export interface Notices {
  readonly topics: readonly string[];
  readonly subscriptions: readonly { readonly topic: string; readonly target: string }[];
  /** News of emails: the topic, and the kinds of events it is told of, as the template names them. */
  readonly mailNews: readonly { readonly topic: string; readonly kinds: readonly string[] }[];
}

/** Whoever is told of alarms by email: here no alarm goes off, and the terminal says what failed. */
const recipientProperties = z.strictObject({
  TopicArn: z.string(),
  Protocol: z.literal("email"),
  Endpoint: z.string(),
});

const subscriptionProperties = z.strictObject({
  TopicArn: z.string(),
  Protocol: z.literal("lambda"),
  Endpoint: z.string().regex(/:function:[^:]+$/, "is not a function"),
  // Where a notice goes that could not be delivered: here the terminal says so.
  RedrivePolicy: z.unknown().optional(),
});
const destinationProperties = z.strictObject({
  ConfigurationSetName: z.string(),
  EventDestination: z.strictObject({
    Enabled: z.literal(true),
    MatchingEventTypes: z.array(z.string()),
    SnsDestination: z.strictObject({ TopicARN: z.string() }),
  }),
});

/** Reads topics out of a template. Refuses what would be delivered otherwise than to a function, or be filtered. */
export function noticesOf(
  template: CloudFormationTemplate,
  resolve: Resolve,
  refOf: (logicalId: string) => string,
): Notices {
  const ofType = (type: string) => Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
  const read = <Shape extends z.ZodType>(type: string, shape: Shape): z.infer<Shape>[] =>
    ofType(type).map(([logicalId, { Properties }]) => {
      const parsed = shape.safeParse(resolve(Properties ?? {}, `Resources/${logicalId}/Properties`));
      if (parsed.success) return parsed.data;
      throw new TemplateRefused(`${logicalId}: ${z.prettifyError(parsed.error)}`);
    });
  return {
    topics: ofType("AWS::SNS::Topic").map(([logicalId]) => refOf(logicalId)),
    subscriptions: read(
      "AWS::SNS::Subscription",
      z.discriminatedUnion("Protocol", [subscriptionProperties, recipientProperties]),
    )
      .filter(({ Protocol }) => Protocol === "lambda")
      .map(({ TopicArn, Endpoint }) => ({ topic: TopicArn, target: Endpoint })),
    mailNews: read("AWS::SES::ConfigurationSetEventDestination", destinationProperties).map(
      ({ EventDestination: { MatchingEventTypes, SnsDestination } }) => ({
        topic: SnsDestination.TopicARN,
        kinds: MatchingEventTypes,
      }),
    ),
  };
}
