import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import {
  account,
  type CloudFormationTemplate,
  type Identity,
  intrinsicsOf,
  type Resolve,
  type Resource,
  region,
  TemplateRefused,
} from "./intrinsics.ts";
import { type Gateway, gatewayOf } from "./template-gateway.ts";
import { type Notices, noticesOf } from "./template-topics.ts";

/** A function of the stack, ready to be loaded. */
export interface FunctionDefinition {
  /** The construct id, which is the folder's name in functions/. */
  readonly name: string;
  readonly arn: string;
  readonly bundle: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
}

export interface TableDefinition {
  readonly name: string;
  readonly keySchema: readonly KeyPart[];
  readonly attributes: readonly { AttributeName: string; AttributeType: "S" | "N" | "B" }[];
  readonly indexes: readonly { name: string; keySchema: readonly KeyPart[]; projection: Projection }[];
}

type KeyPart = z.infer<typeof keyPart>;
type Projection = z.infer<typeof projection>;

export interface ScheduleDefinition {
  readonly name: string;
  readonly expression: string;
  readonly timezone: string;
  readonly target: string;
  readonly input: string;
}

/** Everything of the stack that runs here. */
export interface Programme {
  readonly functions: readonly FunctionDefinition[];
  readonly gateway: Gateway;
  readonly tables: readonly TableDefinition[];
  readonly stateMachines: readonly { arn: string; definition: string }[];
  readonly buckets: readonly string[];
  readonly schedules: readonly ScheduleDefinition[];
  readonly notices: Notices;
}

/** Reads the only stack of a cloud assembly. */
export function readProgramme(assembly: string): Programme {
  const manifest = z
    .object({ artifacts: z.record(z.string(), z.looseObject({ type: z.string() })) })
    .parse(JSON.parse(readFileSync(join(assembly, "manifest.json"), "utf8")));
  const stacks = Object.values(manifest.artifacts).filter(({ type }) => type === "aws:cloudformation:stack");
  if (stacks.length !== 1) throw new TemplateRefused(`One stack is expected, there are ${stacks.length}.`);
  const { properties } = z
    .object({ properties: z.looseObject({ templateFile: z.string() }) })
    .parse(stacks[0]);
  const template = JSON.parse(readFileSync(join(assembly, properties.templateFile), "utf8"));
  return programmeOf(template, assembly);
}

/** Reads functions, routes, tables, schedules and workflows out of a template. */
export function programmeOf(template: CloudFormationTemplate, assembly: string): Programme {
  const resolve = intrinsicsOf(template, identityOf);
  const each = <Definition>(
    types: readonly string[],
    read: (logicalId: string, properties: unknown, resource: Resource) => Definition,
  ): Definition[] =>
    Object.entries(template.Resources)
      .filter(([, { Type }]) => types.includes(Type))
      .map(([logicalId, resource]) => read(logicalId, resource.Properties ?? {}, resource));

  return {
    functions: each(["AWS::Lambda::Function"], (logicalId, properties, resource) =>
      functionOf({ logicalId, properties, resource, assembly, resolve }),
    ),
    gateway: gatewayOf(template, resolve),
    tables: each(["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"], (logicalId, properties) =>
      tableOf(logicalId, properties, resolve),
    ),
    stateMachines: each(["AWS::StepFunctions::StateMachine"], (logicalId, properties) =>
      stateMachineOf(logicalId, properties, resolve),
    ),
    buckets: each(["AWS::S3::Bucket"], (logicalId, _, resource) => identityOf(logicalId, resource).ref),
    schedules: each(["AWS::Scheduler::Schedule"], (logicalId, properties, resource) =>
      scheduleOf(constructIdOf(resource) ?? logicalId, properties, logicalId, resolve),
    ).filter((schedule) => schedule !== undefined),
    notices: noticesOf(template, resolve, topicArn),
  };
}

/** What a resource is called here: its logical id, so that data are found again after an upgrade. */
function identityOf(logicalId: string, resource: Resource): Identity {
  const arn = (service: string, name: string) => `arn:aws:${service}:${region}:${account}:${name}`;
  switch (resource.Type) {
    case "AWS::Lambda::Function": {
      const name = constructIdOf(resource) ?? logicalId;
      return { ref: name, attributes: { Arn: arn("lambda", `function:${name}`) } };
    }
    case "AWS::Lambda::Alias": {
      // There is one version here, and the alias is it: WorkWell/Functions/<function>/live/Resource.
      const own = arn("lambda", `function:${constructIdOf(resource, -3)}`);
      return { ref: own, attributes: {} };
    }
    case "AWS::StepFunctions::StateMachine": {
      const own = arn("states", `stateMachine:${logicalId}`);
      return { ref: own, attributes: { Arn: own, Name: logicalId } };
    }
    case "AWS::SNS::Topic":
      return {
        ref: topicArn(logicalId),
        attributes: { TopicArn: topicArn(logicalId), TopicName: logicalId },
      };
    case "AWS::S3::Bucket": {
      const name = logicalId.toLowerCase().slice(0, 63);
      return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}` } };
    }
    case "AWS::DynamoDB::Table":
    case "AWS::DynamoDB::GlobalTable":
      return { ref: logicalId, attributes: { Arn: arn("dynamodb", `table/${logicalId}`) } };
    default:
      return {
        ref: logicalId,
        attributes: { Arn: arn("resource", logicalId) },
      };
  }
}

function topicArn(logicalId: string): string {
  return `arn:aws:sns:${region}:${account}:${logicalId}`;
}

/** `WorkWell/submit-referral/Resource` is the construct `submit-referral`; further left is what it belongs to. */
function constructIdOf(resource: Resource, part = -2): string | undefined {
  const path = resource.Metadata?.["aws:cdk:path"];
  return typeof path === "string" ? path.split("/").at(part) : undefined;
}

const keyPart = z.object({ AttributeName: z.string(), KeyType: z.enum(["HASH", "RANGE"]) });
const projection = z.object({
  ProjectionType: z.enum(["ALL", "KEYS_ONLY", "INCLUDE"]),
  NonKeyAttributes: z.array(z.string()).optional(),
});

const functionProperties = z.looseObject({
  Handler: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()) }).default({ Variables: {} }),
});

function functionOf(given: {
  logicalId: string;
  properties: unknown;
  resource: Resource;
  assembly: string;
  resolve: Resolve;
}): FunctionDefinition {
  const { logicalId, resource } = given;
  const { Handler, Timeout, MemorySize, Environment } = properties(functionProperties, given.properties, [
    logicalId,
    ["Handler", "Timeout", "MemorySize", "Environment"],
    given.resolve,
  ]);
  const identity = identityOf(logicalId, resource);
  const asset = resource.Metadata?.["aws:asset:path"];
  const [file, handler] = Handler.split(".");
  if (typeof asset !== "string" || !file || !handler) {
    throw new TemplateRefused(`${logicalId}: a function with a bundled asset and a handler is expected.`);
  }
  return {
    name: identity.ref,
    arn: String(identity.attributes.Arn),
    bundle: join(given.assembly, asset, file),
    handler,
    timeoutSeconds: Timeout,
    memoryMegabytes: MemorySize,
    environment: Environment.Variables,
  };
}

const tableProperties = z.looseObject({
  KeySchema: z.array(keyPart),
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(["S", "N", "B"]) }),
  ),
  GlobalSecondaryIndexes: z
    .array(z.looseObject({ IndexName: z.string(), KeySchema: z.array(keyPart), Projection: projection }))
    .default([]),
});

function tableOf(logicalId: string, given: unknown, resolve: Resolve): TableDefinition {
  const table = properties(tableProperties, given, [
    logicalId,
    ["KeySchema", "AttributeDefinitions", "GlobalSecondaryIndexes"],
    resolve,
  ]);
  return {
    name: logicalId,
    keySchema: table.KeySchema,
    attributes: table.AttributeDefinitions,
    indexes: table.GlobalSecondaryIndexes.map(({ IndexName, KeySchema, Projection }) => ({
      name: IndexName,
      keySchema: KeySchema,
      projection: Projection,
    })),
  };
}

const stateMachineProperties = z.looseObject({
  DefinitionString: z.string(),
  DefinitionSubstitutions: z.record(z.string(), z.coerce.string()).default({}),
});

function stateMachineOf(logicalId: string, given: unknown, resolve: Resolve) {
  const { DefinitionString, DefinitionSubstitutions } = properties(stateMachineProperties, given, [
    logicalId,
    ["DefinitionString", "DefinitionSubstitutions"],
    resolve,
  ]);
  const definition = DefinitionString.replaceAll(
    /\$\{([^}]+)\}/g,
    (whole, name: string) => DefinitionSubstitutions[name] ?? whole,
  );
  return { arn: `arn:aws:states:${region}:${account}:stateMachine:${logicalId}`, definition };
}

const scheduleProperties = z.looseObject({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default("UTC"),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  Target: z.looseObject({
    Arn: z.string().regex(/:function:[^:]+$/, "is not a function"),
    Input: z.string().default("{}"),
  }),
});

function scheduleOf(name: string, given: unknown, logicalId: string, resolve: Resolve) {
  const schedule = properties(scheduleProperties, given, [
    logicalId,
    ["ScheduleExpression", "ScheduleExpressionTimezone", "State", "Target"],
    resolve,
  ]);
  if (schedule.State === "DISABLED") return undefined;
  return {
    name,
    expression: schedule.ScheduleExpression,
    timezone: schedule.ScheduleExpressionTimezone,
    target: schedule.Target.Arn,
    input: schedule.Target.Input,
  };
}

/** The named properties of a resource, resolved and checked; the others may hold what is not understood here. */
function properties<Shape extends z.ZodType>(
  shape: Shape,
  given: unknown,
  [logicalId, names, resolve]: [string, readonly string[], Resolve],
): z.infer<Shape> {
  const chosen = Object.entries(given as Record<string, unknown>)
    .filter(([name]) => names.includes(name))
    .map(([name, value]) => [name, resolve(value, `Resources/${logicalId}/Properties/${name}`)]);
  const read = shape.safeParse(Object.fromEntries(chosen));
  if (read.success) return read.data;
  throw new TemplateRefused(`${logicalId}: ${z.prettifyError(read.error)}`);
}
