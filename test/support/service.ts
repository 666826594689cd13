import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A mail as `GET /_local/inbox` shows it. */
export interface Mail {
  id: string;
  at: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
}

export interface StartOptions {
  /** A new temporary folder by default, which the caller may pass to a later start. */
  dataDir?: string;
  clock?: "real" | "manual";
  now?: string;
  port?: number;
  speed?: number;
  /** Seconds until the ready line, the first synthesis included. */
  patience?: number;
  /** A file for what goes between the parts of the service (recorder.ts); functions then log all that they would. */
  record?: string;
  /** The working tree of another version; this one by default. */
  tree?: string;
  /** A file for counts of what the service uses (local/meter/); functions then log what they do on AWS. */
  meter?: string;
}

/** A request's answer; `body` is parsed if it is JSON. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects, and fails if that is not there.
  body: any;
}

export interface RequestOptions {
  headers?: Record<string, string>;
  /** JSON unless it is a string already. */
  body?: unknown;
}

/** How a program speaks to the service, wherever it runs. */
export interface HttpClient {
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** The embedded default in a process of its own, reached as its users reach it. */
export interface WorkWell extends HttpClient {
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** What the process has printed so far. */
  output(): string;
  /** Mails that were sent, newest last; with `to` only those to this address. */
  inbox(to?: string): Promise<Mail[]>;
  /** Moves programme time on by an ISO 8601 duration; `PT0S` waits for work in flight. */
  advance(duration: string): Promise<void>;
  advanceTo(time: string): Promise<void>;
  /** Programme time, RFC 3339. */
  now(): Promise<string>;
  /** Signs in with the emailed code; the answer is a Cookie header. */
  signIn(email: string): Promise<{ cookie: string }>;
  /** Ends the process and waits for its end; the data folder stays. */
  kill(signal?: NodeJS.Signals): Promise<number | null>;
  /** Ends the process and removes the data folder. */
  dispose(): Promise<void>;
}

/** Starts the embedded default and waits until it serves. */
export async function startWorkWell(options: StartOptions = {}): Promise<WorkWell> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "workwell-"));
  const given = {
    port: options.port ?? 0,
    data: dataDir,
    clock: options.clock ?? "manual",
    now: options.now,
    speed: options.speed,
  };
  const child = spawn(
    process.execPath,
    [
      ...(options.record ? ["--import", new URL("recorder.ts", import.meta.url).href] : []),
      ...(options.meter ? ["--import", new URL("../../local/meter/preload.ts", import.meta.url).href] : []),
      "local/main.ts",
      ...Object.entries(given).flatMap(([name, value]) =>
        value === undefined ? [] : [`--${name}`, `${value}`],
      ),
    ],
    {
      cwd: options.tree ?? root,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        ...(options.record && { WORKWELL_RECORD: options.record, POWERTOOLS_LOG_LEVEL: "DEBUG" }),
        ...(options.meter && { WORKWELL_METER: options.meter, POWERTOOLS_LOG_LEVEL: "INFO" }),
      },
    },
  );
  const printed: string[] = [];
  const output = () => printed.join("");
  const url = await readyUrl(child, printed, (options.patience ?? 120) * 1000);
  return clientOf({ url, dataDir, child, output });
}

function readyUrl(child: ChildProcess, printed: string[], patience: number): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const timer = setTimeout(() => {
    child.kill("SIGKILL");
    reject(new Error(`WorkWell was not ready in time:\n${printed.join("")}`));
  }, patience);
  const read = (chunk: Buffer) => {
    printed.push(chunk.toString());
    const url = /^WorkWell is ready at (\S+)$/m.exec(printed.join(""))?.[1];
    if (url) resolve(url);
  };
  child.stdout?.on("data", read);
  child.stderr?.on("data", read);
  child.once("close", (code) => reject(new Error(`WorkWell ended with ${code}:\n${printed.join("")}`)));
  return promise.finally(() => clearTimeout(timer));
}

/** Asks for JSON unless the headers say otherwise, and follows no redirect. */
export function httpClient(url: string): HttpClient {
  const request: HttpClient["request"] = async (method, path, { headers = {}, body } = {}) => {
    const isText = body === undefined || typeof body === "string";
    const answer = await fetch(new URL(path, url), {
      method,
      redirect: "manual",
      headers: {
        accept: "application/json",
        ...(!isText && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, text, body: parsed(text) };
  };
  return {
    request,
    get: (path, headers = {}) => request("GET", path, { headers }),
    post: (path, body, headers = {}) => request("POST", path, { body, headers }),
  };
}

function clientOf(parts: {
  url: string;
  dataDir: string;
  child: ChildProcess;
  output: () => string;
}): WorkWell {
  const { url, dataDir, child } = parts;
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));

  const client = httpClient(url);
  const { request } = client;
  const moveClock = async (body: unknown) => {
    const { status, text } = await request("POST", "/_local/clock", { body });
    if (status !== 200) throw new Error(`The clock refused ${JSON.stringify(body)}: ${text}`);
  };
  const service: WorkWell = {
    url,
    dataDir,
    pid: child.pid ?? 0,
    output: parts.output,
    ...client,
    async inbox(to) {
      return (await request("GET", `/_local/inbox${to ? `?to=${encodeURIComponent(to)}` : ""}`)).body;
    },
    advance: (duration) => moveClock({ advance: duration }),
    advanceTo: (time) => moveClock({ to: time }),
    now: async () => (await request("GET", "/_local/clock")).body.now,
    signIn: (email) => signIn(service, email),
    kill(signal = "SIGTERM") {
      child.kill(signal);
      return ended;
    },
    async dispose() {
      await service.kill("SIGKILL");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return service;
}

async function signIn(service: WorkWell, email: string): Promise<{ cookie: string }> {
  await service.post("/sign-in", { email });
  await service.advance("PT0S");
  const code = /\b\d{6}\b/.exec((await service.inbox(email)).at(-1)?.text ?? "")?.[0];
  if (!code) throw new Error(`No code was sent to ${email}.`);
  const { status, headers, text } = await service.post("/sign-in/code", { email, code });
  const cookie = headers.getSetCookie().find((one) => one.startsWith("session="));
  if (!cookie) throw new Error(`${email} could not sign in: ${status} ${text}`);
  return { cookie: cookie.split(";")[0] ?? "" };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
