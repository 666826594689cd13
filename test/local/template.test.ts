import { describe, expect, it } from "vitest";
import { TemplateRefused } from "../../local/intrinsics.ts";
import { programmeOf } from "../../local/template.ts";

type Resources = Parameters<typeof programmeOf>[0]["Resources"];

const parameter = "https://example.org";
const accept = {
  Type: "AWS::Lambda::Function",
  Metadata: { "aws:cdk:path": "WorkWell/Functions/submit-referral/Resource", "aws:asset:path": "asset.1" },
  Properties: { Handler: "handler.handler", Code: { S3Bucket: { "Fn::ImportValue": "never read" } } },
};
const table = {
  Type: "AWS::DynamoDB::Table",
  Properties: {
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
  },
};

const read = (resources: Resources) =>
  programmeOf(
    { Parameters: { BaseUrl: { Type: "String", Default: parameter } }, Resources: resources },
    "/assembly",
  );

/** What a function's variable becomes when the template gives it as `value`. */
const resolved = (value: unknown) => {
  const { functions } = read({
    Accept: { ...accept, Properties: { ...accept.Properties, Environment: { Variables: { VALUE: value } } } },
    Cases: table,
    Journey: { Type: "AWS::StepFunctions::StateMachine", Properties: { DefinitionString: "{}" } },
    Exports: { Type: "AWS::S3::Bucket" },
  });
  return functions[0]?.environment.VALUE;
};

describe("A value of the template", () => {
  it.each([
    ["a plain text", "plain", "plain"],
    ["a number", 5, "5"],
    ["Ref of a parameter, by its default", { Ref: "BaseUrl" }, parameter],
    ["Ref of a pseudo parameter", { Ref: "AWS::Region" }, "eu-west-2"],
    ["Ref of a table", { Ref: "Cases" }, "Cases"],
    ["Ref of a bucket", { Ref: "Exports" }, "exports"],
    [
      "Ref of a state machine",
      { Ref: "Journey" },
      "arn:aws:states:eu-west-2:000000000000:stateMachine:Journey",
    ],
    [
      "Fn::GetAtt of a function",
      { "Fn::GetAtt": ["Accept", "Arn"] },
      "arn:aws:lambda:eu-west-2:000000000000:function:submit-referral",
    ],
    ["Fn::GetAtt as text", { "Fn::GetAtt": "Journey.Name" }, "Journey"],
    ["Fn::Join", { "Fn::Join": ["/", [{ Ref: "BaseUrl" }, "tasks"]] }, "https://example.org/tasks"],
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: CloudFormation writes so.
    ["Fn::Sub", { "Fn::Sub": "${BaseUrl}/${!kept}/${Journey.Name}" }, "https://example.org/${kept}/Journey"],
    ["Fn::Sub with values", { "Fn::Sub": ["${a}-${Cases}", { a: { Ref: "Exports" } }] }, "exports-Cases"],
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: CloudFormation writes so.
  ])("can be %s", (_, value, expected) => {
    expect(resolved(value)).toBe(expected);
  });

  it.each([
    ["an unknown function", { "Fn::ImportValue": "x" }, "Fn::ImportValue"],
    ["one nested in another", { "Fn::Join": ["", [{ "Fn::Base64": "x" }]] }, "Fn::Base64"],
    ["a reference to nothing", { Ref: "Nowhere" }, "Nowhere"],
    ["an attribute that is not known", { "Fn::GetAtt": ["Cases", "StreamArn"] }, "Cases.StreamArn"],
  ])("is refused by name and path: %s", (_, value, name) => {
    expect(() => resolved(value)).toThrow(TemplateRefused);
    expect(() => resolved(value)).toThrow(name);
    expect(() => resolved(value)).toThrow("Resources/Accept/Properties/Environment/Variables/VALUE");
  });
});

describe("The template", () => {
  it("names a function by its construct and finds its bundle", () => {
    expect(read({ Accept: accept }).functions).toEqual([
      {
        name: "submit-referral",
        arn: "arn:aws:lambda:eu-west-2:000000000000:function:submit-referral",
        bundle: "/assembly/asset.1/handler",
        handler: "handler",
        timeoutSeconds: 3,
        memoryMegabytes: 128,
        environment: {},
      },
    ]);
  });

  it("gives tables with their indexes", () => {
    const index = {
      IndexName: "by-wake",
      KeySchema: [{ AttributeName: "wake", KeyType: "HASH" }],
      Projection: { ProjectionType: "KEYS_ONLY" },
    };
    const withIndex = { ...table, Properties: { ...table.Properties, GlobalSecondaryIndexes: [index] } };
    expect(read({ Cases: withIndex }).tables).toMatchObject([
      { name: "Cases", indexes: [{ name: "by-wake", projection: { ProjectionType: "KEYS_ONLY" } }] },
    ]);
  });

  it("fills a workflow's substitutions in", () => {
    const journey = {
      Type: "AWS::StepFunctions::StateMachine",
      Properties: {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation writes so.
        DefinitionString: '{"Resource":"${accept}","Comment":"${other}"}',
        DefinitionSubstitutions: { accept: { "Fn::GetAtt": ["Accept", "Arn"] } },
      },
    };
    expect(read({ Accept: accept, Journey: journey }).stateMachines[0]?.definition).toBe(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation writes so.
      '{"Resource":"arn:aws:lambda:eu-west-2:000000000000:function:submit-referral","Comment":"${other}"}',
    );
  });

  it("gives schedules that are enabled, with their target and input", () => {
    const schedule = (more: object) => ({
      Type: "AWS::Scheduler::Schedule",
      Metadata: { "aws:cdk:path": "WorkWell/Schedules/Sweep/Resource" },
      Properties: {
        ScheduleExpression: "rate(15 minutes)",
        ScheduleExpressionTimezone: "Europe/London",
        Target: { Arn: { "Fn::GetAtt": ["Accept", "Arn"] }, Input: "{}" },
        ...more,
      },
    });
    const { schedules } = read({
      Accept: accept,
      Sweep: schedule({}),
      Asleep: schedule({ State: "DISABLED" }),
    });
    expect(schedules).toEqual([
      {
        name: "Sweep",
        expression: "rate(15 minutes)",
        timezone: "Europe/London",
        target: "arn:aws:lambda:eu-west-2:000000000000:function:submit-referral",
        input: "{}",
      },
    ]);
  });

  describe("its topics", () => {
    const news = { Type: "AWS::SNS::Topic" };
    const subscription = (more: object = {}) => ({
      Type: "AWS::SNS::Subscription",
      Properties: {
        TopicArn: { Ref: "News" },
        Protocol: "lambda",
        Endpoint: { "Fn::GetAtt": ["Accept", "Arn"] },
        ...more,
      },
    });
    const destination = (more: object = {}) => ({
      Type: "AWS::SES::ConfigurationSetEventDestination",
      Properties: {
        ConfigurationSetName: "set",
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: ["bounce"],
          SnsDestination: { TopicARN: { Ref: "News" } },
          ...more,
        },
      },
    });
    const topic = "arn:aws:sns:eu-west-2:000000000000:News";

    it("are told with the functions that follow them and what SES tells them", () => {
      const { notices } = read({
        Accept: accept,
        News: news,
        Follow: subscription(),
        Recipient: {
          Type: "AWS::SNS::Subscription",
          Properties: { TopicArn: { Ref: "News" }, Protocol: "email", Endpoint: "operators@example.org" },
        },
        Tell: destination(),
      });
      expect(notices).toEqual({
        topics: [topic],
        subscriptions: [{ topic, target: "arn:aws:lambda:eu-west-2:000000000000:function:submit-referral" }],
        mailNews: [{ topic, kinds: ["bounce"] }],
      });
    });

    it.each([
      ["a subscription that is no function's", { Follow: subscription({ Protocol: "sqs" }) }, /^Follow: /],
      ["one that is filtered", { Follow: subscription({ FilterPolicy: {} }) }, /^Follow: /],
      ["a destination that is switched off", { Tell: destination({ Enabled: false }) }, /^Tell: /],
    ])("are refused with %s", (_, resources, message) => {
      expect(() => read({ Accept: accept, News: news, ...resources })).toThrow(message);
    });
  });

  describe("its API", () => {
    const uri = {
      "Fn::Join": [
        "",
        [
          "arn:aws:apigateway:eu-west-2:lambda:path/2015-03-31/functions/",
          { "Fn::GetAtt": ["Accept", "Arn"] },
          "/invocations",
        ],
      ],
    };
    const operation = { "x-amazon-apigateway-integration": { type: "aws_proxy", httpMethod: "POST", uri } };
    const api = (paths: object, more: object = {}) => ({
      Accept: accept,
      Api: {
        Type: "AWS::ApiGateway::RestApi",
        Properties: { Body: { openapi: "3.0.1", info: {}, paths, ...more } },
      },
      Stage: { Type: "AWS::ApiGateway::Stage", Properties: { StageName: "live" } },
    });

    it("is the routes of its document", () => {
      const target = "arn:aws:lambda:eu-west-2:000000000000:function:submit-referral";
      const { gateway } = read(
        api({ "/": { get: operation }, "/{proxy+}": { "x-amazon-apigateway-any-method": operation } }),
      );
      expect(gateway.stage).toBe("live");
      expect(gateway.routes).toEqual([
        { method: "GET", path: "/", target },
        { method: "ANY", path: "/{proxy+}", target },
      ]);
    });

    it("is refused with another integration, or with what is not understood", () => {
      const mock = { "x-amazon-apigateway-integration": { type: "mock" } };
      expect(() => read(api({ "/": { get: mock } }))).toThrow(/get \/: integration mock/);
      expect(() => read(api({}, { "x-amazon-apigateway-policy": {} }))).toThrow(/^Api: /);
    });
  });

  it("is refused with the resource's name when a property is not as expected", () => {
    expect(() => read({ Cases: { ...table, Properties: {} } })).toThrow(/^Cases: /);
  });
});
