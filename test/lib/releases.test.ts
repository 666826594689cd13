import { describe, expect, it } from "vitest";
import { routes, unknownRouteFunction } from "../../functions/routes.ts";
import { stages } from "../../lib/stages.ts";
import { all, allIn, functionsByName, only, templateOf, text } from "./synthesised.ts";

const workflowFunctions = ["attend-to-case", "triage-referral", "assign-coach", "hold-for-answer"];
const gradual = [
  ...new Set<string>([...routes.map((route) => route.function), unknownRouteFunction, ...workflowFunctions]),
];

describe("a new version", () => {
  it.each(gradual)("of %s is what its alias live leads to, and takes over bit by bit", (name) => {
    const { id, alias } = functionsByName().get(name) ?? {};
    const [, live] = all("AWS::Lambda::Alias").find(([each]) => each === alias) ?? [];
    const [, published] =
      all("AWS::Lambda::Version").find(
        ([each]) => text(live?.Properties.FunctionVersion) === `<${each}.Version>`,
      ) ?? [];
    expect(live?.Properties.Name).toBe("live");
    expect(text(published?.Properties.FunctionName)).toBe(`<${id}>`);
    const groups = all("AWS::CodeDeploy::DeploymentGroup").map(([each]) => ({ Ref: each }));
    expect(live?.UpdatePolicy).toMatchObject({
      CodeDeployLambdaAliasUpdate: {
        DeploymentGroupName: expect.toSatisfy((group: { Ref: string }) =>
          groups.some(({ Ref }) => Ref === group.Ref),
        ),
      },
    });
  });

  it("takes over so nowhere else: what runs by itself tries again by itself", () => {
    expect(all("AWS::CodeDeploy::DeploymentGroup")).toHaveLength(gradual.length);
    expect(all("AWS::Lambda::Alias")).toHaveLength(gradual.length);
  });

  it("goes back when people or the workflow get errors, and when its deployment fails or is stopped", () => {
    // A sum of metrics would tell nothing of a minute in which one of the functions did not run.
    const metrics = new Map(
      all("AWS::CloudWatch::Alarm").map(([id, { Properties }]) => [
        `<${id}>`,
        [Properties.MetricName, ...namesIn(Properties.Dimensions)],
      ]),
    );
    const ofApi = ["5XXError", only("AWS::ApiGateway::RestApi")[1].Properties.Name];
    const ofWorkflow = workflowFunctions.map((name) => ["Errors", `<${functionsByName().get(name)?.id}>`]);
    for (const [, { Properties }] of all("AWS::CodeDeploy::DeploymentGroup")) {
      const { Alarms } = Properties.AlarmConfiguration as { Alarms: { Name: unknown }[] };
      expect(Alarms.map(({ Name }) => metrics.get(text(Name)))).toEqual([ofApi, ...ofWorkflow]);
      expect(Properties.AutoRollbackConfiguration).toEqual({
        Enabled: true,
        Events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"],
      });
    }
  });

  it.each([
    ["preprod", "CodeDeployDefault.LambdaCanary10Percent5Minutes"],
    ["production", "CodeDeployDefault.LambdaLinear10PercentEvery1Minute"],
  ] as const)("takes over at the pace of %s", (name, pace) => {
    const groups = allIn(templateOf(name), "AWS::CodeDeploy::DeploymentGroup");
    expect(new Set(groups.map(([, { Properties }]) => Properties.DeploymentConfigName))).toEqual(
      new Set([pace]),
    );
  });

  it("takes over at once in the sandbox, where nobody waits for anything", () => {
    expect(allIn(templateOf("sandbox"), "AWS::CodeDeploy::DeploymentGroup")).toEqual([]);
    expect(allIn(templateOf("sandbox"), "AWS::Lambda::Alias")).toHaveLength(gradual.length);
  });
});

/** The values of an alarm's dimensions; none where it is a sum. */
function namesIn(dimensions: unknown): string[] {
  return ((dimensions ?? []) as { Value: unknown }[]).map(({ Value }) => text(Value));
}

/** A resource that waits for itself through what it refers to, also from its update policy; undefined for none. */
function circleIn(resources: Record<string, unknown>): string | undefined {
  const waitsFor = new Map(
    Object.entries(resources).map(([id, resource]) => {
      const told = JSON.stringify(resource);
      const ids = [...told.matchAll(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"|"DependsOn":\[([^\]]*)\]/g)].flatMap(
        ([, ref, list]) => (ref ? [ref] : [...(list ?? "").matchAll(/\w+/g)].map(([each]) => each)),
      );
      return [id, new Set(ids.filter((each) => each in resources))];
    }),
  );
  for (let left = waitsFor.size; left > 0; left = waitsFor.size) {
    for (const [id, others] of waitsFor) {
      if ([...others].every((other) => !waitsFor.has(other))) waitsFor.delete(id);
    }
    if (waitsFor.size === left) break;
  }
  return waitsFor.keys().next().value;
}

describe("the template", () => {
  it.each(Object.keys(stages) as (keyof typeof stages)[])(
    "of %s has no resource that waits for itself",
    (name) => {
      expect(circleIn((templateOf(name).toJSON() as { Resources: Record<string, unknown> }).Resources)).toBe(
        undefined,
      );
      const group = { Properties: { Alarm: { Ref: "Alarm" } } };
      const alarm = { UpdatePolicy: { Group: { Ref: "Group" } } };
      expect(circleIn({ Group: group, Alarm: alarm, Else: {} })).toBe("Group");
    },
  );

  it("gives the API the name that its metrics go by, whether from the stack or from the document", () => {
    const [, { Properties }] = only("AWS::ApiGateway::RestApi");
    expect((Properties.Body as { info: { title: string } }).info.title).toBe(Properties.Name);
    for (const [, alarm] of all("AWS::CloudWatch::Alarm")) {
      if (alarm.Properties.MetricName !== "5XXError") continue;
      expect(alarm.Properties.Dimensions).toEqual([{ Name: "ApiName", Value: Properties.Name }]);
    }
  });

  it.each(Object.keys(stages) as (keyof typeof stages)[])(
    "of %s leaves room under the 500 resources and the 1 MB that CloudFormation takes",
    (name) => {
      const template = templateOf(name).toJSON() as { Resources: object };
      // Docs/decisions/0044 says what to do when it does not.
      expect(Object.keys(template.Resources).length).toBeLessThanOrEqual(475);
      expect(JSON.stringify(template, undefined, 1).length).toBeLessThan(700_000);
    },
  );

  it("makes the API anew for a new route, and its deployment with it", () => {
    const [deployment] = only("AWS::ApiGateway::Deployment");
    const [, stage] = only("AWS::ApiGateway::Stage");
    expect(text(stage.Properties.DeploymentId)).toBe(`<${deployment}>`);
    // The id holds a hash of the document; API Gateway serves what was deployed, not what was imported.
    expect(deployment).toMatch(/[0-9a-f]{32}$/);
  });
});
