import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import cdkJson from "../../cdk.json" with { type: "json" };
import { type StageName, stages } from "../../lib/stages.ts";
import { WorkWellStack } from "../../lib/workwell-stack.ts";

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly Metadata?: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly UpdatePolicy?: Record<string, unknown>;
  readonly DependsOn?: readonly string[];
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

interface StackOptions {
  readonly builtinCloudFormationValidation?: boolean;
  readonly context?: Readonly<Record<string, unknown>>;
  /** Without one it is for whosever credentials deploy it. */
  readonly account?: string;
}

/** The stack of a stage, without bundling: these tests are about promises, not about code. */
export function makeStack(
  stage: StageName,
  { builtinCloudFormationValidation = false, context = {}, account }: StackOptions = {},
): WorkWellStack {
  const { stage: _, region, ...flags } = cdkJson.context;
  const app = new App({
    // CloudFormation's rules take a second; `cdk synth` and security.test.ts apply them.
    builtinCloudFormationValidation,
    context: { ...flags, "aws:cdk:bundling-stacks": [], "aws:cdk:enable-path-metadata": true, ...context },
  });
  return new WorkWellStack(app, "WorkWell", { stage: stages[stage], env: { account, region } });
}

/** Each stage's template, made when a test first asks for it. */
export const templateOf = memoised((stage: StageName) => Template.fromStack(makeStack(stage)));

/** What the promises are about. test/lib/stages.test.ts says what differs elsewhere. */
export const template = templateOf("production");

/** Logical id and resource of everything of a type in production. */
export function all(type: string): [string, Resource][] {
  return allIn(template, type);
}

export function allIn(one: Template, type: string): [string, Resource][] {
  return Object.entries(one.findResources(type)) as [string, Resource][];
}

/** The only resource of a type in production; more or none is an error. */
export function only(type: string): [string, Resource] {
  return onlyIn(template, type);
}

export function onlyIn(one: Template, type: string): [string, Resource] {
  const [first, ...others] = allIn(one, type);
  if (!first || others.length > 0) throw new Error(`Expected one ${type}`);
  return first;
}

/** What the deployment prints. */
export function outputsOf(one: Template): string[] {
  return Object.values(one.findOutputs("*")).map(({ Value }) => text(Value));
}

interface FunctionInStack {
  readonly id: string;
  /** Of its version in use; undefined for what nothing invokes but by itself. */
  readonly alias: string | undefined;
  readonly resource: Resource;
}

/** The functions of the stack by the name of their folder, which is the id of their construct. */
export function functionsByName(): Map<string, FunctionInStack> {
  const aliases = new Map(
    all("AWS::Lambda::Alias").map(([alias, { Properties }]) => [text(Properties.FunctionName), alias]),
  );
  return new Map(
    all("AWS::Lambda::Function").map(([id, resource]) => [
      String(resource.Metadata?.["aws:cdk:path"]).split("/").at(-2) ?? "",
      { id, alias: aliases.get(`<${id}>`), resource },
    ]),
  );
}

/** Everything that a role may do, from every policy attached to it. */
export function statementsOf(roleId: string): Statement[] {
  return all("AWS::IAM::Policy").flatMap(([, { Properties }]) => {
    const { Roles, PolicyDocument } = Properties as {
      Roles: { Ref: string }[];
      PolicyDocument: { Statement: Statement[] };
    };
    return Roles.some((role) => role.Ref === roleId) ? PolicyDocument.Statement : [];
  });
}

/** The role that the function of this name has. */
export function roleOf(name: string): string {
  const role = functionsByName().get(name)?.resource.Properties.Role as { "Fn::GetAtt": [string, string] };
  return role["Fn::GetAtt"][0];
}

export function statementsOfFunction(name: string): Statement[] {
  return statementsOf(roleOf(name));
}

export function actionsOf(statement: Statement): string[] {
  return [statement.Action].flat();
}

/** A value of the template as one string, with `<LogicalId>` or `<LogicalId.Attribute>` for what it refers to. */
export function text(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if ("Ref" in value) return value.Ref === "AWS::Partition" ? "aws" : `<${value.Ref}>`;
  if ("Fn::GetAtt" in value) return `<${(value["Fn::GetAtt"] as string[]).join(".")}>`;
  if ("Fn::Join" in value) {
    const [separator, parts] = value["Fn::Join"] as [string, unknown[]];
    return parts.map(text).join(separator);
  }
  throw new Error(`Not a text: ${JSON.stringify(value)}`);
}

function memoised<Key, Value>(make: (key: Key) => Value) {
  const made = new Map<Key, Value>();
  return (key: Key): Value => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
