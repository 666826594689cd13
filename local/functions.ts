import { randomUUID } from "node:crypto";
import { flushCompileCache } from "node:module";
import { pathToFileURL } from "node:url";
import type { Context } from "aws-lambda";
import type { Clock } from "./clock.ts";
import type { FunctionDefinition } from "./template.ts";

type Handler = (event: unknown, context: Context) => unknown;

/** Lambda answers no more than 6 MB. */
const maximumAnswerBytes = 6 * 1024 * 1024;

/** A function that failed: `name` is Lambda's errorType, `message` its errorMessage. */
export class FunctionFailed extends Error {
  constructor(errorType: string, errorMessage: string, cause?: unknown) {
    super(errorMessage, { cause });
    this.name = errorType;
  }
}

/** The deployed functions, each loaded at its first invocation with its own modules and its own environment. */
export class Functions {
  readonly #clock: Pick<Clock, "work">;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #definitions: ReadonlyMap<string, FunctionDefinition>;
  readonly #loaded = new Map<string, Promise<Handler>>();
  #loading: Promise<unknown> = Promise.resolve();
  readonly #attempts = new Map<string, number>();

  /** `environment` holds what is the same for every function and stronger than the template. */
  constructor(options: {
    definitions: readonly FunctionDefinition[];
    clock: Pick<Clock, "work">;
    environment?: Readonly<Record<string, string>>;
  }) {
    this.#clock = options.clock;
    this.#environment = options.environment ?? {};
    this.#definitions = new Map(options.definitions.map((definition) => [definition.name, definition]));
  }

  has(name: string): boolean {
    return this.#definitions.has(name);
  }

  /** Invokes a function by name or ARN and waits for its answer; throws FunctionFailed. Payloads travel as JSON. */
  invoke(nameOrArn: string, payload: unknown): Promise<unknown> {
    return this.#clock.work(this.#invoke(nameOrArn, payload));
  }

  async #invoke(nameOrArn: string, payload: unknown): Promise<unknown> {
    const name = nameOrArn.replace(/^arn:aws:lambda:[^:]*:[^:]*:function:([^:]+).*$/, "$1");
    const definition = this.#definitions.get(name);
    if (!definition) {
      throw new FunctionFailed("Lambda.ResourceNotFoundException", `Function not found: ${nameOrArn}`);
    }
    try {
      const handler = await this.#handlerOf(definition);
      return await answerOf(definition, handler, JSON.parse(JSON.stringify(payload ?? null)));
    } catch (error) {
      const failure = failureOf(error);
      console.error(`${name} failed: ${failure.name}: ${failure.message}`);
      throw failure;
    }
  }

  #handlerOf(definition: FunctionDefinition): Promise<Handler> {
    const loaded = this.#loaded.get(definition.name) ?? this.#load(definition);
    this.#loaded.set(definition.name, loaded);
    // A function that failed to load is tried again next time, as Lambda does.
    loaded.catch(() => this.#loaded.delete(definition.name));
    return loaded;
  }

  /** One at a time, because environment.ts reads `process.env` while it is imported. */
  #load(definition: FunctionDefinition): Promise<Handler> {
    const attempt = (this.#attempts.get(definition.name) ?? 0) + 1;
    this.#attempts.set(definition.name, attempt);
    // Functions with equal bundles still get their own modules, and a failed import is not answered from the cache.
    // The address is the same in each process: what is kept of its compiled code is found by it.
    const url = `${pathToFileURL(`${definition.bundle}.mjs`)}?function=${definition.name}&attempt=${attempt}`;
    const load = async () => {
      const exported: unknown = await withEnvironment(
        {
          ...definition.environment,
          ...this.#environment,
          AWS_LAMBDA_FUNCTION_NAME: definition.name,
          AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
          AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMegabytes),
        },
        () => import(/* @vite-ignore */ url),
      );
      keepCompiledCode();
      const handler = (exported as Record<string, unknown>)[definition.handler];
      if (typeof handler === "function") return handler as Handler;
      throw new FunctionFailed(
        "Runtime.HandlerNotFound",
        `${definition.handler} is undefined or not exported`,
      );
    };
    const loading = this.#loading.then(load, load);
    this.#loading = loading;
    return loading;
  }
}

/** How long after a function was loaded its code has run often enough to be kept, in ms. */
const settling = 1_000;
let isToBeKept = false;

/** Soon, and not only at the end: many a process is killed. Nothing where no cache is enabled. */
function keepCompiledCode(): void {
  if (isToBeKept) return;
  isToBeKept = true;
  setTimeout(() => {
    isToBeKept = false;
    flushCompileCache();
  }, settling).unref();
}

async function withEnvironment<T>(
  environment: Readonly<Record<string, string>>,
  run: () => Promise<T>,
): Promise<T> {
  const before = Object.keys(environment).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, environment);
  try {
    return await run();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

async function answerOf(definition: FunctionDefinition, handler: Handler, event: unknown): Promise<unknown> {
  const timeout = definition.timeoutSeconds * 1000;
  const deadline = Date.now() + timeout;
  const context = contextOf(definition, () => Math.max(0, deadline - Date.now()));
  const { promise: timedOut, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const seconds = definition.timeoutSeconds.toFixed(2);
    reject(
      new FunctionFailed(
        "Sandbox.Timedout",
        `RequestId: ${context.awsRequestId} Error: Task timed out after ${seconds} seconds`,
      ),
    );
  }, timeout);
  try {
    const answer = JSON.stringify((await Promise.race([handler(event, context), timedOut])) ?? null);
    if (Buffer.byteLength(answer) > maximumAnswerBytes) {
      throw new FunctionFailed(
        "Function.ResponseSizeTooLarge",
        `Response payload size exceeded maximum allowed payload size (${maximumAnswerBytes} bytes).`,
      );
    }
    return JSON.parse(answer);
  } finally {
    clearTimeout(timer);
  }
}

function contextOf(definition: FunctionDefinition, remaining: () => number): Context {
  const done = () => {
    throw new FunctionFailed("Runtime.CallbackHandlerDeprecated", "Handlers answer with a promise.");
  };
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: definition.name,
    functionVersion: "$LATEST",
    invokedFunctionArn: definition.arn,
    memoryLimitInMB: String(definition.memoryMegabytes),
    awsRequestId: randomUUID(),
    logGroupName: `/aws/lambda/${definition.name}`,
    logStreamName: "local",
    getRemainingTimeInMillis: remaining,
    done,
    fail: done,
    succeed: done,
  };
}

function failureOf(error: unknown): FunctionFailed {
  if (error instanceof FunctionFailed) return error;
  if (error instanceof Error) return new FunctionFailed(error.name, error.message, error);
  return new FunctionFailed(typeof error, String(error), error);
}
