/** One resource of a synthesised template, as CloudFormation writes it. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** The parts of a CloudFormation template that are read here. */
export interface CloudFormationTemplate {
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown; readonly Type?: string }>>;
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** What a reference to a resource stands for here. */
export interface Identity {
  /** What `Ref` answers. */
  readonly ref: string;
  /** What `Fn::GetAtt` answers, by attribute. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** A template that says something the embedded default does not understand. */
export class TemplateRefused extends Error {
  override readonly name = "TemplateRefused";
}

export const account = "000000000000";
export const region = "eu-west-2";

const pseudoParameters: Readonly<Record<string, string>> = {
  "AWS::AccountId": account,
  "AWS::Partition": "aws",
  "AWS::Region": region,
  "AWS::StackName": "workwell",
  "AWS::URLSuffix": "amazonaws.com",
};

export type Resolve = (value: unknown, path: string) => unknown;

/** Reads values out of a template: a closed list of intrinsic functions, anything else is refused by name and path. */
export function intrinsicsOf(
  template: CloudFormationTemplate,
  identityOf: (logicalId: string, resource: Resource) => Identity,
): Resolve {
  const identity = (logicalId: string): Identity | undefined => {
    const resource = template.Resources[logicalId];
    return resource && identityOf(logicalId, resource);
  };

  const ref = (name: string, path: string): string => {
    const declared = template.Parameters?.[name];
    const value =
      pseudoParameters[name] ??
      (declared?.Default === undefined ? undefined : String(declared.Default)) ??
      identity(name)?.ref;
    if (value === undefined) throw new TemplateRefused(`${path}: nothing is known of "${name}".`);
    return value;
  };

  const attribute = (logicalId: string, name: string, path: string): string => {
    const value = identity(logicalId)?.attributes[name];
    if (value === undefined)
      throw new TemplateRefused(`${path}: Fn::GetAtt ${logicalId}.${name} is not supported.`);
    return value;
  };

  const substitute = (text: string, local: Readonly<Record<string, string>>, path: string): string =>
    text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      const known = local[name];
      if (known !== undefined) return known;
      const [logicalId = "", ...rest] = name.split(".");
      return rest.length > 0 ? attribute(logicalId, rest.join("."), path) : ref(name, path);
    });

  const text: (value: unknown, path: string) => string = (value, path) => {
    const resolved = resolve(value, path);
    if (typeof resolved === "string" || typeof resolved === "number") return String(resolved);
    throw new TemplateRefused(`${path}: a text is expected.`);
  };

  const functions: Readonly<Record<string, (argument: unknown, path: string) => unknown>> = {
    Ref: (name, path) => ref(String(name), path),
    "Fn::GetAtt": (argument, path) => {
      const [logicalId, ...rest] = typeof argument === "string" ? argument.split(".") : list(argument, path);
      return attribute(String(logicalId), rest.join("."), path);
    },
    "Fn::Join": (argument, path) => {
      const [delimiter, parts] = list(argument, path);
      return list(parts, path)
        .map((part, index) => text(part, `${path}/${index}`))
        .join(String(delimiter));
    },
    "Fn::Sub": (argument, path) => {
      if (typeof argument === "string") return substitute(argument, {}, path);
      const [pattern, values] = list(argument, path);
      const local = Object.entries(record(values, path)).map(([name, value]) => [name, text(value, path)]);
      return substitute(String(pattern), Object.fromEntries(local), path);
    },
  };

  function resolve(value: unknown, path: string): unknown {
    if (Array.isArray(value)) return value.map((part, index) => resolve(part, `${path}/${index}`));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (entries.length === 1 && only) {
      const [name, argument] = only;
      const intrinsic = functions[name];
      if (intrinsic) return intrinsic(argument, `${path}/${name}`);
      if (name.startsWith("Fn::") || name === "Condition") {
        throw new TemplateRefused(`${path}: ${name} is not supported by the embedded default.`);
      }
    }
    return Object.fromEntries(entries.map(([key, part]) => [key, resolve(part, `${path}/${key}`)]));
  }

  return resolve;
}

function list(value: unknown, path: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new TemplateRefused(`${path}: a list is expected.`);
}

function record(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new TemplateRefused(`${path}: named values are expected.`);
}
