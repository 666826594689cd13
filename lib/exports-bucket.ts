import { Duration, Stack, Validations } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  ObjectLockRetention,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { allowKeyUse } from "./key-use.ts";
import type { Stage } from "./stages.ts";

/** An upload that broke off is made up by the next run; its parts are only paid for. */
const brokenUploadsKept = Duration.days(7);

/** What was written over is the register of releases, whose every state can be derived again. */
const olderVersionsKept = Duration.days(365);

interface ExportsBucketProps {
  readonly stage: Stage;
  readonly key: IKey;
}

/** Releases for commissioners. Versioned: what was published once can always be shown again. */
export class ExportsBucket extends Construct {
  readonly name: string;
  private readonly bucket: Bucket;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: ExportsBucketProps) {
    super(scope, id);
    this.key = props.key;
    this.bucket = new Bucket(this, "Bucket", {
      encryption: BucketEncryption.KMS,
      encryptionKey: props.key,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      // Governance: whoever may bypass it can still remove what should never have been published.
      ...(props.stage.releasesLocked && {
        objectLockEnabled: true,
        objectLockDefaultRetention: ObjectLockRetention.governance(props.stage.releasesLocked),
      }),
      lifecycleRules: [
        {
          abortIncompleteMultipartUploadAfter: brokenUploadsKept,
          noncurrentVersionExpiration: olderVersionsKept,
        },
      ],
      removalPolicy: props.stage.removal,
    });
    Validations.of(this.bucket).acknowledge({
      id: "AwsSolutions-S1",
      reason:
        "Only three functions reach the bucket, and the service writes who opened which export into its own read audit.",
    });
    this.name = this.bucket.bucketName;
  }

  /** Listing too: without it S3 answers 403 for an object that is not there. */
  grantRead(grantee: IGrantable) {
    this.allow(grantee, ["s3:GetObject"]);
    allowKeyUse(this.key, grantee, { through: "s3", to: "read" });
  }

  /** Writers read what is there first: a release is never written over. */
  grantReadWrite(grantee: IGrantable) {
    this.allow(grantee, ["s3:GetObject", "s3:PutObject"]);
    allowKeyUse(this.key, grantee, { through: "s3", to: "write" });
  }

  private allow(grantee: IGrantable, actions: string[]) {
    const { grantPrincipal } = grantee;
    const objects = this.bucket.arnForObjects("*");
    grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [objects] }));
    grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({ actions: ["s3:ListBucket"], resources: [this.bucket.bucketArn] }),
    );
    if (Construct.isConstruct(grantPrincipal)) {
      Validations.of(grantPrincipal).acknowledge({
        id: `AwsSolutions-IAM5[Resource::<${this.logicalId()}.Arn>/*]`,
        reason: "Exports get their names when they are made; the bucket holds nothing but exports.",
      });
    }
  }

  private logicalId() {
    return Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket);
  }
}
