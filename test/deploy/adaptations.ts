import { waitStates } from "../../lib/workflow-states.ts";
import type { CloudFormationTemplate, Resource } from "../../local/intrinsics.ts";

export interface AdaptableTemplate extends CloudFormationTemplate {
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** One way in which what is deployed to the emulator differs from what is deployed to AWS. */
export interface Adaptation {
  readonly what: string;
  readonly why: string;
  /** Logical ids, or names of states or outputs. */
  readonly where: readonly string[];
}

export interface Adapted {
  readonly template: AdaptableTemplate;
  readonly adaptations: readonly Adaptation[];
}

/** Something that an adaptation expects is not in the template, or would be broken by it. */
export class NotAdaptable extends Error {
  override readonly name = "NotAdaptable";
}

/** Longer than the test: only an answer can end such a wait, so what goes on shows that signals arrive. */
const outlastsTheTest = 3600;

/** The one wait that time ends within the test, which shows that a timeout leads back to attending. */
const secondsUntilAssessment = 10;

/** Types that the emulator rejects, and that nothing on the way of a case depends on. */
const leftOut: Readonly<Record<string, string>> = {
  "AWS::WAFv2::WebACLAssociation": "The emulator has no such type, and enforces no firewall.",
};

/** What an identity of SES tells about the signature of its mails. */
const signature = /"Fn::GetAtt":\["(\w+)","DkimDNS\w+"\]/;

/** What the test has to find: the outputs that tell it, by type of resource, and by construct where there are more. */
const told = {
  TestTable: { types: ["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"] },
  TestStateMachine: { types: ["AWS::StepFunctions::StateMachine"] },
  TestRestApi: { types: ["AWS::ApiGateway::RestApi"] },
  TestStage: { types: ["AWS::ApiGateway::Stage"] },
  TestSweep: { types: ["AWS::Lambda::Function"], construct: "resume-cases" },
  TestDeliveryEvents: { types: ["AWS::SNS::Topic"], construct: "DeliveryEvents" },
} satisfies Record<string, { types: string[]; construct?: string }>;

export type Told = Readonly<Record<keyof typeof told, string>>;

/**
 * The synthesised template as the emulator can deploy it, and in what it differs. Pure; the given one stays as it is.
 * Goes by type of resource and by property, never by logical id, so that it goes along with the stack. Refuses a
 * template in which it finds none of the waits, or in which something refers to what it leaves out. `baseUrl` is where
 * people reach the service, without a slash at the end.
 */
export function adapted(template: AdaptableTemplate, baseUrl: string): Adapted {
  const steps = [waitLiterally, linkTo(baseUrl), nameEveryMethod, leaveOut, tellNoSignature, tellNames];
  return steps.reduce<Adapted>(
    (done, step) => {
      const { template: next, adaptations } = step(done.template);
      return { template: next, adaptations: [...done.adaptations, ...adaptations] };
    },
    { template, adaptations: [] },
  );
}

function waitLiterally(template: AdaptableTemplate): Adapted {
  const where: string[] = [];
  const literally = (name: string, state: State): State => {
    if (typeof state.TimeoutSeconds !== "string") return state;
    where.push(name);
    return {
      ...state,
      TimeoutSeconds: name === waitStates.assessment ? secondsUntilAssessment : outlastsTheTest,
    };
  };
  const Resources = mapped(template, "AWS::StepFunctions::StateMachine", (properties) => ({
    ...properties,
    DefinitionString: withStates(properties.DefinitionString, literally),
  }));
  if (where.length === 0) {
    throw new NotAdaptable("No state has a computed TimeoutSeconds. Did the workflow's waits change?");
  }
  const adaptation = {
    what: `waits end after a literal number of seconds: ${secondsUntilAssessment} for the assessment, else ${outlastsTheTest}`,
    why: "The emulator fails an execution whose TimeoutSeconds is computed on a callback task.",
    where,
  };
  return { template: { ...template, Resources }, adaptations: [adaptation] };
}

type State = Readonly<Record<string, unknown>>;

/** A mark around the number of a part that CloudFormation fills in; no text of ours has this character. */
const mark = "\uE000";

/** A definition, which CloudFormation joins from texts and references, with each of its states changed. */
function withStates(definition: unknown, change: (name: string, state: State) => State): unknown {
  const parts = partsOf(definition);
  const text = parts.map((part, at) => (typeof part === "string" ? part : `${mark}${at}${mark}`)).join("");
  const machine = JSON.parse(text) as { States: Record<string, State> };
  const States = Object.fromEntries(
    Object.entries(machine.States).map(([name, state]) => [name, change(name, state)]),
  );
  const pieces = JSON.stringify({ ...machine, States }).split(mark);
  return { "Fn::Join": ["", pieces.map((piece, at) => (at % 2 === 0 ? piece : parts[Number(piece)]))] };
}

function partsOf(definition: unknown): readonly unknown[] {
  if (typeof definition === "string") return [definition];
  const join = (definition as { "Fn::Join"?: [string, unknown[]] } | undefined)?.["Fn::Join"];
  if (join?.[0] === "") return join[1];
  throw new NotAdaptable("The state machine's definition is neither a text nor joined from parts.");
}

/** Functions learn the address from their environment; links in emails begin with it. */
function linkTo(baseUrl: string): (template: AdaptableTemplate) => Adapted {
  return (template) => {
    const where: string[] = [];
    const Resources = mapped(template, "AWS::Lambda::Function", (properties, logicalId) => {
      const { Environment } = properties as { Environment?: { Variables?: Record<string, unknown> } };
      if (!Environment?.Variables?.BASE_URL) return properties;
      where.push(logicalId);
      const Variables = { ...Environment.Variables, BASE_URL: baseUrl };
      return { ...properties, Environment: { ...Environment, Variables } };
    });
    if (where.length === 0)
      throw new NotAdaptable("No function knows a BASE_URL. Is it called otherwise now?");
    const what = "functions know the address of a small front before the emulator as the service's own";
    const why = "The emulator cannot be reached under a domain, nor under the name that AWS gives an API.";
    return { template: { ...template, Resources }, adaptations: [{ what, why, where }] };
  };
}

/** The methods that HTTP clients send. */
const methods = ["get", "head", "post", "put", "patch", "delete", "options"];
const anyMethod = "x-amazon-apigateway-any-method";

/** An API may be one imported document: then each path's answer to any other method is given for each of them. */
function nameEveryMethod(template: AdaptableTemplate): Adapted {
  const where: string[] = [];
  const Resources = mapped(template, "AWS::ApiGateway::RestApi", (properties, logicalId) => {
    const body = properties.Body as { paths?: Record<string, Record<string, unknown>> } | undefined;
    if (!body?.paths || !JSON.stringify(body.paths).includes(anyMethod)) return properties;
    where.push(logicalId);
    const paths = Object.entries(body.paths).map(([path, { [anyMethod]: any, ...named }]) => {
      const others = any === undefined ? [] : methods.map((method) => [method, any]);
      return [path, { ...Object.fromEntries(others), ...named }];
    });
    return { ...properties, Body: { ...body, paths: Object.fromEntries(paths) } };
  });
  const what = "an API's answer to any other method is named for each method";
  const adaptation = { what, why: `The emulator imports no ${anyMethod}.`, where };
  return { template: { ...template, Resources }, adaptations: where.length > 0 ? [adaptation] : [] };
}

function leaveOut(template: AdaptableTemplate): Adapted {
  const adaptations = Object.entries(leftOut).flatMap(([type, why]) => {
    const where = ofTypes(template, [type]);
    return where.length > 0 ? [{ what: `${type} is left out`, why, where }] : [];
  });
  const gone = new Set(adaptations.flatMap(({ where }) => where));
  const kept = Object.entries(template.Resources).filter(([logicalId]) => !gone.has(logicalId));
  const Resources = Object.fromEntries(
    kept.map(([logicalId, resource]) => [logicalId, notWaitingFor(gone, resource)]),
  );
  const left = JSON.stringify({ Resources, Outputs: template.Outputs });
  for (const logicalId of gone) {
    if (new RegExp(`["{]${logicalId}["}.]`).test(left)) {
      throw new NotAdaptable(`${logicalId} cannot be left out: something else of the stack refers to it.`);
    }
  }
  return { template: { ...template, Resources }, adaptations };
}

function notWaitingFor(gone: ReadonlySet<string>, resource: Resource): Resource {
  const { DependsOn, ...others } = resource as Resource & { DependsOn?: string | string[] };
  const left = [DependsOn ?? []].flat().filter((one) => !gone.has(one));
  return left.length > 0 ? Object.assign(others, { DependsOn: left }) : others;
}

function tellNoSignature(template: AdaptableTemplate): Adapted {
  const told = Object.entries(template.Outputs ?? {});
  const kept = told.filter(([, output]) => !signature.test(JSON.stringify(output)));
  const where = told.filter((one) => !kept.includes(one)).map(([output]) => output);
  const what = "outputs tell no DNS records for the signature of mails";
  const adaptation = { what, why: "The emulator signs no mails, and has no such attributes.", where };
  return {
    template: { ...template, Outputs: Object.fromEntries(kept) },
    adaptations: where.length > 0 ? [adaptation] : [],
  };
}

function tellNames(template: AdaptableTemplate): Adapted {
  const outputs = Object.entries<{ types: string[]; construct?: string }>(told).map(
    ([output, { types, construct }]) => {
      const [found, ...more] = ofTypes(template, types).filter(
        (logicalId) =>
          !construct ||
          String(template.Resources[logicalId]?.Metadata?.["aws:cdk:path"]).split("/").at(-2) === construct,
      );
      if (!found || more.length > 0) {
        throw new NotAdaptable(
          `${output}: expected one ${types.join(" or ")}${construct ? ` of the construct ${construct}` : ""}, found ${more.length + (found ? 1 : 0)}.`,
        );
      }
      return [output, { Value: { Ref: found } }] as const;
    },
  );
  const adaptation = {
    what: "outputs tell the names of what the test has to find",
    why: "The template names nothing by hand, so CloudFormation chooses names.",
    where: outputs.map(([output]) => output),
  };
  return {
    template: { ...template, Outputs: { ...template.Outputs, ...Object.fromEntries(outputs) } },
    adaptations: [adaptation],
  };
}

function ofTypes(template: AdaptableTemplate, types: readonly string[]): string[] {
  return Object.entries(template.Resources)
    .filter(([, { Type }]) => types.includes(Type))
    .map(([logicalId]) => logicalId);
}

type Properties = Readonly<Record<string, unknown>>;

/** All resources, those of a type with other properties. */
function mapped(
  template: AdaptableTemplate,
  type: string,
  change: (properties: Properties, logicalId: string) => Properties,
): Record<string, Resource> {
  return Object.fromEntries(
    Object.entries(template.Resources).map(([logicalId, resource]) => [
      logicalId,
      resource.Type === type
        ? { ...resource, Properties: change(resource.Properties ?? {}, logicalId) }
        : resource,
    ]),
  );
}
