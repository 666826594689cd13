import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { journey } from "../../bin/journey/ask.ts";
import { transitions } from "../../bin/journey/diagram.ts";
import { journeyPage } from "../../bin/journey/page.ts";
import { type AskedCommand, commandBodies } from "../../functions/core/command-bodies.ts";
import { stages } from "../../functions/core/stages.ts";
import { taskKinds } from "../../functions/core/words.ts";

const situations = journey();

describe("docs/journey.md", () => {
  it("says what the decider says: `npm run journey-table` writes it anew", () => {
    const written = readFileSync(new URL("../../docs/journey.md", import.meta.url), "utf8");
    expect(written).toBe(journeyPage());
  });

  it("tells of every stage, and how a case comes to it and on from it", () => {
    const ways = transitions(situations);
    expect(new Set(situations.map(({ stage }) => stage))).toEqual(new Set(stages));
    expect(new Set(ways.map(({ to }) => to))).toEqual(new Set(stages));
    expect(new Set(ways.map(({ from }) => from))).toEqual(new Set(stages));
  });

  it("tells of every task of a stage, and of an answer to each that ends it", () => {
    const kinds = taskKinds.filter((kind) => kind !== "make-safe" && kind !== "check-address");
    const ended = situations.filter(({ answers }) =>
      answers.some(({ events }) => events.includes("task-answered")),
    );
    expect(new Set(ended.map(({ task }) => task?.kind))).toEqual(new Set(kinds));
  });

  it("tells of every command, and where it is possible", () => {
    const possible = new Set(situations.flatMap(({ moves }) => moves.map(({ says }) => says)));
    const names = Object.keys(commandBodies) as AskedCommand["name"][];
    expect(names.filter((name) => !possible.has(name))).toEqual([]);
  });
});
