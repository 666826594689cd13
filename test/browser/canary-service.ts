import { expect } from "vitest";
import type { z } from "zod";
import { schemaFor } from "../../functions/core/answers.ts";
import { type CommandName, commandBodies } from "../../functions/core/command-bodies.ts";
import { Referral } from "../../functions/core/referral.ts";
import type { TaskKind } from "../../functions/core/words.ts";
import { aReferral } from "../support/builders.ts";
import type { Answer, WorkWell } from "../support/service.ts";
import { filledWith, hasText, ofEach, textFieldsOfZod } from "../support/text-fields.ts";
import { aCanary } from "./markup-judge.ts";

export const domain = "greater-manchester.example.org";
export const staff = {
  lead: `lead@${domain}`,
  coach: `coach1@${domain}`,
  other: `coach2@${domain}`,
  duty: `duty@${domain}`,
  safeguarding: `safeguarding@${domain}`,
  commissioner: `commissioner@${domain}`,
  national: "national@example.org",
} as const;
export type Role = keyof typeof staff;

/** A request that carries text, as its door describes it. */
interface Door {
  /** As the OpenAPI document names it. */
  readonly operation: string;
  readonly schema: z.ZodType;
  /** What is taken as it stands. */
  readonly body: object;
  readonly method?: "POST" | "PUT";
  readonly path: string;
  readonly as?: Role | undefined;
  readonly headers?: Record<string, string>;
}

/**
 * A service in which every text field of every door holds a canary, or told at itself that it takes no such text. The
 * fields come from the schemas that the doors parse with.
 */
export class CanaryService {
  /** Per operation, the pointers that were filled. */
  readonly filled = new Map<string, Set<string>>();
  readonly references: string[] = [];
  readonly handles = new Set<string>();
  /** Per field that takes any text, the canaries that it was given. */
  readonly kept = new Map<string, number[]>();
  readonly cookies = new Map<Role, string>();
  /** The path of a person's own page. */
  my = "";
  withdrawal = "";
  readonly service: WorkWell;
  readonly #triedLong = new Set<string>();
  #count = 0;

  constructor(service: WorkWell) {
    this.service = service;
  }

  /** Sends the body with a canary in every text field; those that are refused must be told at the field. */
  async fill(door: Door): Promise<Answer> {
    const pointers = textFieldsOfZod(door.schema);
    await this.#refuseTooLong(door, pointers);
    const refused = new Set<string>();
    let last = "";
    for (let tries = 0; tries < 8; tries++) {
      const numbers = new Map<string, number>();
      const body = filledWith(door.body, pointers, (pointer) => {
        if (refused.has(pointer)) return undefined;
        numbers.set(pointer, ++this.#count);
        return aCanary(this.#count);
      });
      this.#note(door.operation, pointers, body);
      const answer = await this.#send(door, body);
      if (answer.status < 300) {
        for (const [pointer, number] of numbers) {
          const field = `${door.operation} ${pointer}`;
          if (hasText(body, pointer)) this.kept.set(field, [...(this.kept.get(field) ?? []), number]);
        }
        await this.service.advance("PT0S");
        return answer;
      }
      last = answer.text;
      expect([door.operation, answer.status, answer.text]).toEqual([door.operation, 422, answer.text]);
      const told: string[] = answer.body.errors.map(({ pointer }: { pointer: string }) => ofEach(pointer));
      const atFields = told.flatMap((each) => pointers.filter((field) => isAt(field, each)));
      expect([door.operation, told, atFields.length > 0]).toEqual([door.operation, told, true]);
      for (const pointer of atFields) refused.add(pointer);
    }
    throw new Error(`${door.operation} refuses its own sample: ${last}`);
  }

  /** Every field says of a text of 10,000 characters that it is too long, or no such thing. */
  async #refuseTooLong(door: Door, pointers: readonly string[]): Promise<void> {
    const name = `${door.operation} ${pointers}`;
    if (this.#triedLong.has(name)) return;
    this.#triedLong.add(name);
    const long = "Long text ".repeat(1000);
    // More of them would be too large a request.
    for (let first = 0; first < pointers.length; first += 5) {
      const body = filledWith(door.body, pointers.slice(first, first + 5), () => long);
      const some = pointers.slice(first, first + 5).filter((pointer) => hasText(body, pointer));
      if (some.length === 0) continue;
      const { status, body: told } = await this.#send(door, body);
      const at: string[] = (told.errors ?? []).map(({ pointer }: { pointer: string }) => ofEach(pointer));
      const untold = some.filter((field) => !at.some((each) => isAt(field, each)));
      expect([door.operation, status, untold]).toEqual([door.operation, 422, []]);
    }
  }

  #note(operation: string, pointers: readonly string[], body: unknown): void {
    const noted = this.filled.get(operation) ?? new Set();
    for (const pointer of pointers) if (hasText(body, pointer)) noted.add(pointer);
    this.filled.set(operation, noted);
  }

  async #send({ method = "POST", path, as, headers = {} }: Door, body: object): Promise<Answer> {
    return await this.service.request(method, path, {
      headers: { ...headers, ...(as ? { cookie: await this.cookieOf(as) } : {}) },
      body,
    });
  }

  async cookieOf(role: Role): Promise<string> {
    const known = this.cookies.get(role);
    if (known) return known;
    const { cookie } = await this.service.signIn(staff[role]);
    this.cookies.set(role, cookie);
    return cookie;
  }

  /** Sessions end at 19:00. */
  async advanceTo(time: string): Promise<void> {
    await this.service.advanceTo(time);
    this.cookies.clear();
  }

  async refer(given: Parameters<typeof aReferral>[0] = {}): Promise<string> {
    const referrer = { kind: "gp", email: "surgery@example.org" } as const;
    const person = { ...given.person, gpPractice: { icb: "QOP" } };
    const body = { ...aReferral({ referrer, ...given, person }), area: "greater-manchester" };
    const operation = "POST /referrals";
    const { body: told } = await this.fill({ operation, schema: Referral, path: "/referrals", body });
    this.references.push(told.reference);
    return told.reference;
  }

  /** Answers the open task of a kind. `schema`: of one of several shapes that the kind takes. */
  async answer(reference: string, kind: TaskKind, body: object, as: Role = "lead"): Promise<void> {
    const cookie = await this.cookieOf("lead");
    const { openTasks } = (await this.service.get(`/cases/${reference}`, { cookie })).body;
    const task = openTasks.find((each: { kind: string }) => each.kind === kind);
    if (!task) throw new Error(`${reference} has no task ${kind}, but ${JSON.stringify(openTasks)}`);
    const path = new URL(task.taskUrl).pathname;
    this.handles.add(path.slice("/tasks/".length));
    await this.fill({ operation: "POST /tasks/{handle}", schema: schemaFor(kind, body), path, body, as });
  }

  async command(reference: string, name: CommandName, body: object, as: Role = "lead"): Promise<void> {
    const operation = "POST /cases/{reference}/{command}";
    const path = `/cases/${reference}/${name}`;
    await this.fill({ operation, schema: commandBodies[name], path, body, as });
  }
}

function isAt(field: string, told: string): boolean {
  return field === told || told.startsWith(`${field}/`) || (told !== "" && field.startsWith(`${told}/`));
}
