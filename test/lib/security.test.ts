import { Stage } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { expect, it } from "vitest";
import { makeStack } from "./synthesised.ts";

it("the AWS Solutions rules find nothing that is not acknowledged with a reason", () => {
  const { violations } = new AwsSolutionsChecks().validateScope(makeStack());
  const findings = violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
  );
  expect(findings).toEqual([]);
});

/** Milliseconds: the rules are compiled first, which takes long on a busy machine. */
const compiling = 30_000;

it("CloudFormation's own rules find no error in the template", { timeout: compiling }, () => {
  const stack = makeStack({ builtinCloudFormationValidation: true });
  expect(() => Stage.of(stack)?.synth({ errorOnDuplicateSynth: false })).not.toThrow();
});
