import { Stage } from "aws-cdk-lib";
import { AwsSolutionsChecks, ServerlessChecks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { stages } from "../../lib/stages.ts";
import { makeStack } from "./synthesised.ts";

const named = Object.values(stages).map(({ name }) => ({ name, account: undefined, of: "any account" }));
const ofOneAccount = { name: "sandbox", account: "111122223333", of: "an account that it names" } as const;

describe.each([...named, ofOneAccount])("the stack of $name for $of", ({ name, account }) => {
  const stack = makeStack(name, account === undefined ? {} : { account });

  it.each([
    ["AWS Solutions", new AwsSolutionsChecks()],
    ["Serverless", new ServerlessChecks()],
  ])("gives the %s rules nothing to find that is not acknowledged with a reason", (_, pack) => {
    const findings = pack
      .validateScope(stack)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
      );
    expect(findings).toEqual([]);
  });
});

/** Milliseconds: the rules are compiled first, which takes long on a busy machine. */
const compiling = 60_000;

it("the stack of production gives CloudFormation's own rules no error to find", {
  timeout: compiling,
}, () => {
  const stack = makeStack("production", { builtinCloudFormationValidation: true });
  expect(() => Stage.of(stack)?.synth({ errorOnDuplicateSynth: false })).not.toThrow();
});
