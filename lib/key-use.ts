import { Stack } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";

const reading = ["kms:Decrypt", "kms:DescribeKey"];
const writing = [
  ...reading,
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

/**
 * Lets the grantee use the key, but only through the named AWS service: who may read the table may not
 * decrypt anything else. CDK's own grants name actions with wildcards and any service.
 */
export function allowKeyUse(
  key: IKey,
  grantee: IGrantable,
  use: { through: "dynamodb" | "s3" | "sns" | "sqs"; to: "read" | "write" },
) {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: use.to === "read" ? reading : writing,
      resources: [key.keyArn],
      conditions: {
        StringEquals: { "kms:ViaService": `${use.through}.${Stack.of(key).region}.amazonaws.com` },
      },
    }),
  );
}
