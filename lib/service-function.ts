import { Duration, Validations } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import {
  Alias,
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { EncryptedLogGroup } from "./encrypted-log-group.ts";
import type { Environments, FunctionName } from "./environments.ts";
import { codeOf } from "./function-code.ts";
import { defaultMemory } from "./memory.ts";
import type { Stage } from "./stages.ts";

/** A person is waiting: a few reads and one conditional write, with room for a cold start and SDK retries. */
const defaultTimeout = Duration.seconds(15);

export interface ServiceFunctionProps<Name extends FunctionName> {
  readonly environment: Environments[Name];
  readonly stage: Stage;
  readonly key: IKey;
  readonly timeout?: Duration;
  readonly memorySize?: number;
  /** Set aside for it, and as many of it at once at most, where the stage has concurrency to share out. */
  readonly concurrency?: number;
}

/** The function of a folder in functions/: its id is the folder's name, verb-noun. */
export class ServiceFunction<Name extends FunctionName> extends LambdaFunction {
  private alias: Alias | undefined;

  constructor(scope: Construct, name: Name, props: ServiceFunctionProps<Name>) {
    super(scope, name, {
      code: codeOf(name),
      handler: "handler.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      environment: { ...props.environment, POWERTOOLS_SERVICE_NAME: name },
      timeout: props.timeout ?? defaultTimeout,
      memorySize: props.memorySize ?? defaultMemory,
      ...(props.stage.reservesConcurrency && { reservedConcurrentExecutions: props.concurrency }),
      tracing: Tracing.ACTIVE,
      loggingFormat: LoggingFormat.JSON,
      // An own role, because the managed policy that comes by default may write to every log group.
      role: new Role(scope, `${name}-role`, { assumedBy: new ServicePrincipal("lambda.amazonaws.com") }),
      logGroup: new EncryptedLogGroup(scope, `${name}-logs`, { stage: props.stage, key: props.key }),
    });
    this.logGroup.grantWrite(this);
    Validations.of(this).acknowledge({
      id: "Serverless-LambdaDLQ",
      reason:
        "Whoever asks waits for the answer and sees the failure; what a schedule or a topic invokes has a failure destination instead, which keeps the error too.",
    });
    if (this.role) {
      Validations.of(this.role).acknowledge({
        id: "AwsSolutions-IAM5[Resource::*]",
        reason:
          "X-Ray's two actions take no resource; a test proves that nothing else is allowed on every resource.",
      });
    }
  }

  /** The version in use: what people reach and the workflow invoke. Made when it is first asked for. */
  get live(): Alias {
    this.alias ??= new Alias(this, "live", { aliasName: "live", version: this.currentVersion });
    return this.alias;
  }

  /** Without the `:*` of CDK's default: whoever invokes the alias may do only that. */
  override get resourceArnsForGrantInvoke() {
    return [this.functionArn];
  }
}
