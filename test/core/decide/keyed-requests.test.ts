import { describe, expect, it } from "vitest";
import { fold } from "../../../functions/core/evolve.ts";
import { TestCase } from "../../support/builders.ts";

const note = { type: "note", text: "Called back" } as const;
const request = { key: "key", body: "body" };

describe("a request with an Idempotency-Key", () => {
  it("takes effect once, whoever repeats it and whenever", () => {
    const person = new TestCase().assigned().do(note, undefined, request);
    const count = person.case.eventCount;
    person.at("2026-03-09T10:00:00.000Z").do(note, undefined, request);
    expect(person.case.eventCount).toBe(count);
    expect(fold(person.events)).toEqual(person.case);
  });

  it("without a key takes effect as often as it is sent", () => {
    const person = new TestCase().do(note).do(note);
    expect(person.events.filter(({ type }) => type === "note-added")).toHaveLength(2);
  });

  it("is refused when the key was used for something else", () => {
    const person = new TestCase().do(note, undefined, request);
    const other = { key: "key", body: "other" };
    expect(person.decide(note, undefined, other)).toEqual({ refusal: { type: "idempotency-key-reused" } });
    expect(person.decide(note, undefined, { key: "another", body: "other" })).toHaveProperty("events");
  });

  it("that had nothing to do uses its key up", () => {
    const person = new TestCase().do({ type: "resume" }, undefined, request);
    expect(person.events.at(-1)?.type).toBe("request-kept");
    expect(person.decide(note, undefined, { ...request, body: "other" })).toEqual({
      refusal: { type: "idempotency-key-reused" },
    });
  });

  it("that was refused leaves its key free", () => {
    const person = new TestCase();
    expect(person.decide({ type: "finish" }, undefined, request)).toHaveProperty("refusal");
    expect(person.decide(note, undefined, { ...request, body: "other" })).toHaveProperty("events");
  });

  it("names its notes by the key, so that a crash after a note was kept leaves no second one", () => {
    const person = new TestCase();
    const idsOf = (decision: ReturnType<typeof person.decide>) =>
      "notes" in decision ? decision.notes.map(({ id }) => id) : [];
    const first = idsOf(person.decide(note, undefined, request));
    const later = idsOf(person.at("2026-03-02T10:05:00.000Z").decide(note, undefined, request));
    expect(later).toEqual(first);
    expect(idsOf(person.decide(note, undefined, { ...request, key: "another" }))).not.toEqual(first);
  });
});
