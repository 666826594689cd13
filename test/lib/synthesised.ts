import { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import cdkJson from "../../cdk.json" with { type: "json" };
import { WorkWellStack } from "../../lib/workwell-stack.ts";

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly Metadata?: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** The stack as cdk.json configures it, without bundling: these tests are about promises, not about code. */
export function makeStack({ builtinCloudFormationValidation = false } = {}): WorkWellStack {
  const { baseUrl, sender, region, ...flags } = cdkJson.context;
  const app = new App({
    // CloudFormation's rules take a second; `cdk synth` and security.test.ts apply them.
    builtinCloudFormationValidation,
    context: { ...flags, "aws:cdk:bundling-stacks": [], "aws:cdk:enable-path-metadata": true },
  });
  return new WorkWellStack(app, "WorkWell", { env: { region }, baseUrl, sender });
}

export const template = Template.fromStack(makeStack());

/** Logical id and resource of everything of a type. */
export function all(type: string): [string, Resource][] {
  return Object.entries(template.findResources(type)) as [string, Resource][];
}

/** The only resource of a type; more or none is an error. */
export function only(type: string): [string, Resource] {
  const [first, ...others] = all(type);
  if (!first || others.length > 0) throw new Error(`Expected one ${type}`);
  return first;
}

/** The functions of the stack by the name of their folder, which is the id of their construct. */
export function functionsByName(): Map<string, { id: string; resource: Resource }> {
  return new Map(
    all("AWS::Lambda::Function").map(([id, resource]) => [
      String(resource.Metadata?.["aws:cdk:path"]).split("/").at(-2) ?? "",
      { id, resource },
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

export function statementsOfFunction(name: string): Statement[] {
  const role = functionsByName().get(name)?.resource.Properties.Role as { "Fn::GetAtt": [string, string] };
  return statementsOf(role["Fn::GetAtt"][0]);
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
