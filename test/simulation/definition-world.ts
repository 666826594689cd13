import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import { readAreaFiles } from "../../areas/area-files.ts";
import { caseStore } from "../../functions/adapters/case-store.ts";
import { pointerStore } from "../../functions/adapters/pointer-store.ts";
import type { Item } from "../../functions/adapters/table.ts";
import { handler as answerTask } from "../../functions/answer-task/handler.ts";
import { handler as assignCoach } from "../../functions/assign-coach/handler.ts";
import { handler as attendToCase } from "../../functions/attend-to-case/handler.ts";
import { stageTask } from "../../functions/core/case.ts";
import { receive } from "../../functions/core/decide/receive.ts";
import { stamped } from "../../functions/core/events.ts";
import { handler as holdForAnswer } from "../../functions/hold-for-answer/handler.ts";
import { handler as resumeCases } from "../../functions/resume-cases/handler.ts";
import { handler as triageReferral } from "../../functions/triage-referral/handler.ts";
import { ProgrammeClock } from "../../local/clock.ts";
import { StepFunctions } from "../../local/step-functions/engine.ts";
import { aReferral, monday } from "../support/builders.ts";
import { publishProgramme } from "./programme-table.ts";
import { eventOf } from "./requests.ts";
import { StandIns, use } from "./stand-ins.ts";

const arn = "arn:aws:states:eu-west-2:111111111111:stateMachine:Journey";
const area = "greater-manchester";
const reference = "23456789CD";
const key = { area, reference };

export interface State {
  readonly Choices?: readonly { readonly Condition: string; readonly Next: string }[];
  readonly Arguments?: { readonly FunctionName: string; readonly Payload: Record<string, string> };
  readonly Assign?: Record<string, string>;
}
export interface Definition {
  readonly TimeoutSeconds: number;
  readonly States: Record<string, State>;
}

const functions: Record<string, unknown> = {
  "attend-to-case": attendToCase,
  "triage-referral": triageReferral,
  "assign-coach": assignCoach,
  "hold-for-answer": holdForAnswer,
};
/** The name of a function, by where it or an alias of it is. */
export function nameOf(functionArn: string): string {
  return /:function:([^:]+)/.exec(functionArn)?.[1] ?? functionArn;
}

const invoke = async (handler: unknown, event: object) =>
  await (handler as (event: object, context: Context) => Promise<unknown>)(event, {} as Context);

/** The state machine, its functions and one person, whose referral was accepted under the old definition. */
export class DefinitionWorld {
  readonly clock = new ProgrammeClock({ mode: "manual", now: Date.parse(monday) });
  readonly standIns = new StandIns([]);
  readonly cases = caseStore(this.standIns.kept);
  /** What Attend answered. */
  readonly attended: Record<string, unknown>[] = [];
  /** What Attend answers for a stage, once there are functions that say it in another way. */
  renamed: Readonly<Record<string, string>> = {};
  readonly engine = new StepFunctions({
    clock: this.clock,
    random: () => 0.5,
    invokeFunction: async (name, payload) => {
      const answer = (await invoke(functions[nameOf(name)], payload as object)) as Record<string, unknown>;
      if (nameOf(name) !== "attend-to-case") return answer;
      const stage = this.renamed[`${answer.stage}`] ?? answer.stage;
      this.attended.push({ ...answer, stage });
      return { ...answer, stage };
    },
  });

  /** `definition`: that with which the person's execution is started. */
  async begin(definition: Definition): Promise<void> {
    Object.assign(this.standIns.workflow, {
      start: async (_: object, generation: number) => {
        const name = `${reference}-${generation}`;
        this.engine.startExecution({ stateMachineArn: arn, name, input: key });
      },
      signal: async (token: string) => {
        this.engine.sendTaskSuccess(token, {});
        return "signalled";
      },
    });
    use(this.standIns);
    const files = readAreaFiles().areas.filter(({ rules }) => rules.area === area);
    await publishProgramme(this.standIns.kept, files);
    this.deploy(definition);
    const referral = aReferral({ person: { contact: { email: "sample@example.com" } } });
    const events = receive(referral, { area, placedBy: "resident" }, reference, monday);
    await pointerStore(this.standIns.kept).pointReference(key);
    await this.cases.create(key, stamped(events, 0, monday, { kind: "person" }), referral);
    await this.standIns.workflow.start(key, 1);
    await this.pass(0);
  }

  /** From now on executions start with this one; those that run keep theirs. */
  deploy(definition: Definition): void {
    this.engine.createStateMachine(arn, definition);
  }

  async pass(milliseconds: number): Promise<void> {
    await this.clock.advanceTo(this.clock.now() + milliseconds);
  }

  async stored() {
    const stored = await this.cases.load(key);
    if (!stored) throw new Error("there is no such case");
    return stored;
  }

  /** The case's item, for whoever writes to it as another version would. */
  async item(): Promise<Item> {
    return (await this.standIns.kept.get({ pk: `${area}#CASE#${reference}`, sk: "CASE" })) as Item;
  }

  /** The area's lead answers the open task of the stage. */
  async answer(body: object): Promise<void> {
    const { status, text } = await this.answerOf(stageTask((await this.stored()).case)?.handle, body);
    if (status !== 200) throw new Error(text);
    await this.pass(0);
  }

  async answerOf(handle = "", body: object = {}): Promise<{ status: number; text: string }> {
    const asked = { resource: "/tasks/{handle}", parameters: { handle }, area, body };
    const handler = answerTask as (
      event: APIGatewayProxyEvent,
      context: Context,
    ) => Promise<APIGatewayProxyResult>;
    const { statusCode: status, body: text } = await handler(eventOf(asked, this.clock.now()), {} as Context);
    return { status, text };
  }

  async sweep(more: { everyOpenCase?: boolean } = {}): Promise<void> {
    await invoke(resumeCases, { time: new Date(this.clock.now()).toISOString(), ...more });
    await this.pass(0);
  }

  execution(generation: number) {
    const { executionArn } =
      this.engine.listExecutions({}).find(({ name }) => name === `${reference}-${generation}`) ?? {};
    const { status, state, error } = this.engine.describeExecution(`${executionArn}`);
    return { status, state, ...(error ? { error } : {}) };
  }

  /** Whom which email was sent to, in turn. */
  sent(): string[] {
    return this.standIns.emails.map(({ to, subject }) => `${to} ${subject}`);
  }
}
