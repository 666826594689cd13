import { describe, expect, it } from "vitest";
import { waitStates } from "../../lib/workflow-states.ts";
import { template as synthesised } from "../lib/synthesised.ts";
import { type AdaptableTemplate, adapted as adaptedTo, NotAdaptable } from "./adaptations.ts";

const given = synthesised.toJSON() as AdaptableTemplate;
const front = "http://127.0.0.1:4000";
const adapted = (one: AdaptableTemplate) => adaptedTo(one, front);
const { template, adaptations } = adapted(given);

const machineOf = ({ Resources }: AdaptableTemplate) => {
  const [machine] = Object.values(Resources).filter(
    ({ Type }) => Type === "AWS::StepFunctions::StateMachine",
  );
  const { "Fn::Join": join } = { ...machine?.Properties }.DefinitionString as {
    "Fn::Join": [string, unknown[]];
  };
  const references = join[1].filter((part) => typeof part !== "string");
  const text = join[1].map((part) =>
    typeof part === "string" ? part : JSON.stringify(part).replaceAll('"', "'"),
  );
  return { definition: JSON.parse(text.join("")), references };
};

/** With one resource more. */
const and = (logicalId: string, resource: object): AdaptableTemplate =>
  ({ ...given, Resources: { ...given.Resources, [logicalId]: resource } }) as AdaptableTemplate;

describe("the template that is deployed to the emulator", () => {
  it("waits as long as the test runs, but for the assessment, and is the same workflow otherwise", () => {
    const { definition, references } = machineOf(template);
    const waits = Object.values(waitStates).map((name) => [name, definition.States[name].TimeoutSeconds]);
    expect(Object.fromEntries(waits)).toEqual({
      ...Object.fromEntries(Object.values(waitStates).map((name) => [name, 3600])),
      [waitStates.assessment]: 10,
    });
    const before = machineOf(given);
    for (const name of Object.values(waitStates)) {
      definition.States[name].TimeoutSeconds = before.definition.States[name].TimeoutSeconds;
    }
    expect(definition).toEqual(before.definition);
    expect(references).toEqual(before.references);
  });

  it("is without what the emulator rejects, and nothing waits for it any more", () => {
    const [association = ""] = Object.keys(given.Resources).filter(
      (logicalId) => given.Resources[logicalId]?.Type === "AWS::WAFv2::WebACLAssociation",
    );
    const waiting = { Type: "AWS::SQS::Queue", DependsOn: [association, "Other"] };
    const { Resources } = adapted(and("Waiting", waiting)).template;
    expect(Resources[association]).toBeUndefined();
    expect(Resources.Waiting).toEqual({ Type: "AWS::SQS::Queue", DependsOn: ["Other"] });
    const types = new Set(Object.values(Resources).map(({ Type }) => Type));
    expect(types).toContain("AWS::WAFv2::WebACL");
    expect(types).not.toContain("AWS::WAFv2::WebACLAssociation");
    const referring = and("Referring", {
      Type: "AWS::SQS::Queue",
      Properties: { Name: { Ref: association } },
    });
    expect(() => adapted(referring)).toThrow(NotAdaptable);
  });

  it("has links that lead to the front, and is otherwise told what it is told on AWS", () => {
    const variablesOf = ({ Resources }: AdaptableTemplate) =>
      Object.values(Resources).flatMap(({ Type, Properties }) => {
        const { Variables } = { ...(Properties?.Environment as { Variables?: Record<string, unknown> }) };
        return Type === "AWS::Lambda::Function" && Variables ? [Variables] : [];
      });
    const expected = variablesOf(given).map((one) => (one.BASE_URL ? { ...one, BASE_URL: front } : one));
    expect(variablesOf(template)).toEqual(expected);
    expect(variablesOf(template).filter(({ BASE_URL }) => BASE_URL === front).length).toBeGreaterThan(10);
  });

  it("answers in an imported API every method that no route names", () => {
    const paths = {
      "/health": { "x-amazon-apigateway-any-method": { id: "other" }, get: { id: "health" } },
      "/plain": { post: { id: "plain" } },
    };
    const api = { Type: "AWS::ApiGateway::RestApi", Properties: { Name: "one", Body: { info: 1, paths } } };
    const rest = Object.entries(given.Resources).filter(([, { Type }]) => Type !== api.Type);
    const { template: one } = adapted({ ...given, Resources: Object.fromEntries([...rest, ["Api", api]]) });
    const others = ["head", "post", "put", "patch", "delete", "options"].map((method) => [
      method,
      { id: "other" },
    ]);
    expect(one.Resources.Api?.Properties).toEqual({
      Name: "one",
      Body: {
        info: 1,
        paths: { ...paths, "/health": { get: { id: "health" }, ...Object.fromEntries(others) } },
      },
    });
  });

  it("tells the test what it has to find, and still tells what the emulator knows", () => {
    const { Outputs = {}, Resources } = template;
    const typeOf = (output: string) => {
      const { Ref } = { ...Outputs[output] }.Value as { Ref: string };
      return Resources[Ref]?.Type;
    };
    expect(typeOf("TestTable")).toMatch(/^AWS::DynamoDB::/);
    expect(typeOf("TestStateMachine")).toBe("AWS::StepFunctions::StateMachine");
    expect(typeOf("TestRestApi")).toBe("AWS::ApiGateway::RestApi");
    expect(typeOf("TestSweep")).toBe("AWS::Lambda::Function");
    const record = { Value: { "Fn::GetAtt": ["Identity", "DkimDNSTokenName1"] } };
    const other = { Value: { "Fn::GetAtt": ["Key", "Arn"] } };
    const asked = { ...given.Outputs, Record: record, Other: other };
    const more = adapted({ ...given, Outputs: asked }).template.Outputs;
    expect(more).toMatchObject({ ...Outputs, Other: other });
    expect(more).not.toHaveProperty("Record");
    expect(() => adapted(and("Second", { Type: "AWS::DynamoDB::Table" }))).toThrow("found 2");
  });

  it("differs in nothing else, and every difference is told with its reason and its places", () => {
    const told = new Set(adaptations.flatMap(({ where }) => where));
    for (const [logicalId, resource] of Object.entries(given.Resources)) {
      if (resource.Type === "AWS::StepFunctions::StateMachine" || told.has(logicalId)) continue;
      expect(template.Resources[logicalId], logicalId).toEqual(resource);
    }
    for (const { what, why, where } of adaptations) {
      expect(what && why, what).toBeTruthy();
      expect(where.length, what).toBeGreaterThan(0);
    }
  });

  it("is refused when its waits are not found", () => {
    expect(() => adapted(template)).toThrow("No state has a computed TimeoutSeconds");
  });
});
